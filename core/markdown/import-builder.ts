import { type Definition, type Field, type FieldValues, type ListItem, maxItems, maxLength } from "../spec/field";
import { describePath, findPlace, valueAt } from "../spec/path";
import { cleanText, emptySpec, emptyValues } from "../spec/value";
import type { Stray } from "./read-lintel";

/** Where text that fits no field is kept. */
export const notesPath = "requirements.notes";

/**
 * One line of the report on an import: the heading in the source, its lines (counted from 1, both included), the path it went
 * to, in words too, and how sure that is; `kept` means that it found no field and stands among the notes.
 */
export type Placement = {
  heading: string;
  from: number;
  to: number;
  path: string;
  label: string;
  certainty: "sure" | "likely" | "kept";
};

/** Notes made for one heading each; the rest of the list is kept free for what is packed together at the end. */
const mostNotes = 900;

type Entry = { from: number; to: number; path: string; certainty: Placement["certainty"]; heading?: string };

/** A specification that an import fills, and the report on what went where. */
export class ImportBuilder {
  readonly spec: Record<string, FieldValues>;
  private readonly entries: Entry[] = [];
  private notes = 0;
  private readonly overflow: string[] = [];
  /** Headings and labels of the source that became fields, so that their words are not lost. */
  private readonly absorbed: { source: string; from: number; path: string }[] = [];

  constructor(
    readonly definition: Definition,
    readonly newId: () => string,
    spec?: Record<string, FieldValues>,
  ) {
    this.spec = spec ?? emptySpec(definition);
  }

  field(path: string): Field | undefined {
    const place = findPlace(path, this.definition);
    return place?.kind === "field" ? place.field : undefined;
  }

  report(entry: Entry): void {
    this.entries.push(entry);
  }

  /** Remembers words of the source that the placing itself expresses, such as a heading that became a field. */
  absorb(source: string, from: number, path: string): void {
    if (source.trim() !== "") this.absorbed.push({ source: source.trim(), from, path });
  }

  isEmpty(path: string): boolean {
    return valueAt(this.spec, path) === "";
  }

  /** Appends to a Markdown or code field; `false` where there is no such field or it would grow too long. */
  append(path: string, text: string): boolean {
    const field = this.field(path);
    if (field?.kind !== "markdown" && field?.kind !== "code") return false;
    const { values, key } = this.holder(path);
    const before = values?.[key];
    if (!values || typeof before !== "string") return false;
    const after = before === "" ? text : `${before}\n\n${text}`;
    if (after.length > maxLength[field.kind]) return false;
    values[key] = after;
    return true;
  }

  /** Adds an item to a list and returns it with its path; `null` where the list is full or the definition has none there. */
  addItem(path: string, values: FieldValues): { item: ListItem; path: string } | null {
    const field = this.field(path);
    const items = valueAt(this.spec, path);
    if (field?.kind !== "list" || !Array.isArray(items) || items.length >= maxItems) return null;
    const known = Object.entries(values).filter(([key]) => Object.hasOwn(field.fields, key));
    const item: ListItem = { id: this.newId(), ...emptyValues(field.fields), ...Object.fromEntries(known) };
    (items as ListItem[]).push(item);
    return { item, path: `${path}.${item.id}` };
  }

  /** Keeps text under a heading of its own, in as many notes as its length needs. Returns the path of the first. */
  keep(title: string, text: string): string {
    const name = cleanText(title, "one");
    const isLong = name.length > maxLength.text;
    const whole = isLong ? `${name}\n\n${text}` : text;
    const parts = cutText(whole, maxLength.markdown);
    let path = notesPath;
    parts.forEach((part, index) => {
      const heading = isLong ? `${name.slice(0, 200).replace(/[\ud800-\udbff]$/, "")}…` : name;
      const isRoom = ++this.notes <= mostNotes;
      const added = isRoom ? this.addItem(notesPath, { title: heading, text: part }) : null;
      if (!added) this.overflow.push(`### ${name}\n\n${part}`);
      if (index === 0) path = added?.path ?? notesPath;
    });
    return path;
  }

  /** Packs what went beyond the room for notes into as few as hold it. Called once, at the end. */
  finish(): void {
    const rest = this.overflow.splice(0).join("\n\n");
    if (rest === "") return;
    for (const text of cutText(rest, maxLength.markdown))
      this.addItem(notesPath, { title: "More imported text", text });
  }

  /** Keeps what a document of ours held beside its fields, neighbouring lines together. */
  keepStrays(lines: readonly string[], strays: readonly Stray[]): void {
    const ordered = [...strays].sort((a, b) => a.from - b.from);
    const merged: Stray[] = [];
    for (const stray of ordered) {
      const last = merged.at(-1);
      if (last && stray.from <= last.to && last.about === stray.about) last.to = Math.max(last.to, stray.to);
      else merged.push({ ...stray });
    }
    for (const { from, to, about } of merged) {
      const path = this.keep(
        about ? `Not understood: ${about}` : "Kept from the import",
        lines.slice(from, to).join("\n"),
      );
      this.report({ from, to, path, certainty: "kept", heading: about });
    }
  }

  /** Writes the headings that became fields into a note, so that every word of the source is still in the specification. */
  keepOutline(): void {
    if (this.absorbed.length === 0) return;
    const lines = [...this.absorbed]
      .sort((a, b) => a.from - b.from)
      .map(
        ({ source, from, path }) => `- Line ${from + 1}: ${source} → ${describePath(this.spec, path, this.definition)}`,
      );
    this.keep("Outline of the imported document", lines.join("\n"));
  }

  placements(): Placement[] {
    return [...this.entries]
      .sort((a, b) => a.from - b.from || b.to - a.to)
      .map(({ from, to, path, certainty, heading }) => {
        const label = describePath(this.spec, path, this.definition);
        return { heading: heading || label, from: from + 1, to: Math.max(to, from + 1), path, label, certainty };
      });
  }

  private holder(path: string): { values: FieldValues | undefined; key: string } {
    const at = path.lastIndexOf(".");
    return { values: valueAt(this.spec, path.slice(0, at)) as FieldValues | undefined, key: path.slice(at + 1) };
  }
}

/** Cuts at line ends where it can, so that every part has at most `most` characters. */
function cutText(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const line = rest.lastIndexOf("\n", most);
    let at = line > most / 2 ? line : most;
    if (/[\ud800-\udbff]/.test(rest[at - 1] ?? "")) at--;
    parts.push(rest.slice(0, at));
    rest = rest.slice(rest[at] === "\n" ? at + 1 : at);
  }
  return [...parts, rest];
}
