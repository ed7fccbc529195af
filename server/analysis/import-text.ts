import { LintelError } from "@/core/errors";
import { importMarkdown } from "@/core/markdown/import";
import { importJson } from "@/core/markdown/json";
import { newItemId } from "@/server/item-id";

export type ImportedText = { text: string; format: "markdown" | "json" };

/** What a document says; a refusal is a value, because a thread can send no error with its code. */
export function importText({ text, format }: ImportedText) {
  try {
    if (format === "json") return { kind: "read" as const, report: [], ...importJson(text, { newId: newItemId }) };
    return { kind: "read" as const, problems: [], ...importMarkdown(text, { newId: newItemId }) };
  } catch (error) {
    if (!(error instanceof LintelError)) throw error;
    const { code, message, fields } = error;
    return { kind: "refused" as const, code, message, fields };
  }
}
