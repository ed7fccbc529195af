import type { FieldValue, FieldValues } from "../spec/field";
import { valueAt } from "../spec/path";
import type { Suggestion } from "./anchor";
import type { Range } from "./approximate";
import { findQuote } from "./quote";

/**
 * What a suggestion is worth today. `fresh`: it can be applied, for other words at this `range`. `applied`: the text or field is
 * as it proposes, whoever made it so. `stale`: what it wanted to change has changed otherwise, with a sentence for the button.
 */
export type SuggestionState =
  | { state: "fresh"; range: Range | null }
  | { state: "applied" }
  | { state: "stale"; reason: string };

const stale = (reason: string): SuggestionState => ({ state: "stale", reason });

/** Compares a suggestion with the specification as it is. The server decides by it, and the page explains itself with it. */
export function suggestionState(
  suggestion: Suggestion,
  spec: { readonly [section: string]: FieldValues },
): SuggestionState {
  const value = valueAt(spec, suggestion.path);
  if (value === undefined) return stale("What this would change is no longer in the draft.");
  if (suggestion.kind === "set") {
    if (isSame(value, suggestion.to)) return { state: "applied" };
    if (isSame(value, suggestion.from)) return { state: "fresh", range: null };
    return stale("The field was changed since this was suggested.");
  }
  if (typeof value !== "string") return stale("What this would change is no text any more.");
  const { quote, replacement } = suggestion;
  const { exact, before, after } = quote;
  const isAsWritten = value.includes(before + exact + after);
  if (!isAsWritten && value.includes(before + replacement + after)) return { state: "applied" };
  const found = findQuote(quote, value);
  if (found?.isExact) return { state: "fresh", range: found.range };
  return stale("The passage no longer reads as it did when this was suggested.");
}

// Fields that can be set hold plain values or sorted lists of them, which JSON writes in one way.
const isSame = (value: FieldValue, other: unknown) => JSON.stringify(value) === JSON.stringify(other);

/** The text with the suggested words in the place of the passage. */
export function withReplacement(text: string, range: Range, replacement: string): string {
  return text.slice(0, range.start) + replacement + text.slice(range.end);
}
