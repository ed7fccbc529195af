import { createHash } from "node:crypto";
import { type DdlModel, emptyDdlModel } from "@/core/analysis/ddl/model";
import { LintelError } from "@/core/errors";
import { runTask } from "@/server/analysis/worker";

/** In bytes of UTF-8; a schema of 1,000 tables is about a quarter of it. */
export const mostDdlBytes = 1_000_000;
const mostKept = 50;

// Models by the hash of their text, the least recently asked for first. A promise, so that two who ask at once share one reading.
const kept = new Map<string, Promise<DdlModel>>();

/**
 * The schema a DDL text describes, read in a worker thread and kept by the hash of the text. Parsed, never run. Refuses with
 * `too_large` above 1 MB or when reading exceeds the limits of the thread; syntax errors are part of the answer.
 */
export function parseDdl(text: string): Promise<DdlModel> {
  if (text.trim() === "") return Promise.resolve(emptyDdlModel);
  const bytes = Buffer.byteLength(text);
  if (bytes > mostDdlBytes) {
    const size = (bytes / 1_000_000).toLocaleString("en", { maximumFractionDigits: 1 });
    const message = `The DDL has ${size} MB; at most 1 MB is read. Leave out data (INSERT, COPY) and keep the statements that create the schema.`;
    return Promise.reject(new LintelError("too_large", message));
  }
  const hash = createHash("sha256").update(text).digest("base64");
  const model = kept.get(hash) ?? runTask("ddl", text);
  kept.delete(hash);
  kept.set(hash, model);
  const oldest = kept.keys().next();
  if (kept.size > mostKept && !oldest.done) kept.delete(oldest.value);
  // A refusal for want of time may not come again on a calmer machine.
  model.catch(() => kept.get(hash) === model && kept.delete(hash));
  return model;
}
