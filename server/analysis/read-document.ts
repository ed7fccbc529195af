import { LintelError } from "@/core/errors";
import type { ImportedText } from "@/server/analysis/import-text";
import { runTask } from "@/server/analysis/worker";

/**
 * Reads a design document that somebody brings along, in a worker thread, so that one made to take long takes nobody else's
 * time. Refuses with `too_large` above the limit of the format or of the thread, with `invalid` what is no such document.
 */
export async function readDocument(document: ImportedText) {
  const reading = await runTask("document", document);
  if (reading.kind === "refused") throw new LintelError(reading.code, reading.message, { fields: reading.fields });
  return reading;
}
