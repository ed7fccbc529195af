import MarkdownIt from "markdown-it";
import { specDefinition } from "../spec/definition";
import type {
  CodeField,
  Definition,
  Field,
  Fields,
  FieldValue,
  FieldValues,
  ListField,
  ListItem,
  Section,
} from "../spec/field";
import { walkSpec } from "../spec/path";
import { cleanText } from "../spec/value";
import {
  encodeInline,
  encodeValue,
  fence,
  fieldNames,
  isInline,
  isTable,
  marker,
  readMarker,
  type Titles,
} from "./notation";

/** One checklist's result, as the summary at the top of an export shows it. */
export type ScoreLine = {
  lens: string;
  score: number | null;
  grade: string | null;
  counts: { high: number; medium: number; none: number; unanswered: number; not_applicable: number };
};

export type ExportedDocument = {
  title: string;
  number?: number;
  status?: string;
  labels?: readonly string[];
  spec: { readonly [section: string]: FieldValues };
  score?: readonly ScoreLine[];
  /** Answers to checklists as plain JSON, by lens; carried along unread. */
  answers?: unknown;
};

/**
 * The specification as Markdown for GitHub: sections in their order, lists as tables or cards, diagrams, SQL and contracts in
 * fences. Empty fields are left out. `importMarkdown` gives back the same title, specification and answers.
 */
export function exportMarkdown(document: ExportedDocument, definition: Definition = specDefinition): string {
  const title = cleanText(document.title, "one");
  const titles = referenceTitles(document.spec, definition);
  const blocks = [frontMatter(document), `# ${title === "" ? "*untitled*" : encodeInline(title)}`];
  if (document.score && document.score.length > 0) blocks.push(marker("score"), scoreTable(document.score));
  definition.sections.forEach((section, index) => {
    blocks.push(...sectionBlocks(section, index + 1, document.spec[section.key] ?? {}, titles));
  });
  if (document.answers !== undefined) blocks.push(...answerBlocks(document.answers));
  return `${blocks.join("\n\n")}\n`;
}

function frontMatter({ number, status, labels }: ExportedDocument): string {
  const lines = ["lintel: 1"];
  if (number !== undefined) lines.push(`review: ${number}`);
  if (status) lines.push(`status: ${JSON.stringify(status)}`);
  if (labels && labels.length > 0) lines.push(`labels: ${JSON.stringify(labels)}`);
  return ["---", ...lines, "---"].join("\n");
}

function scoreTable(lines: readonly ScoreLine[]): string {
  const rows = lines.map(({ lens, score, grade, counts }) => [
    encodeInline(lens),
    score === null ? "–" : `${Math.round(score)} / 100`,
    grade ?? "–",
    `${counts.high}`,
    `${counts.medium}`,
    `${counts.none}`,
    `${counts.unanswered}`,
    `${counts.not_applicable}`,
  ]);
  return table(
    ["Checklist", "Score", "Grade", "High risks", "Medium risks", "No risk", "Unanswered", "Not applicable"],
    rows,
  );
}

function answerBlocks(answers: unknown): string[] {
  const json = fence(JSON.stringify(answers, null, 2), "json");
  return [marker("answers"), "## Checklist answers", "<details><summary>Answers as data</summary>", json, "</details>"];
}

function sectionBlocks(section: Section, number: number, values: FieldValues, titles: Titles): string[] {
  const blocks = Object.entries(section.fields).flatMap(([key, field]) =>
    fieldBlocks(field, field.label, values[key], `${section.key}.${key}`, 3, titles),
  );
  const heading = [marker(section.key), `## ${sectionHeading(section, number)}`];
  return blocks.length > 0 ? [...heading, ...blocks] : [...heading, nothingYet];
}

/** What stands in a section nobody wrote into. */
export const nothingYet = "*Nothing entered yet.*";

export const sectionHeading = (section: Section, number: number) => `${number}. ${section.title}`;

/** A field under a heading of `depth`; below depth 3 plain fields are led by their label in bold, to keep the outline short. */
function fieldBlocks(
  field: Field,
  name: string,
  value: FieldValue | undefined,
  path: string,
  depth: number,
  titles: Titles,
): string[] {
  if (value === undefined || isVoid(field, value)) return [];
  const heading = depth === 3 ? `### ${name}` : `**${name}**`;
  switch (field.kind) {
    case "group":
      return [marker(path), heading, ...innerBlocks(field.fields, value as FieldValues, path, depth, titles)];
    case "list":
      return listBlocks(field, heading, value as ListItem[], path, depth, titles);
    case "markdown":
      return isSafeInline(value as string)
        ? [marker(path), heading, value as string]
        : [marker(path, "fenced"), heading, fence(value as string, "markdown")];
    case "code":
      return [marker(path), heading, fence(value as string, codeLanguage(field, value as string, undefined))];
    default:
      return [marker(path), heading, encodeValue(field, value, titles, true)];
  }
}

/** The fields of a group or an item: those of one line as bullets, then the longer ones. */
function innerBlocks(
  fields: Fields,
  values: FieldValues,
  path: string,
  depth: number,
  titles: Titles,
  without?: string,
): string[] {
  const names = fieldNames(fields);
  const bullets: string[] = [];
  const blocks: string[] = [];
  for (const [key, field] of Object.entries(fields)) {
    const value = values[key];
    if (key === without || value === undefined || isVoid(field, value)) continue;
    const name = names.get(key) ?? key;
    const here = `${path}.${key}`;
    if (isInline(field)) bullets.push(`- **${name}:** ${encodeValue(field, value, titles, true)}`);
    else if (field.kind === "code") {
      const language = codeLanguage(field, value as string, values[field.languageFrom ?? ""]);
      blocks.push(marker(here), `**${name}**`, fence(value as string, language));
    } else blocks.push(...fieldBlocks(field, name, value, here, depth + 1, titles));
  }
  return bullets.length > 0 ? [bullets.join("\n"), ...blocks] : blocks;
}

function listBlocks(
  list: ListField,
  heading: string,
  items: ListItem[],
  path: string,
  depth: number,
  titles: Titles,
): string[] {
  if (isTable(list)) return [marker(path), heading, listTable(list, items, titles)];
  const level = "#".repeat(Math.min(6, depth + 1));
  return [
    marker(path),
    heading,
    ...items.flatMap((item) => {
      const here = `${path}.${item.id}`;
      const title = item[list.title];
      const named = typeof title === "string" && title !== "" ? encodeInline(title) : `*unnamed ${list.item}*`;
      return [
        marker(here),
        `${level} ${named}`,
        ...innerBlocks(list.fields, item, here, depth + 1, titles, titleKey(list)),
      ];
    }),
  ];
}

/** The key of the field that stands in an item's heading; a title that is not one line of text stays among the others. */
export const titleKey = (list: ListField) => (list.fields[list.title]?.kind === "text" ? list.title : undefined);

function listTable(list: ListField, items: ListItem[], titles: Titles): string {
  const names = fieldNames(list.fields);
  const columns = Object.entries(list.fields).filter(
    ([key, field]) => key === list.title || items.some((item) => !isVoid(field, item[key] ?? "")),
  );
  const header = columns.map(([key, field]) => columnName(field, names.get(key) ?? key));
  const rows = items.map((item) => {
    const cells = columns.map(([key, field]) => encodeValue(field, item[key] ?? "", titles, false));
    const last = cells.pop() ?? "";
    return [...cells, `${last} <!-- id ${item.id} -->`.trimStart()];
  });
  return table(header, rows);
}

/** The head of a column: the field's name with its unit, which its cells then leave out. */
export const columnName = (field: Field, name: string) =>
  encodeInline(field.kind === "number" && field.unit ? `${name} (${field.unit})` : name);

const table = (header: string[], rows: string[][]) =>
  [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

function codeLanguage(field: CodeField, source: string, chosen: FieldValue | undefined): string {
  const isJson = source.trimStart().startsWith("{");
  if (chosen === "protobuf" || chosen === "graphql") return chosen;
  return isJson && field.language === "yaml" ? "json" : field.language;
}

// Stricter than "empty": a text of spaces is somebody's text, and the export has to bring it back.
function isVoid(field: Field, value: FieldValue): boolean {
  if (value === "" || value === null || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (field.kind !== "group") return false;
  const values = value as FieldValues;
  return Object.entries(field.fields).every(([key, child]) => isVoid(child, values[key] ?? ""));
}

const blockParser = new MarkdownIt("commonmark", { html: true });
blockParser.enable("table");
blockParser.core.ruler.enableOnly(["normalize", "block"]);

/**
 * Whether a text can stand in the document as it is: it begins and ends with a line that shows, holds no line that looks like
 * one of our comments, and leaves no fence or HTML block open over what follows.
 */
function isSafeInline(text: string): boolean {
  const lines = text.split("\n");
  if (lines[0]?.trim() === "" || lines.at(-1)?.trim() === "") return false;
  if (lines.some((line) => line.includes("<!--") && (readMarker(line) || /<!--\s*lintel:/.test(line)))) return false;
  if (!/```|~~~|</.test(text)) return true;
  const tokens = blockParser.parse(`${text}\n\n${marker("x")}\n\n# end\n`, {});
  const tail = tokens.slice(-4);
  return tail.map(({ type }) => type).join() === "html_block,heading_open,inline,heading_close" && tail[0]?.level === 0;
}

function referenceTitles(spec: ExportedDocument["spec"], definition: Definition): Titles {
  const titles = new Map<string, string>();
  const targets = new Set<string>();
  walkSpec(
    spec,
    (_path, field) => {
      if (field.kind === "reference") for (const to of field.to) targets.add(to);
    },
    definition,
  );
  walkSpec(
    spec,
    (path, field, value) => {
      if (field.kind !== "list" || !targets.has(path)) return;
      for (const item of value as ListItem[]) titles.set(item.id, `${item[field.title] ?? ""}`);
    },
    definition,
  );
  return titles;
}
