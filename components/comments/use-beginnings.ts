"use client";

import { use } from "react";
import type { Anchor, Suggestion } from "@/core/comments/anchor";
import { suggestionFor } from "./suggestion-target";
import { DocumentContext } from "./thread-document";
import { useThreadState } from "./thread-store";

/** What a suggestion in a thread begins with: the passage or the value as it stands in the draft now. */
export function useBeginnings(anchor: Anchor, thread?: number): { suggestion: Suggestion | null } {
  const { spec, version } = use(DocumentContext);
  const location = useThreadState(({ locations }) => (thread === undefined ? undefined : locations.get(thread)));
  return { suggestion: version === null ? suggestionFor(anchor, location ?? undefined, spec) : null };
}
