import {
  type Definition,
  type Field,
  type Fields,
  type FieldValues,
  type ListField,
  type ListItem,
  maxItems,
  type Section,
} from "../spec/field";
import type { Place } from "../spec/path";
import { emptySpec, emptyValues } from "../spec/value";
import { nothingYet, sectionHeading, titleKey } from "./export";
import {
  decodeInline,
  decodeReference,
  decodeValue,
  fieldNames,
  isInline,
  isTableRule,
  markedPlace,
  nameKey,
  readHeading,
  readMarker,
  tableCells,
  type WrittenReference,
} from "./notation";

/** Lines of the source, counted from 0, `to` excluded. */
export type Range = { from: number; to: number };
/** Text that stands in the document and belongs to no field; `about` says what it was meant for, where that is known. */
export type Stray = Range & { about?: string };

export type LintelDocument = {
  title: string;
  spec: Record<string, FieldValues>;
  answers?: unknown;
  strays: Stray[];
  read: { path: string; from: number; to: number }[];
};

type Segment = Range & { path: string; isFenced: boolean; place: Place | "score" | "answers" };
type PendingReference = Stray & { field: Field & { kind: "reference" }; values: FieldValues; key: string } & {
  written: WrittenReference;
  isNamed: boolean;
};

/** Longest line that may hold one value: the longest text with every character escaped. */
const maxValueLine = 10_000;
const bullet = /^ {0,3}[-*+] \*\*(.+?):?\*\*:?(?:\s+(.*))?$/;
const isBlank = (line: string | undefined) => line === undefined || line.trim() === "";

/**
 * Reads a document that `exportMarkdown` wrote, also after a person edited it: values are found by the comments, rows and
 * attributes by their labels, references by id or by name. Returns `null` where no comment of ours is left. What belongs to no
 * field comes back as line ranges, nothing is dropped.
 */
export function readLintel(
  lines: readonly string[],
  newId: () => string,
  definition: Definition,
): LintelDocument | null {
  const segments = findSegments(lines, definition);
  const first = segments[0];
  if (!first) return null;
  return new Reader(lines, newId, definition).read(segments, first.from - 1);
}

function findSegments(lines: readonly string[], definition: Definition): Segment[] {
  const segments: Segment[] = [];
  const unclosed = { ticks: Number.POSITIVE_INFINITY };
  let open: Segment | undefined;
  for (let at = 0; at < lines.length; at++) {
    const found = readMarker(lines[at] ?? "");
    const place = found && placeOf(found.path, definition);
    if (!found || !place) continue;
    if (open) open.to = at;
    open = { path: found.path, isFenced: found.isFenced, place, from: at + 1, to: lines.length };
    segments.push(open);
    if (isFencedPlace(open)) at = Math.max(at, (findFence(lines, open.from, 6, lines.length, unclosed)?.to ?? 0) - 1);
  }
  return segments;
}

function placeOf(path: string, definition: Definition): Segment["place"] | null {
  return path === "score" || path === "answers" ? path : markedPlace(path, definition);
}

const isFencedPlace = ({ place, isFenced }: Segment) =>
  isFenced ||
  place === "answers" ||
  (typeof place === "object" && place.kind === "field" && place.field.kind === "code");

/**
 * The first fence that opens within `reach` lines and is closed before `end`; its content, and the lines it takes.
 * `unclosed` remembers the shortest fence that was not closed up to `end`, so that no later one is looked for in vain.
 */
function findFence(
  lines: readonly string[],
  from: number,
  reach: number,
  end = lines.length,
  unclosed = { ticks: Number.POSITIVE_INFINITY },
): (Range & { content: string }) | null {
  for (let at = from; at < Math.min(end, from + reach); at++) {
    const line = lines[at] ?? "";
    if (readMarker(line)) return null;
    const ticks = /^(`{3,})[^`]*$/.exec(line)?.[1]?.length;
    if (ticks === undefined) continue;
    if (ticks >= unclosed.ticks) return null;
    for (let close = at + 1; close < end; close++)
      if (closesFence(lines[close] ?? "", ticks))
        return { from: at, to: close + 1, content: lines.slice(at + 1, close).join("\n") };
    unclosed.ticks = ticks;
    return null;
  }
  return null;
}

const closesFence = (line: string, ticks: number) =>
  line.startsWith("```") && /^`+\s*$/.test(line) && line.trimEnd().length >= ticks;

class Reader {
  readonly strays: Stray[] = [];
  readonly done: LintelDocument["read"] = [];
  readonly spec: Record<string, FieldValues>;
  /** Where an item id was used twice, as after copying a card, the id its second copy goes by. */
  readonly aliases = new Map<string, string>();
  readonly opened = new Set<string>();
  readonly filled = new Set<string>();
  readonly sizes = new Map<string, number>();
  readonly references: PendingReference[] = [];
  answers: unknown;

  constructor(
    readonly lines: readonly string[],
    readonly newId: () => string,
    readonly definition: Definition,
  ) {
    this.spec = emptySpec(definition);
  }

  read(segments: Segment[], firstMarker: number): LintelDocument {
    const title = this.readOpening(firstMarker);
    for (const segment of segments) this.readSegment(segment);
    this.resolveReferences();
    const { spec, answers, strays, done } = this;
    return { title, spec, strays, read: done, ...(answers === undefined ? {} : { answers }) };
  }

  /** Everything above the first comment: front matter, which is only for readers, and the title. */
  readOpening(end: number): string {
    let from = 0;
    if (this.lines[0]?.trim() === "---") {
      const close = this.lines.findIndex((line, at) => at > 0 && at < end && line.trim() === "---");
      if (close > 0) from = close + 1;
    }
    const at = this.lines.findIndex((line, index) => index >= from && index < end && /^ {0,3}#[ \t]/.test(line));
    if (at < 0) {
      this.stray(from, end);
      return "";
    }
    this.stray(from, at);
    this.stray(at + 1, end);
    const source = readHeading(this.lines[at] ?? "")?.text ?? "";
    return source === "*untitled*" ? "" : decodeInline(source);
  }

  stray(from: number, to: number, about?: string): void {
    let start = from;
    let end = to;
    while (start < end && isBlank(this.lines[start])) start++;
    while (end > start && isBlank(this.lines[end - 1])) end--;
    if (start < end) this.strays.push({ from: start, to: end, about });
  }

  readSegment(segment: Segment): void {
    const { place, path, from, to } = segment;
    if (place === "score") {
      for (let at = from; at < to; at++) if (!/^\s*\|/.test(this.lines[at] ?? "")) this.stray(at, at + 1);
      return;
    }
    if (place === "answers") {
      this.readAnswers(segment);
      return;
    }
    if (this.isSecond(segment)) {
      this.stray(from, to);
      return;
    }
    this.done.push({ path, from, to });
    if (place.kind === "section") {
      this.readSectionHead(place.section, from, to);
      return;
    }
    const target = this.target(path, place.kind === "item");
    if (place.kind === "item") {
      this.readItem(place.list, target.values, segment);
      return;
    }
    this.readField(place.field, target.values, target.key, segment);
  }

  /** Whether a value was read already, or its list is full: then the text is kept beside it rather than put in its place. */
  isSecond({ path, place }: Segment): boolean {
    if (typeof place !== "object" || place.kind === "section") return false;
    if (place.kind === "item") {
      const size = (this.sizes.get(path.slice(0, path.lastIndexOf("."))) ?? 0) + 1;
      this.sizes.set(path.slice(0, path.lastIndexOf(".")), size);
      return size > maxItems;
    }
    const known = this.resolve(path);
    const isSecond = this.filled.has(known);
    this.filled.add(known);
    return isSecond;
  }

  /** The path with the ids that copied items go by. */
  resolve(path: string): string {
    return path.split(".").reduce((resolved, key) => {
      const place = resolved === "" ? key : `${resolved}.${key}`;
      const alias = this.aliases.get(place);
      return alias === undefined ? place : `${resolved}.${alias}`;
    }, "");
  }

  readAnswers({ from, to }: Segment): void {
    const block = findFence(this.lines, from, to - from, to);
    try {
      this.answers = JSON.parse(block?.content ?? "");
    } catch {
      this.stray(from, to);
      return;
    }
    const rest = [...range(from, block?.from ?? from), ...range(block?.to ?? to, to)];
    const isOurs = (line: string) => readHeading(line) !== null || /^<\/?details>/.test(line);
    for (const at of rest) if (!isOurs(this.lines[at] ?? "")) this.stray(at, at + 1);
  }

  readSectionHead(section: Section, from: number, to: number): void {
    const number = this.definition.sections.indexOf(section) + 1;
    const start = this.skipName(from, to, (name) => [section.title, sectionHeading(section, number)].includes(name));
    for (let at = start; at < to; at++) if (this.lines[at] !== nothingYet) this.stray(at, at + 1);
  }

  /** The values a path points into and the last key; items on the way are made where their own comment is gone. */
  target(path: string, isItem: boolean): { values: FieldValues; key: string } {
    const keys = path.split(".");
    let values: FieldValues | ListItem[] = this.spec as FieldValues;
    let resolved = "";
    let fields: Fields = Object.fromEntries(
      this.definition.sections.map((section): [string, Field] => [
        section.key,
        { kind: "group", label: section.title, fields: section.fields },
      ]),
    );
    let list: ListField | null = null;
    for (const [depth, key] of keys.entries()) {
      const isLast = depth === keys.length - 1;
      if (list && Array.isArray(values)) {
        const place: string = `${resolved}.${key}`;
        if (isLast && isItem && this.opened.has(place)) this.aliases.set(place, this.newId());
        if (isLast && isItem) this.opened.add(place);
        const id = this.aliases.get(place) ?? key;
        let item: ListItem | undefined = values.find((candidate) => candidate.id === id);
        if (!item) {
          item = { id, ...emptyValues(list.fields) };
          values.push(item);
        }
        resolved = `${resolved}.${id}`;
        values = item;
        fields = list.fields;
        list = null;
        continue;
      }
      const field = fields[key];
      const holder = values as FieldValues;
      if (isLast || !field) return { values: holder, key };
      resolved = resolved === "" ? key : `${resolved}.${key}`;
      values = holder[key] as FieldValues | ListItem[];
      if (field.kind === "list") list = field;
      if (field.kind === "group") fields = field.fields;
    }
    return { values: values as FieldValues, key: "" };
  }

  readItem(list: ListField, values: FieldValues, { from, to }: Segment): void {
    let start = this.skipBlank(from, to);
    const named = readHeading(this.lines[start] ?? "");
    const key = titleKey(list);
    if (start < to && named) {
      const source = named.text;
      if (key !== undefined && !/^\*unnamed [^*]*\*$/.test(source)) values[key] = decodeInline(source);
      start++;
    }
    this.readBullets(list.fields, values, start, to);
  }

  readField(field: Field, values: FieldValues, key: string, segment: Segment): void {
    const { to } = segment;
    const start = this.skipName(segment.from, to, (name) =>
      [field.label, key].some((own) => nameKey(own) === nameKey(name)),
    );
    if (field.kind === "group") {
      this.readBullets(field.fields, values[key] as FieldValues, start, to);
      return;
    }
    if (field.kind === "list") {
      this.readTable(field, values[key] as ListItem[], start, to);
      return;
    }
    if (isFencedPlace(segment)) {
      const block = findFence(this.lines, start, to - start, to);
      if (block && block.to <= to) {
        values[key] = block.content;
        this.stray(start, block.from);
        this.stray(block.to, to);
        return;
      }
    }
    const text = this.lines.slice(start, to);
    while (isBlank(text.at(-1)) && text.length > 0) text.pop();
    if (!isInline(field)) values[key] = text.join("\n");
    else this.assign(field, values, key, text.join(" "), start, to, field.label);
  }

  /** Reads `- **Label:** value` lines; a value may run on over indented lines. */
  readBullets(fields: Fields, values: FieldValues, from: number, to: number): void {
    const keys = new Map([...fieldNames(fields)].map(([key, name]) => [nameKey(name), key]));
    for (let at = from; at < to; at++) {
      const match = bullet.exec(this.lines[at] ?? "");
      const key = match && keys.get(nameKey(match[1] ?? ""));
      const field = key ? fields[key] : undefined;
      if (!match || !key || !field || !isInline(field)) {
        this.stray(at, at + 1);
        continue;
      }
      const parts = [match[2] ?? ""];
      const start = at;
      while (at + 1 < to && /^\s{2,}\S/.test(this.lines[at + 1] ?? "")) parts.push((this.lines[++at] ?? "").trim());
      this.assign(field, values, key, parts.join(" "), start, at + 1, field.label);
    }
  }

  readTable(list: ListField, items: ListItem[], from: number, to: number): void {
    let at = from;
    while (at < to && !(this.lines[at]?.includes("|") && isTableRule(this.lines[at + 1]))) at++;
    this.stray(from, at);
    if (at >= to) return;
    const names = [...fieldNames(list.fields)].map(([key, name]) => {
      const field = list.fields[key];
      const unit = field?.kind === "number" && field.unit ? ` (${field.unit})` : "";
      return { key, names: [name, name + unit, key].map(nameKey) };
    });
    const columns = tableCells(this.lines[at] ?? "").map((cell) => {
      const name = nameKey(decodeInline(cell));
      return { name: decodeInline(cell), key: names.find((column) => column.names.includes(name))?.key };
    });
    for (at += 2; at < to; at++) {
      const line = this.lines[at] ?? "";
      if (line.includes("|")) this.readRow(list, items, columns, line, at);
      else this.stray(at, at + 1);
    }
  }

  readRow(
    list: ListField,
    items: ListItem[],
    columns: readonly { name: string; key: string | undefined }[],
    line: string,
    at: number,
  ): void {
    if (items.length >= maxItems) {
      this.stray(at, at + 1);
      return;
    }
    const known = /<!--\s*id ([a-z0-9]{10})\s*-->/.exec(line)?.[1];
    const cells = tableCells(line.replace(/<!--\s*id [a-z0-9]{10}\s*-->/, ""));
    if (known === undefined && cells.every(isBlank)) return;
    const isNew = known === undefined || items.some((item) => item.id === known);
    const item: ListItem = { id: isNew ? this.newId() : known, ...emptyValues(list.fields) };
    items.push(item);
    cells.forEach((cell, index) => {
      const column = columns[index];
      const field = column?.key ? list.fields[column.key] : undefined;
      if (field && column?.key && isInline(field)) this.assign(field, item, column.key, cell, at, at + 1, field.label);
      else if (cell !== "" && index <= columns.length)
        this.strays.push({ from: at, to: at + 1, about: column?.name || list.label });
    });
  }

  assign(
    field: Field,
    values: FieldValues,
    key: string,
    source: string,
    from: number,
    to: number,
    about: string,
  ): void {
    if (source.length > maxValueLine) {
      this.stray(from, to, about);
      return;
    }
    if (field.kind === "reference") {
      const written = decodeReference(source);
      const isNamed = !/^\s*\*(missing|unnamed)\*/.test(source);
      this.references.push({ field, values, key, written, isNamed, from, to, about });
      return;
    }
    const value = decodeValue(field, source);
    if (value === undefined) this.strays.push({ from, to, about });
    else values[key] = value;
  }

  /** The id beside a name holds, unless the name was changed to that of another item. */
  resolveReferences(): void {
    for (const { field, values, key, written, isNamed, from, to, about } of this.references) {
      const candidates = field.to.flatMap((path) => this.titlesOf(path));
      const own = candidates.find(({ id }) => id === written.id);
      const sameName = candidates.filter(({ title }) => nameKey(title) === nameKey(written.name));
      const isRenamed = isNamed && own?.title !== written.name && sameName.length > 0 && written.name !== "";
      const id = isRenamed || written.id === "" ? (sameName[0]?.id ?? "") : written.id;
      values[key] = written.name === "" && written.id === "" ? "" : id;
      if (id === "" && written.name !== "") this.strays.push({ from, to, about });
    }
  }

  titlesOf(path: string): { id: string; title: string }[] {
    const place = markedPlace(path, this.definition);
    if (place?.kind !== "field" || place.field.kind !== "list") return [];
    const { title } = place.field;
    const { values, key } = this.target(path, false);
    return (values[key] as ListItem[]).map((item) => ({ id: item.id, title: `${item[title] ?? ""}` }));
  }

  skipBlank(from: number, to: number): number {
    let at = from;
    while (at < to && isBlank(this.lines[at])) at++;
    return at;
  }

  /** Past the heading or the bold label that names a field, and the blank lines after it. */
  skipName(from: number, to: number, isName: (name: string) => boolean): number {
    const at = this.skipBlank(from, to);
    const line = this.lines[at] ?? "";
    const name = readHeading(line)?.text ?? /^\*\*(.+)\*\*\s*$/.exec(line)?.[1];
    return name !== undefined && isName(name) ? this.skipBlank(at + 1, to) : at;
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
