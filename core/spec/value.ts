import type { FieldProblem } from "../errors";
import { type Spec, specDefinition } from "./definition";
import {
  type ChoiceField,
  type ChoicesField,
  type Definition,
  type Field,
  type Fields,
  type FieldValue,
  type FieldValues,
  type ListItem,
  maxItems,
  maxLength,
} from "./field";

/** An id of a list item: ten lower-case letters or digits, so that it can stand in a path and a URL. */
export const itemIdPattern = /^[a-z0-9]{10}$/;

/** The value of a field nothing was entered into. */
export function emptyValue(field: Field): FieldValue {
  switch (field.kind) {
    case "number":
      return null;
    case "flag":
      return false;
    case "choices":
    case "list":
      return [];
    case "group":
      return emptyValues(field.fields);
    default:
      return "";
  }
}

export function emptyValues(fields: Fields): FieldValues {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, emptyValue(field)]));
}

/** A specification nobody has written into yet. */
export function emptySpec(): Spec;
export function emptySpec(definition: Definition): Record<string, FieldValues>;
export function emptySpec(definition: Definition = specDefinition): Record<string, FieldValues> {
  return Object.fromEntries(definition.sections.map((section) => [section.key, emptyValues(section.fields)]));
}

/** Whether a field holds nothing: the one meaning of "empty" for completeness, export and diff. */
export function isEmptyValue(field: Field, value: FieldValue | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  if (field.kind === "group") {
    const values = value as FieldValues;
    return Object.entries(field.fields).every(([key, child]) => isEmptyValue(child, values[key]));
  }
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "string" && value.trim() === "";
}

/**
 * Text as it is stored: line ends are `\n`, characters that neither PostgreSQL nor a page can hold (NUL, other control
 * characters, halves of a surrogate pair) are left out or replaced. A one-line text has its breaks turned into spaces.
 */
export function cleanText(text: string, lines: "one" | "many"): string {
  const wellFormed = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  const unified = wellFormed.replace(/\r\n?/g, "\n");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
  const printable = unified.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
  return lines === "one" ? printable.replace(/[\n\t]+/g, " ") : printable;
}

/** The option's value for what may be its value or its label; other text unchanged. */
export function optionValue(field: ChoiceField | ChoicesField, entered: string): string {
  const name = entered.trim();
  const option =
    field.options.find(({ value }) => value === name) ??
    field.options.find(({ label }) => label.toLowerCase() === name.toLowerCase());
  return option?.value ?? name;
}

/** The words a reader sees for a stored choice. */
export function optionLabel(field: ChoiceField | ChoicesField, value: string): string {
  return field.options.find((option) => option.value === value)?.label ?? value;
}

/** A set of choices in its one order: options as defined, then free values by code unit, none twice. */
export function orderChoices(field: ChoicesField, values: Iterable<string>): string[] {
  const chosen = new Set([...values].map((value) => optionValue(field, value)).filter((value) => value !== ""));
  const options = field.options.map(({ value }) => value).filter((value) => chosen.has(value));
  return [...options, ...[...chosen].filter((value) => !options.includes(value)).sort()];
}

/**
 * Reads a specification from JSON of any origin into its dense, canonical form. What fits no field is named in `problems`
 * with its path and left out; text that is too long is named and kept, so that the caller chooses between refusing and
 * keeping. Ids that are missing or malformed are asked from `newId`.
 */
export function normaliseSpec(
  input: unknown,
  newId: () => string,
  definition?: undefined,
): { spec: Spec; problems: FieldProblem[] };
export function normaliseSpec(
  input: unknown,
  newId: () => string,
  definition: Definition,
): { spec: Record<string, FieldValues>; problems: FieldProblem[] };
export function normaliseSpec(input: unknown, newId: () => string, definition: Definition = specDefinition) {
  const problems: FieldProblem[] = [];
  const refuse = (path: string, message: string) => void problems.push({ path, message });

  function readFields(fields: Fields, value: unknown, path: string, ignored: readonly string[] = []): FieldValues {
    if (value === undefined || value === null) return emptyValues(fields);
    if (!isRecord(value)) {
      refuse(path, "Expected an object with the fields of the specification.");
      return emptyValues(fields);
    }
    for (const key of Object.keys(value))
      if (!Object.hasOwn(fields, key) && !ignored.includes(key)) refuse(`${path}.${key}`, "There is no such field.");
    return Object.fromEntries(
      Object.entries(fields).map(([key, field]) => [
        key,
        Object.hasOwn(value, key) ? readField(field, value[key], `${path}.${key}`) : emptyValue(field),
      ]),
    );
  }

  function readText(value: unknown, path: string, kind: keyof typeof maxLength): string {
    if (value === null || value === undefined) return "";
    if (typeof value !== "string") {
      refuse(path, "Expected text.");
      return "";
    }
    const cleaned = cleanText(value, kind === "text" || kind === "choice" ? "one" : "many");
    const most = maxLength[kind];
    if (cleaned.length > most)
      refuse(
        path,
        `Holds ${cleaned.length.toLocaleString("en")} characters; at most ${most.toLocaleString("en")} are kept here.`,
      );
    return cleaned;
  }

  function readField(field: Field, value: unknown, path: string): FieldValue {
    switch (field.kind) {
      case "text":
      case "markdown":
      case "code":
        return readText(value, path, field.kind);
      case "reference":
        return readText(value, path, "choice");
      case "number": {
        if (value === null || value === undefined || value === "") return null;
        if (typeof value !== "number" || !Number.isFinite(value)) {
          refuse(path, "Expected a number.");
          return null;
        }
        const problem = numberProblem(field, value);
        if (problem) refuse(path, problem);
        return value;
      }
      case "flag":
        if (value !== undefined && value !== null && typeof value !== "boolean")
          refuse(path, "Expected true or false.");
        return value === true;
      case "date": {
        const day = readText(value, path, "choice").trim();
        if (day === "" || isDay(day)) return day;
        refuse(path, "Expected a day such as 2026-03-31.");
        return "";
      }
      case "choice": {
        const chosen = optionValue(field, readText(value, path, "choice"));
        if (chosen !== "" && !field.other && !field.options.some((option) => option.value === chosen)) {
          refuse(
            path,
            `“${chosen.slice(0, 60)}” is no choice here; take one of: ${field.options.map((o) => o.value).join(", ")}.`,
          );
          return "";
        }
        return chosen;
      }
      case "choices": {
        if (value === undefined || value === null) return [];
        if (!Array.isArray(value)) {
          refuse(path, "Expected a list of choices.");
          return [];
        }
        const texts = value.map((entry, index) => readText(entry, `${path}.${index}`, "choice"));
        const chosen = orderChoices(field, texts);
        if (field.other) return chosen.slice(0, maxItems);
        const known = new Set(field.options.map((option) => option.value));
        for (const entry of chosen) if (!known.has(entry)) refuse(path, `“${entry.slice(0, 60)}” is no choice here.`);
        return chosen.filter((entry) => known.has(entry));
      }
      case "group":
        return readFields(field.fields, value, path);
      case "list": {
        if (value === undefined || value === null) return [];
        if (!Array.isArray(value)) {
          refuse(path, `Expected a list, each entry one ${field.item}.`);
          return [];
        }
        if (value.length > maxItems) refuse(path, `Holds ${value.length} entries; at most ${maxItems} are kept here.`);
        const seen = new Set<string>();
        return value.map((entry, index) => {
          const given = isRecord(entry) ? entry.id : undefined;
          const id = typeof given === "string" && itemIdPattern.test(given) && !seen.has(given) ? given : newId();
          seen.add(id);
          return { id, ...readFields(field.fields, entry, `${path}.${index}`, ["id"]) } as ListItem;
        });
      }
    }
  }

  if (!isRecord(input)) {
    refuse("", "Expected an object with the sections of the specification.");
    return { spec: emptySpec(definition), problems };
  }
  const keys = new Set(definition.sections.map((section) => section.key));
  for (const key of Object.keys(input))
    if (!keys.has(key) && key !== "schemaVersion") refuse(key, "There is no such section.");
  const spec = Object.fromEntries(
    definition.sections.map((section) => [
      section.key,
      readFields(section.fields, Object.hasOwn(input, section.key) ? input[section.key] : undefined, section.key),
    ]),
  );
  return { spec, problems };
}

/** Why a number does not fit its field, or `null`. */
export function numberProblem(field: { min?: number; max?: number; integer?: boolean }, value: number): string | null {
  if (field.min !== undefined && value < field.min) return `Must be ${field.min} or more.`;
  if (field.max !== undefined && value > field.max) return `Must be ${field.max} or less.`;
  if (field.integer && !Number.isInteger(value)) return "Must be a whole number.";
  return null;
}

/** Whether the text is a real calendar day, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
