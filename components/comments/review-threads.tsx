"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { type ReactNode, useCallback, useSyncExternalStore } from "react";
import type { ReviewAt } from "@/client/reviews";
import { versionQuery } from "@/client/versions";
import { useDraftSpec } from "@/components/versions/use-draft-spec";
import { useMemberSource } from "./member-source";
import type { AnySpec } from "./thread-document";
import { ThreadsProvider } from "./threads-provider";

/** The threads of a review on every page of it: about the version the page shows, else about the draft. */
export function ReviewThreads({ team, number, children }: ReviewAt & { children: ReactNode }) {
  const base = `/${team}/reviews/${number}`;
  const shown = /^\/versions\/([1-9]\d{0,8})$/.exec(usePathname().slice(base.length));
  const version = shown ? Number(shown[1]) : null;
  const source = useMemberSource({ team, number });
  const draft = useDraftSpec();
  const published = useShownVersion({ team, number }, version ?? 0);
  const spec = version === null ? draft : published;
  return (
    <ThreadsProvider source={source} spec={spec} version={version} base={base} hasPage>
      {children}
    </ThreadsProvider>
  );
}

const nothingOnServer = () => null;

/**
 * The version the page below has fetched. Watched and not asked for: a query made here, above the page, would come before the
 * data that the page brings along, and keep it out.
 */
function useShownVersion(at: ReviewAt, version: number): AnySpec | null {
  const client = useQueryClient();
  const subscribe = useCallback(
    // News may come while something is drawn, when nothing else may be changed.
    (listener: () => void) => client.getQueryCache().subscribe(() => queueMicrotask(listener)),
    [client],
  );
  // A stored version is a dense specification, which the reply's type does not say.
  const read = () => (client.getQueryData(versionQuery(at, version).queryKey)?.spec as AnySpec | undefined) ?? null;
  return useSyncExternalStore(subscribe, read, nothingOnServer);
}
