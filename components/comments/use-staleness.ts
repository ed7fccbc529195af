"use client";

import { use } from "react";
import type { Suggestion } from "@/core/comments/anchor";
import { suggestionState } from "@/core/comments/suggestion";
import { DocumentContext } from "./thread-document";

/** Why a suggestion cannot be applied to the draft on the screen, or `null`. The server looks again when it is applied. */
export function useStaleness(suggestion: Suggestion | null): string | null {
  const { spec, version } = use(DocumentContext);
  if (!suggestion || !spec || version !== null) return null;
  const found = suggestionState(suggestion, spec);
  if (found.state === "applied") return "The draft says this already.";
  return found.state === "stale" ? `Stale: ${found.reason.charAt(0).toLowerCase()}${found.reason.slice(1)}` : null;
}
