import { specDefinition } from "./definition";
import type { Definition, Field, FieldValue, FieldValues } from "./field";
import { walkSpec } from "./path";
import { optionLabel } from "./value";

/** Most characters of one specification that full-text search reads; PostgreSQL refuses a `tsvector` above 1 MB. */
export const maxSearchText = 200_000;

/**
 * What somebody may search a specification for: its texts and the labels of its choices, one per line, in the order of the
 * form. Cut at `limit` characters, short texts first, so that names are found in a document of any length.
 */
export function searchText(
  spec: { readonly [section: string]: FieldValues },
  definition: Definition = specDefinition,
  limit = maxSearchText,
): string {
  const short: string[] = [];
  const long: string[] = [];
  walkSpec(
    spec,
    (_path, field, value) => {
      const words = wordsOf(field, value).trim();
      if (words !== "") (field.kind === "markdown" || field.kind === "code" ? long : short).push(words);
    },
    definition,
  );
  return [...short, ...long]
    .join("\n")
    .slice(0, limit)
    .replace(/[\ud800-\udbff]$/, "");
}

function wordsOf(field: Field, value: FieldValue): string {
  switch (field.kind) {
    case "text":
    case "markdown":
    case "code":
    case "date":
      return value as string;
    case "choice":
      return optionLabel(field, value as string);
    case "choices":
      return (value as string[]).map((choice) => optionLabel(field, choice)).join("\n");
    default:
      return "";
  }
}
