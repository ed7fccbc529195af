"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
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
  const { data } = useQuery({ ...versionQuery({ team, number }, version ?? 0), enabled: version !== null });
  // A stored version is a dense specification, which the reply's type does not say.
  const spec = version === null ? draft : ((data?.spec as AnySpec | undefined) ?? null);
  return (
    <ThreadsProvider source={source} spec={spec} version={version} base={base} hasPage>
      {children}
    </ThreadsProvider>
  );
}
