import type { Suggestion } from "@/core/comments/anchor";
import { suggestionProblem } from "@/core/comments/anchor-place";
import { maxSuggestion } from "@/core/comments/comment";
import { mentionsIn } from "@/core/comments/mentions";
import { LintelError } from "@/core/errors";
import { findPlace } from "@/core/spec/path";
import { cleanText } from "@/core/spec/value";
import { readValue } from "@/server/draft-edits";
import { newItemId } from "@/server/item-id";

export type NewComment = { body: string; suggestion?: Suggestion | null | undefined };

/**
 * What a comment is stored as: its text, the suggestion in canonical form, and whom it calls. Refuses a comment that says and
 * suggests nothing, and a suggestion that its field could not hold.
 */
export function checkedComment({ body, suggestion }: NewComment): {
  body: string;
  suggestion: Suggestion | null;
  mentions: string[];
} {
  const text = body.trim();
  if (text === "" && !suggestion) throw invalid("body", "Write something first.");
  return {
    body: text,
    suggestion: suggestion ? checkedSuggestion(suggestion) : null,
    mentions: mentionsIn(text),
  };
}

function checkedSuggestion(suggestion: Suggestion): Suggestion {
  const problem = suggestionProblem(suggestion);
  if (problem) throw invalid("suggestion.path", problem);
  if (JSON.stringify(suggestion).length > maxSuggestion)
    throw invalid("suggestion", "The suggestion is too long. Suggest the change in parts.");
  const place = findPlace(suggestion.path);
  if (place?.kind !== "field") throw invalid("suggestion.path", "This is no field of the specification.");
  if (suggestion.kind === "replace") {
    const lines = place.field.kind === "text" ? "one" : "many";
    return { ...suggestion, replacement: cleanText(suggestion.replacement, lines) };
  }
  const { value, messages } = readValue(suggestion.path, place.field, suggestion.to, newItemId);
  if (messages[0] !== undefined || value === undefined)
    throw invalid("suggestion.to", messages[0] ?? "The field cannot hold this value.");
  // What a field that is no list and no group holds is plain JSON.
  return { ...suggestion, to: value as typeof suggestion.to };
}

const invalid = (path: string, message: string) => new LintelError("invalid", message, { fields: [{ path, message }] });
