"use client";

import { use } from "react";
import type { Suggestion } from "@/core/comments/anchor";
import { valueAt } from "@/core/spec/path";
import { DocumentContext } from "./thread-document";

/** Why a suggestion no longer fits the draft on the screen, or `null`. The server looks again when it is applied. */
export function useStaleness(suggestion: Suggestion | null): string | null {
  const { spec, version } = use(DocumentContext);
  if (!suggestion || !spec || version !== null) return null;
  const value = valueAt(spec, suggestion.path);
  if (value === undefined) return "Stale: what it changes was deleted.";
  if (suggestion.kind === "replace")
    return typeof value === "string" && value.includes(suggestion.quote.exact)
      ? null
      : "Stale: the passage was changed since.";
  if (JSON.stringify(value) === JSON.stringify(suggestion.to)) return "The field has this value already.";
  return JSON.stringify(value) === JSON.stringify(suggestion.from) ? null : "Stale: the field was changed since.";
}
