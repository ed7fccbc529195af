import { z } from "zod";
import { type FieldProblem, LintelError } from "../errors";
import { type Spec, specDefinition } from "../spec/definition";
import type { Definition, FieldValues } from "../spec/field";
import { type UpgradeStep, upgradeSpec, upgradeSteps } from "../spec/upgrade";
import { cleanText, normaliseSpec } from "../spec/value";
import type { ExportedDocument } from "./export";
import { maxImportLength } from "./import";

/** A review's design as JSON: what `importJson` reads, and the published JSON Schema describes under `spec`. */
export type JsonDocument = {
  lintel: { schemaVersion: number };
  title: string;
  number?: number;
  status?: string;
  labels?: readonly string[];
  spec: { readonly [section: string]: FieldValues };
  score?: unknown;
  answers?: unknown;
};

/** The document as a JSON value; `importJson` of its text gives back the same title, specification and answers. */
export function exportJson(document: ExportedDocument, definition: Definition = specDefinition): JsonDocument {
  const { title, number, status, labels, spec, score, answers } = document;
  return { lintel: { schemaVersion: definition.schemaVersion }, title, number, status, labels, spec, score, answers };
}

const documentSchema = z.object({
  lintel: z.object({ schemaVersion: z.int().min(1) }),
  title: z.string().default(""),
  spec: z.record(z.string(), z.unknown()),
  answers: z.unknown().optional(),
});

export type ImportedJson<S> = { title: string; spec: S; answers?: unknown; problems: FieldProblem[] };

type JsonOptions = {
  newId: () => string;
  definition?: Definition;
  steps?: Readonly<Record<number, UpgradeStep>>;
};

/**
 * Reads a JSON export of this or an older release. `problems` names every value that fits no field, with its path; a number,
 * status or score in the file is not taken over. Throws `too_large`, and `invalid` for text that is no such document.
 */
export function importJson(text: string, options: JsonOptions & { definition?: undefined }): ImportedJson<Spec>;
export function importJson(text: string, options: JsonOptions): ImportedJson<Record<string, FieldValues>>;
export function importJson(text: string, { newId, definition = specDefinition, steps = upgradeSteps }: JsonOptions) {
  if (text.length > 2 * maxImportLength)
    throw new LintelError(
      "too_large",
      `The document holds ${text.length.toLocaleString("en")} characters; at most ${(2 * maxImportLength).toLocaleString("en")} can be imported.`,
    );
  const document = documentSchema.safeParse(parseJson(text));
  if (!document.success) {
    const fields = document.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    throw new LintelError("invalid", "This is no specification exported by Lintel.", { fields });
  }
  const { lintel, title, spec: given, answers } = document.data;
  const upgraded = upgradeSpec(given, lintel.schemaVersion, steps, definition.schemaVersion);
  const { spec, problems } = normaliseSpec(upgraded, newId, definition);
  return { title: cleanText(title, "one"), spec, problems, ...(answers === undefined ? {} : { answers }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new LintelError("invalid", `This is not JSON: ${(error as Error).message}.`);
  }
}
