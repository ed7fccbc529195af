import { type Definition, type Field, type Fields, type ListField, maxLength } from "../spec/field";
import { findPlace, type Place } from "../spec/path";
import { isDay, itemIdPattern, numberProblem, optionValue, orderChoices } from "../spec/value";

/**
 * How Lintel writes a specification in Markdown. Every value stands under a comment of its own, `<!-- lintel:path -->`, which
 * GitHub does not show, so that a text may hold any heading, table or rule without breaking the document around it. Between
 * such comments the text is plain Markdown a person can edit.
 */

/** Fields whose value is one line: attribute bullets and table cells. */
export const isInline = (field: Field) => !["markdown", "code", "group", "list"].includes(field.kind);

/** Whether a list is written as a table; one longer text among its fields makes it cards. */
export const isTable = (list: ListField) => list.layout === "table" && Object.values(list.fields).every(isInline);

const markerPattern = /^ {0,3}<!--\s*lintel:(\S*?)(\s+fenced)?\s*-->\s*$/;

/** The comment that opens a value; `fenced` says that its Markdown stands inside a code fence, to be taken literally. */
export const marker = (path: string, form: "plain" | "fenced" = "plain") =>
  `<!-- lintel:${path}${form === "fenced" ? " fenced" : ""} -->`;

/** The path and form a line marks, or `null` for any other line. */
export function readMarker(line: string): { path: string; isFenced: boolean } | null {
  const match = line.includes("lintel:") ? markerPattern.exec(line) : null;
  return match ? { path: match[1] ?? "", isFenced: match[2] !== undefined } : null;
}

/** The place a marker names, where every item id in it is well formed. */
export function markedPlace(path: string, definition: Definition): Place | null {
  const keys = path.split(".");
  for (let depth = 1; depth <= keys.length; depth++) {
    const place = findPlace(keys.slice(0, depth).join("."), definition);
    if (!place || (place.kind === "item" && !itemIdPattern.test(place.id))) return null;
  }
  return findPlace(path, definition);
}

const atEdge = /^\s|\s$|[\u2028\u2029\u0085]/g;
const entity = /&(?=#\d+;|#x[0-9a-f]+;|[a-z][a-z0-9]*;)/gi;

/**
 * One line of plain text as Markdown that shows exactly that text, in a table cell as well as elsewhere: what Markdown or
 * HTML would read as markup is escaped, and so is a first character that starts a block here or a formula in a spreadsheet.
 */
export function encodeInline(text: string): string {
  const pairs = (text.match(/[~$]/g)?.length ?? 0) > 1 ? /[~$]/g : /(?!)/;
  return text
    .replace(/[\\`*<[|]/g, "\\$&")
    .replace(entity, "\\&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(pairs, "\\$&")
    .replace(/^[#>+=@-]|#$/g, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replace(atEdge, (space) => `&#${space.codePointAt(0)};`);
}

const namedEntities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** The plain text behind one line of Markdown; the inverse of `encodeInline`, and lenient with what a person wrote. */
export function decodeInline(source: string): string {
  return source.replace(
    /\\([!-/:-@[-`{-~])|&#(\d{1,7});|&#x([0-9a-f]{1,6});|&(amp|lt|gt|quot|apos|nbsp);/gi,
    (whole, escaped?: string, decimal?: string, hex?: string, named?: string) => {
      if (escaped !== undefined) return escaped;
      if (named !== undefined) return namedEntities[named.toLowerCase()] ?? whole;
      const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? "", 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Titles of everything a reference may name, by id. */
export type Titles = ReadonlyMap<string, string>;

/** A field of one line as a reader sees it: labels for options, the title behind a reference, "yes" for a flag. */
export function encodeValue(field: Field, value: unknown, titles: Titles, withUnit: boolean): string {
  switch (field.kind) {
    case "number":
      return value === null
        ? ""
        : encodeInline(numberWords(value as number)) + (withUnit && field.unit ? ` ${field.unit}` : "");
    case "flag":
      return value ? "yes" : "";
    case "choice":
      return encodeInline(choiceName(field, value as string));
    case "choices":
      return (value as string[])
        .map((choice) => encodeInline(choiceName(field, choice)).replaceAll(",", "\\,"))
        .join(", ");
    case "reference": {
      const id = value as string;
      if (id === "") return "";
      const title = titles.get(id);
      const name = title === undefined ? "*missing*" : title.trim() === "" ? "*unnamed*" : encodeInline(title);
      return `${name} <!-- to ${encodeURIComponent(id).replaceAll("-", "%2D")} -->`;
    }
    default:
      return encodeInline(value as string);
  }
}

// Digits in threes from 10,000 on, as `decodeNumber` reads them; fractions as they are.
const numberWords = (value: number) =>
  Number.isSafeInteger(value) && Math.abs(value) >= 10_000 ? `${value}`.replace(/\B(?=(\d{3})+$)/g, ",") : `${value}`;

// A label is written only where reading it gives the same option again.
function choiceName(field: Field & { kind: "choice" | "choices" }, value: string): string {
  const label = field.options.find((option) => option.value === value)?.label;
  return label !== undefined && optionValue(field, label) === value ? label : value;
}

/** A reference as it was written: the name a reader sees, and the id kept beside it. */
export type WrittenReference = { name: string; id: string };

/** Reads one line back into the field's value; `undefined` means that it cannot be understood and has to be kept as text. */
export function decodeValue(field: Field, source: string): string | number | boolean | null | string[] | undefined {
  const written = source.trim();
  const plain = decodeInline(written);
  switch (field.kind) {
    case "text":
      return plain.length > maxLength.text ? undefined : plain;
    case "number":
      return decodeNumber(field, plain);
    case "flag":
      return decodeFlag(plain);
    case "date":
      return plain === "" || isDay(plain) ? plain : undefined;
    case "choice": {
      const value = optionValue(field, plain);
      return value === "" || field.other || field.options.some((option) => option.value === value) ? value : undefined;
    }
    case "choices": {
      const values = splitUnescaped(written, ",").map((part) => optionValue(field, decodeInline(part.trim())));
      const isKnown = (value: string) => value === "" || field.options.some((option) => option.value === value);
      return field.other || values.every(isKnown) ? orderChoices(field, values) : undefined;
    }
    default:
      return undefined;
  }
}

function decodeNumber(field: Field & { kind: "number" }, plain: string): number | null | undefined {
  if (plain === "") return null;
  if (plain.length > 100) return undefined;
  const match = /^([+-]?[\d.,]*\d[\d.,]*(?:e[+-]?\d+)?)\s*(.*)$/i.exec(plain);
  const digits = match?.[1] ?? "";
  const unit = match?.[2]?.trim().toLowerCase() ?? "";
  const number = Number(/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits) ? digits.replaceAll(",", "") : digits);
  if (!match || Number.isNaN(number) || (unit !== "" && unit !== field.unit?.toLowerCase())) return undefined;
  return numberProblem(field, number) === null ? number : undefined;
}

function decodeFlag(plain: string): boolean | undefined {
  if (/^(yes|true|x|✓|✔|✅)$/i.test(plain)) return true;
  return /^(no|false|-|–)?$/i.test(plain) ? false : undefined;
}

/** The name and id of a reference such as `Orders <!-- to k3v9x0q2ab -->`; no id where a person wrote only the name. */
export function decodeReference(source: string): WrittenReference {
  const match = /<!--\s*to (\S+?)\s*-->/.exec(source);
  const name = decodeInline(source.replace(/<!--.*?-->/g, "").trim());
  try {
    return { name, id: decodeURIComponent(match?.[1] ?? "") };
  } catch {
    return { name, id: "" };
  }
}

/** Cuts at a separator that no backslash escapes; the parts keep their escapes. */
export function splitUnescaped(source: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source[at] === separator) {
      parts.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, source.slice(from)];
}

/** The cells of a table row, without the outer bars, still encoded. */
export function tableCells(line: string): string[] {
  const cells = splitUnescaped(line.trim(), "|");
  if (cells[0]?.trim() === "") cells.shift();
  if (cells.length > 0 && cells.at(-1)?.trim() === "") cells.pop();
  return cells.map((cell) => cell.trim());
}

/** The text of an ATX heading without its marks, and its level; `null` for any other line. Takes linear time on any line. */
export function readHeading(line: string): { level: number; text: string } | null {
  const level = /^ {0,3}(#{1,6})(?=[ \t]|$)/.exec(line)?.[1]?.length;
  if (level === undefined) return null;
  let text = line.slice(line.indexOf("#") + level).trim();
  let end = text.length;
  while (text[end - 1] === "#") end--;
  if (end < text.length && (end === 0 || /[ \t]/.test(text[end - 1] ?? ""))) text = text.slice(0, end).trimEnd();
  return { level, text };
}

/** Whether a line is the rule under the head of a table. */
export const isTableRule = (line: string | undefined) => line?.includes("-") === true && /^[\s|:-]+$/.test(line);

/** A fence longer than any run of backticks in the content. */
export function fence(content: string, language: string): string {
  const longest = Math.max(2, ...(content.match(/`{3,}/g) ?? []).map((run) => run.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${content}\n${ticks}`;
}

/** The words a field is named by in a heading, a bullet or a column: its label, or its key where two labels are equal. */
export function fieldNames(fields: Fields): Map<string, string> {
  const names = new Map<string, string>();
  const labels = Object.values(fields).map((field) => nameKey(field.label));
  for (const [key, field] of Object.entries(fields)) {
    const isUnique = labels.filter((label) => label === nameKey(field.label)).length === 1;
    names.set(key, isUnique ? field.label : key);
  }
  return names;
}

/** What two names are compared by. */
export const nameKey = (name: string) => name.trim().replace(/\s+/g, " ").toLowerCase();
