import type { Anchor, Suggestion } from "@/core/comments/anchor";
import { quoteOf } from "@/core/comments/quote";
import type { Field } from "@/core/spec/field";
import { findPlace, valueAt } from "@/core/spec/path";
import { emptyValue } from "@/core/spec/value";
import type { AnySpec } from "./thread-document";
import type { Location } from "./thread-store";

const longestSuggestion = 20_000;

const settable = new Set<Field["kind"]>(["text", "markdown", "code", "number", "choice", "choices", "flag", "date"]);

/**
 * The suggestion somebody may begin to change at an anchor: other words for its passage as it stands now, or another value for
 * its field. `null` where nothing can be suggested: a section, an item, a diagram, a passage that is gone.
 */
export function suggestionFor(anchor: Anchor, location: Location | undefined, spec: AnySpec | null): Suggestion | null {
  if (!spec || (anchor.kind !== "place" && anchor.kind !== "text") || location?.state === "detached") return null;
  const path = location?.path ?? anchor.path;
  const value = valueAt(spec, path);
  if (anchor.kind === "text") {
    const range = location?.range ?? { from: anchor.quote.start, to: anchor.quote.start + anchor.quote.exact.length };
    if (typeof value !== "string" || range.to > value.length) return null;
    const quote = quoteOf(value, range.from, range.to);
    return quote && { kind: "replace", path, quote, replacement: quote.exact };
  }
  const place = findPlace(path);
  if (place?.kind !== "field" || !settable.has(place.field.kind)) return null;
  const from = value ?? emptyValue(place.field);
  if (typeof from === "string" && from.length > longestSuggestion) return null;
  // Of these kinds a value is a string, a number, a flag or a list of strings: all of them JSON.
  return { kind: "set", path, from: from as string, to: from as string };
}

/** Whether a suggestion proposes anything. */
export function isChange(suggestion: Suggestion): boolean {
  if (suggestion.kind === "replace") return suggestion.replacement !== suggestion.quote.exact;
  return JSON.stringify(suggestion.from) !== JSON.stringify(suggestion.to);
}
