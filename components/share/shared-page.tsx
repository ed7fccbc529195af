"use client";

import {
  type DehydratedState,
  HydrationBoundary,
  QueryClientProvider,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { openShareLine } from "@/client/share-line";
import { createShareClient, sharedQuery } from "@/client/shared";
import { useCountView } from "@/client/shared-changes";
import { sharedThreadsQuery } from "@/client/shared-threads";
import { ErrorState } from "@/components/ui/error-state";
import { LinkEnded } from "./link-ended";
import { LinkPassword } from "./link-password";
import { SharedDocument } from "./shared-document";

type SharedPageProps = {
  token: string;
  state: DehydratedState;
  /** Whether the link asked for a password when the page was rendered. */
  isLocked: boolean;
};

/** What somebody with a share link sees. Everything under it asks the API with the link's token and nothing else. */
export function SharedPage({ token, state, isLocked }: SharedPageProps) {
  const [client] = useState(() => createShareClient(token));
  return (
    <QueryClientProvider client={client}>
      <HydrationBoundary state={state}>{isLocked ? <LinkPassword /> : <OpenLink token={token} />}</HydrationBoundary>
    </QueryClientProvider>
  );
}

/** The link while it works. What it showed is asked for by a part that is gone when it has ended, so that nothing asks again. */
function OpenLink({ token }: { token: string }) {
  const [isOver, end] = useEnd();
  if (isOver) return <LinkEnded />;
  return <LinkContent token={token} onEnd={end} />;
}

function LinkContent({ token, onEnd }: { token: string; onEnd: () => void }) {
  const { data, error, refetch } = useQuery(sharedQuery);
  useLine(token, data?.guest?.id, error?.status === 404 || error?.status === 401, onEnd);
  const { mutate: countView } = useCountView();
  useEffect(() => countView(), [countView]);
  if (data) return <SharedDocument shared={data} token={token} />;
  if (!error) return null;
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <ErrorState title="The page could not be loaded" onRetry={() => void refetch()}>
        {error.message}
      </ErrorState>
    </main>
  );
}

/**
 * What the page of a link shows is forgotten at once when the link has ended or asks for a password: first here, then by loading
 * the page anew, which leaves nothing of it in the memory of the browser either.
 */
function useEnd(): [boolean, () => void] {
  const client = useQueryClient();
  const [isOver, setIsOver] = useState(false);
  const end = () => {
    setIsOver(true);
    client.clear();
    window.location.reload();
  };
  return [isOver, end];
}

/** Follows the link while its page is open. Who has given a name since follows anew: the line knows its guest by their cookie. */
function useLine(token: string, guest: string | undefined, isRefused: boolean, onEnd: () => void): void {
  const client = useQueryClient();
  const end = useEffectEvent(onEnd);
  const refresh = useEffectEvent((what: "all" | "threads") => {
    void client.invalidateQueries({
      queryKey: what === "threads" ? sharedThreadsQuery.queryKey : sharedQuery.queryKey,
    });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another guest is another line
  useEffect(() => openShareLine(token, { changed: refresh, ended: end, locked: end }), [token, guest]);
  useEffect(() => {
    if (isRefused) end();
  }, [isRefused]);
}
