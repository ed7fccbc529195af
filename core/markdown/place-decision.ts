import { type ListItem, maxItems, maxLength } from "../spec/field";
import type { ImportBuilder } from "./import-builder";
import { tableCells } from "./notation";
import { type Block, headingKey, type Outline, type Part, plainText, type Range } from "./outline";
import { decisionDay, decisionRole, decisionStatus } from "./synonyms";

const decisionsPath = "decisions.decisions";

/** What a record of one decision consists of in the source. */
export type DecisionSource = {
  title: string;
  heading: string;
  from: number;
  to: number;
  body: Range;
  parts: readonly Part[];
};

const metadata = /^\s*(?:[-*+]\s+)?(?:\*\*|__)?(status|date)(?:\*\*|__)?\s*:\s*(?:\*\*|__)?\s*(.{1,300})$/i;
const proWords = /^\W{0,3}(good|pros?|advantages?|benefits?|upsides?|positive)\b/i;
const conWords = /^\W{0,3}(bad|cons?|disadvantages?|drawbacks?|downsides?|negative)\b/i;

/** Fills one decision from its record (MADR, Nygard, log4brains and their kin); text without a role joins its context. */
export class DecisionPlacer {
  constructor(
    readonly outline: Outline,
    readonly builder: ImportBuilder,
  ) {}

  /** The new decision's path; `null` where the list is full, with nothing read. */
  place(source: DecisionSource, frontMatter: readonly string[] = []): string | null {
    const added = this.builder.addItem(decisionsPath, { title: shortTitle(source.title) });
    if (!added) return null;
    const { item, path } = added;
    if (item.title !== source.title.trim()) join(item, "context", source.title);
    frontMatter.forEach((line, at) => void this.readMetadata(item, line, at, path));
    join(item, "context", this.readPreamble(item, source.body, path));
    for (const part of source.parts) this.readPart(item, part, path);
    this.fitTexts(item, path);
    this.builder.report({ from: source.from, to: source.to, path, certainty: "sure", heading: source.heading });
    return path;
  }

  private readMetadata(item: ListItem, line: string, at: number, path: string): boolean {
    const match = line.length < 500 ? metadata.exec(line) : null;
    if (!match) return false;
    const isDate = match[1]?.toLowerCase() === "date";
    const value = isDate ? decisionDay(match[2] ?? "") : decisionStatus(match[2] ?? "");
    if (value === "") return false;
    item[isDate ? "decidedOn" : "status"] = value;
    this.builder.absorb(line, at, `${path}.${isDate ? "decidedOn" : "status"}`);
    return true;
  }

  private readPreamble(item: ListItem, body: Range, path: string): string {
    for (let at = body.from; at < body.to; at++)
      if (this.readMetadata(item, this.outline.line(at), at, path)) this.outline.cut({ from: at, to: at + 1 });
    return this.outline.text(body);
  }

  private readPart(item: ListItem, part: Part, path: string): void {
    const { heading } = part;
    if (!heading) return;
    const role = decisionRole(heading.text);
    const absorb = (key: string) => this.builder.absorb(headingLine(part), heading.from, `${path}.${key}`);
    const report = (key: string) =>
      this.builder.report({
        from: heading.from,
        to: part.end,
        path: `${path}.${key}`,
        certainty: "sure",
        heading: plainText(heading.text),
      });
    const rest = { from: heading.to, to: part.end };
    if (role === "status" || role === "date") {
      const text = this.outline.text(rest) || plainText(heading.text);
      const value = role === "date" ? decisionDay(text) : decisionStatus(text.split("\n")[0] ?? "");
      const key = role === "date" ? "decidedOn" : "status";
      if (value === "") {
        this.addToContext(item, part, path);
        return;
      }
      item[key] = value;
      absorb(key);
      if (this.outline.text(rest) !== "") this.builder.absorb(text, heading.to, `${path}.${key}`);
      report(key);
      return;
    }
    switch (role) {
      case "options":
        this.readOptions(item, part, path);
        absorb("options");
        report("options");
        return;
      case "arguments":
        join(item, "context", this.outline.text(part.body));
        for (const child of part.parts) this.readOptionPart(item, child, path);
        absorb("options");
        report("options");
        return;
      case "outcome":
        this.readOutcome(item, part, path);
        absorb("reason");
        report("reason");
        return;
      case "context":
      case "consequences":
        join(item, role, item[role] === "" ? this.outline.text(rest) : this.withHeading(part));
        absorb(role);
        report(role);
        return;
      default:
        this.addToContext(item, part, path);
    }
  }

  private addToContext(item: ListItem, part: Part, path: string): void {
    join(item, "context", this.withHeading(part));
    this.builder.report({
      from: part.heading?.from ?? part.body.from,
      to: part.end,
      path: `${path}.context`,
      certainty: "likely",
      heading: plainText(part.heading?.text ?? ""),
    });
  }

  private withHeading(part: Part): string {
    return this.outline.text({ from: part.heading?.from ?? part.body.from, to: part.end });
  }

  private readOutcome(item: ListItem, part: Part, path: string): void {
    const text = this.outline.text(part.body);
    if (item.title === "" && item.reason === "") {
      const first = text.split("\n\n")[0] ?? "";
      const isSentence = first.length <= 300 && !/^\s*([-*+#|>]|```)/.test(first);
      if (isSentence) item.title = plainText(first);
    }
    if (text !== item.title) join(item, "reason", text);
    if (item.chosen === "") item.chosen = chosenOption(text);
    for (const child of part.parts) {
      const role = decisionRole(child.heading?.text ?? "");
      if (role === "consequences") this.readPart(item, child, path);
      else join(item, "reason", this.withHeading(child));
    }
  }

  /** Options as a list, each item a title, or as headings; text around them joins the context. */
  readOptions(item: ListItem, part: Part, path: string): void {
    for (const block of this.outline.blocksIn(part.body)) {
      if (block.kind !== "list") join(item, "context", this.outline.text(block));
      else for (const range of block.items) this.readOptionItem(item, range, path);
    }
    for (const child of part.parts) this.readOptionPart(item, child, path);
  }

  private readOptionItem(item: ListItem, range: Range, path: string): void {
    const source = itemText(this.outline.text(range));
    const [first = "", ...more] = source.split("\n");
    const isPlain = more.every((line) => !/^\s*([-*+]|\d+[.)]|```)/.test(line) && line.trim() !== "");
    const raw = isPlain ? source.replace(/\s*\n\s*/g, " ") : first;
    const title = shortTitle(withoutLinks(raw));
    const option = this.builder.addItem(`${path}.options`, { title })?.item;
    if (option && (title !== raw || !isPlain)) join(option, "summary", source);
    if (!option) join(item, "context", source);
  }

  /** A heading with the arguments for and against one option. */
  readOptionPart(item: ListItem, part: Part, path: string): void {
    const heading = part.heading?.text ?? "";
    const title = shortTitle(withoutLinks(heading.replace(/\n/g, " ").trim()));
    const option = this.option(item, title, path);
    if (!option) {
      join(item, "context", this.withHeading(part));
      return;
    }
    this.builder.absorb(headingLine(part), part.heading?.from ?? 0, `${path}.options`);
    this.readArguments(option, part, path);
  }

  private readArguments(option: ListItem, part: Part, path: string): void {
    let side: "summary" | "pros" | "cons" = "summary";
    for (const block of this.outline.blocksIn(part.body)) {
      const label = block.kind === "paragraph" ? this.sideLabel(block) : null;
      if (label) {
        side = label;
        this.builder.absorb(this.outline.text(block), block.from, `${path}.options`);
      } else if (block.kind === "list") this.readArgumentList(option, block, side);
      else if (block.kind !== "table" || !this.readArgumentTable(option, block, path))
        join(option, side === "summary" ? "summary" : side, this.outline.text(block));
    }
    for (const child of part.parts) {
      const key = headingKey(child.heading?.text ?? "");
      const isBoth = /^(pros\/cons|pros and cons|arguments)$/.test(key);
      const own = /^(pros?|advantages|benefits)$/.test(key)
        ? "pros"
        : /^(cons?|disadvantages)$/.test(key)
          ? "cons"
          : null;
      if (isBoth || own) this.builder.absorb(headingLine(child), child.heading?.from ?? 0, `${path}.options`);
      if (isBoth) this.readArguments(option, child, path);
      else if (own) join(option, own, this.outline.text({ from: child.body.from, to: child.end }));
      else join(option, "summary", this.withHeading(child));
    }
  }

  private sideLabel(block: Block): "pros" | "cons" | null {
    const text = headingKey(this.outline.text(block));
    if (/^(pros?|advantages|benefits|upsides)$/.test(text)) return "pros";
    return /^(cons?|disadvantages|drawbacks|downsides)$/.test(text) ? "cons" : null;
  }

  private readArgumentList(option: ListItem, block: Block, side: "summary" | "pros" | "cons"): void {
    for (const range of block.items) {
      const source = this.outline.text(range);
      const words = itemText(source);
      const own = proWords.test(words) ? "pros" : conWords.test(words) ? "cons" : side;
      join(option, own, source, "\n");
    }
  }

  /** A table with a column of arguments for and one against; other columns lead each argument as its subject. */
  private readArgumentTable(option: ListItem, block: Block, path: string): boolean {
    const rows: string[][] = [];
    for (let at = block.from; at < block.to; at++) rows.push(tableCells(keepEmptyEnds(this.outline.line(at))));
    const header = (rows[0] ?? []).map(headingKey);
    const pros = header.findIndex((cell) => /^(pros?|advantages|benefits)$/.test(cell));
    const cons = header.findIndex((cell) => /^(cons?|disadvantages|drawbacks)$/.test(cell));
    if (pros < 0 || cons < 0) return false;
    this.builder.absorb((rows[0] ?? []).join(" | "), block.from, `${path}.options`);
    for (const row of rows.slice(2)) {
      const subject = row.filter((cell, column) => column !== pros && column !== cons && cell !== "").join(", ");
      const lead = subject === "" ? "" : `**${subject}**: `;
      for (const [side, column] of [
        ["pros", pros],
        ["cons", cons],
      ] as const) {
        const cell = row[column] ?? "";
        if (cell !== "" || (side === "pros" && subject !== "" && (row[cons] ?? "") === ""))
          join(option, side, `- ${lead}${cell}`, "\n");
      }
    }
    return true;
  }

  /** The option of this name, or one that begins with it, or a new one. */
  private option(item: ListItem, title: string, path: string): ListItem | null {
    const options = (item.options ?? []) as ListItem[];
    if (options.length >= maxItems) return null;
    const name = headingKey(title);
    const found =
      options.find((option) => option.title === title) ??
      options.find((option) => headingKey(`${option.title}`) === name) ??
      (name.length > 3 ? options.find((option) => headingKey(`${option.title}`).startsWith(`${name} `)) : undefined);
    return found ?? this.builder.addItem(`${path}.options`, { title })?.item ?? null;
  }

  /** Moves what is longer than a field takes to the notes. */
  private fitTexts(item: ListItem, path: string): void {
    for (const key of ["context", "reason", "consequences"]) {
      const text = `${item[key]}`;
      if (text.length <= maxLength.markdown) continue;
      item[key] = "";
      const kept = this.builder.keep(`${item.title}: ${key}`, text);
      this.builder.report({ from: 0, to: 0, path: kept, certainty: "kept", heading: `${path}.${key}` });
    }
    for (const option of (item.options ?? []) as ListItem[])
      for (const key of ["summary", "pros", "cons"])
        if (`${option[key] ?? ""}`.length > maxLength.markdown) {
          this.builder.keep(`${option.title}: ${key}`, `${option[key]}`);
          option[key] = "";
        }
  }
}

function join(item: ListItem, key: string, text: string, between = "\n\n"): void {
  if (text === "") return;
  const before = `${item[key] ?? ""}`;
  item[key] = before === "" ? text : `${before}${between}${text}`;
}

const headingLine = (part: Part) => (part.heading?.text ?? "").replace(/\n/g, " ");

/** A list item's text without its bullet, its further lines moved left. */
export function itemText(source: string): string {
  const [first = "", ...more] = source.split("\n");
  const bullet = /^\s*([-*+]|\d{1,9}[.)])\s{0,4}(\[[ xX]\]\s)?/.exec(first)?.[0] ?? "";
  const indent = new RegExp(`^\\s{0,${bullet.length}}`);
  return [first.slice(bullet.length), ...more.map((line) => line.replace(indent, ""))].join("\n").trim();
}

const withoutLinks = (line: string) =>
  line
    .replace(/\[([^[\]]{0,500})\]\([^()\s]{0,2000}\)/g, "$1")
    .replace(/<!--[^>]{0,500}-->/g, "")
    .trim();

/** A title short enough for its field; a longer one is cut here and kept whole elsewhere by the caller. */
export function shortTitle(title: string): string {
  const line = title.replace(/\s+/g, " ").trim();
  return line.length <= maxLength.text ? line : `${line.slice(0, 400).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** The option a sentence such as ‘Chosen option: "X", because …’ names; "" where there is none. */
function chosenOption(text: string): string {
  const line = /chosen (?:option|alternative|solution)\W{0,6}?:[*_]{0,2}\s*([^\n]{1,600})/i.exec(text)?.[1] ?? "";
  const quoted = /^["“”'‘`*]{1,3}(.+?)["“”’'`*]{1,3}(?=[\s,.;]|$)/.exec(line)?.[1];
  const plain = line.split(/,? because\b|[.;](?:\s|$)/i)[0] ?? "";
  return shortTitle(withoutLinks(quoted ?? plain));
}

// `tableCells` drops empty outer cells, which in a hand-written table may be a column without text.
function keepEmptyEnds(line: string): string {
  const row = line.trim();
  const inner = row.startsWith("|") ? row.slice(1) : row;
  return `| ${inner.endsWith("|") ? inner.slice(0, -1) : inner} |`;
}
