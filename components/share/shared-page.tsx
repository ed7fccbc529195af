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
import { createShareClient, sharedQuery, useCountView } from "@/client/shared";
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

function OpenLink({ token }: { token: string }) {
  const { data, error, refetch } = useQuery(sharedQuery);
  const isOver = useLine(token, error?.status === 404 || error?.status === 401);
  const { mutate: countView } = useCountView();
  useEffect(() => countView(), [countView]);
  if (isOver) return <LinkEnded />;
  if (data) return <SharedDocument shared={data} />;
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
 * Follows the link while its page is open. When it has ended, or asks for a password, everything it showed is forgotten at once:
 * first here, then by loading the page anew, which leaves nothing of it in the memory of the browser either.
 */
function useLine(token: string, isRefused: boolean): boolean {
  const client = useQueryClient();
  const [isOver, setIsOver] = useState(false);
  const end = useEffectEvent(() => {
    setIsOver(true);
    client.clear();
    window.location.reload();
  });
  const refresh = useEffectEvent(() => void client.invalidateQueries());
  useEffect(() => openShareLine(token, { changed: refresh, ended: end, locked: end }), [token]);
  useEffect(() => {
    if (isRefused) end();
  }, [isRefused]);
  return isOver;
}
