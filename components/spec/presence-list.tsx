"use client";

import { lazy, Suspense, use } from "react";
import { DraftContext } from "./use-draft";

const PresencePeople = lazy(() => import("./presence-people"));

/** Who else is in this review and where, on each of its pages. Nothing until the draft is here. */
export function PresenceList({ base }: { base: string }) {
  if (use(DraftContext) === null) return null;
  return (
    <Suspense>
      <PresencePeople base={base} />
    </Suspense>
  );
}
