import { LintelError } from "../errors";
import { type Spec, specDefinition } from "../spec/definition";
import type { Definition, FieldValues } from "../spec/field";
import { cleanText, normaliseSpec } from "../spec/value";
import { ImportBuilder, type Placement } from "./import-builder";
import { placeForeign } from "./place-foreign";
import { readLintel } from "./read-lintel";

/** Largest document that is imported, in UTF-16 units: far above the longest design documents in public repositories. */
export const maxImportLength = 2_000_000;

export type Imported<S> = {
  /** "" where the document names none. */
  title: string;
  spec: S;
  /** Answers to checklists as they were exported, unchecked; absent in foreign documents. */
  answers?: unknown;
  /** What went where, in the order of the source. */
  report: Placement[];
};

/**
 * Reads a Markdown document into a specification: one that Lintel exported comes back unchanged, any other is placed by its
 * headings. No text is lost: what fits no field is kept among the further notes, and the report says so. Status, approvals and
 * other claims in front matter are text like any other. Throws `too_large`.
 */
export function importMarkdown(text: string, options: { newId: () => string; definition?: undefined }): Imported<Spec>;
export function importMarkdown(
  text: string,
  options: { newId: () => string; definition: Definition },
): Imported<Record<string, FieldValues>>;
export function importMarkdown(
  text: string,
  { newId, definition = specDefinition }: { newId: () => string; definition?: Definition },
): Imported<Record<string, FieldValues>> {
  if (text.length > maxImportLength)
    throw new LintelError(
      "too_large",
      `The document holds ${text.length.toLocaleString("en")} characters; at most ${maxImportLength.toLocaleString("en")} can be imported. Split it, or attach the rest as a link.`,
    );
  const lines = cleanText(text.replace(/^\ufeff/, ""), "many").split("\n");
  const native = readLintel(lines, newId, definition);
  const builder = new ImportBuilder(definition, newId, native?.spec);
  let title = native?.title ?? "";
  if (native) {
    for (const { path, from, to } of native.read) builder.report({ from, to, path, certainty: "sure" });
    builder.keepStrays(lines, native.strays);
    builder.finish();
  } else title = placeForeign(lines, builder);
  const { spec } = normaliseSpec(builder.spec, newId, definition);
  return {
    title,
    spec,
    report: builder.placements(),
    ...(native?.answers === undefined ? {} : { answers: native.answers }),
  };
}
