import MarkdownIt from "markdown-it";

/** Lines counted from 0, `to` excluded. */
export type Range = { readonly from: number; readonly to: number };
export type Heading = Range & { readonly level: number; readonly text: string };
/** A heading with what stands under it: its own lines up to the first heading below it, then those headings' parts. */
export type Part = {
  readonly heading: Heading | null;
  readonly body: Range;
  readonly end: number;
  readonly parts: Part[];
};
/** A block of a body: a list with its items, a table, a fence, anything else; `gap` holds lines that show nothing. */
export type Block = Range & {
  readonly kind: "list" | "table" | "fence" | "paragraph" | "other" | "gap";
  readonly items: readonly Range[];
  readonly info: string;
  readonly content: string;
};

const parser = new MarkdownIt("commonmark", { html: true });
parser.enable("table");
parser.core.ruler.enableOnly(["normalize", "block"]);

const kinds: Record<string, Block["kind"]> = {
  bullet_list_open: "list",
  ordered_list_open: "list",
  table_open: "table",
  fence: "fence",
  paragraph_open: "paragraph",
};

/** A foreign document as a tree of headings over its lines. Text is always taken from the lines, so that none is lost. */
export class Outline {
  readonly root: Part;
  readonly frontMatter: Range | null;
  /** Every fence, nested ones too. */
  readonly fences: (Range & { info: string; content: string; isNested: boolean })[] = [];
  private readonly lines: (string | null)[];
  private readonly blocks: Block[] = [];
  private readonly headings: Heading[] = [];

  constructor(source: readonly string[]) {
    this.lines = [...source];
    this.frontMatter = findFrontMatter(source);
    const start = this.frontMatter?.to ?? 0;
    for (let at = 0; at < start; at++) this.lines[at] = null;
    this.parse();
    this.root = this.buildTree(start);
  }

  private parse(): void {
    const tokens = parser.parse(this.lines.map((line) => line ?? "").join("\n"), {});
    let items: Range[] = [];
    for (const [index, { type, level, map, info, content, tag }] of tokens.entries()) {
      if (!map) continue;
      const range = { from: map[0], to: map[1] };
      if (type === "fence") this.fences.push({ ...range, info: info.trim(), content, isNested: level > 0 });
      if (type === "list_item_open" && level === 1) items.push(range);
      if (level > 0) continue;
      if (type === "heading_open")
        this.headings.push({ ...range, level: Number(tag.slice(1)), text: tokens[index + 1]?.content ?? "" });
      else if (type !== "inline") {
        const kind = kinds[type] ?? "other";
        items = [];
        this.blocks.push({ ...range, kind, items, info: info.trim(), content });
      }
    }
  }

  /** More headings than any design document has; reading them one by one would take longer than an import may. */
  get isTooFine(): boolean {
    return this.headings.length > 5000 || this.fences.length > 5000;
  }

  private buildTree(start: number): Part {
    const total = this.lines.length;
    const root = { heading: null, body: { from: start, to: this.headings[0]?.from ?? total }, end: total, parts: [] };
    const open: { heading: Heading | null; body: Range; end: number; parts: Part[] }[] = [root];
    this.headings.forEach((heading, index) => {
      while (open.length > 1 && (open.at(-1)?.heading?.level ?? 0) >= heading.level) {
        const closed = open.pop();
        if (closed) closed.end = heading.from;
      }
      const body = { from: heading.to, to: this.headings[index + 1]?.from ?? total };
      const part = { heading, body, end: total, parts: [] };
      open.at(-1)?.parts.push(part);
      open.push(part);
    });
    return root;
  }

  line(at: number): string {
    return this.lines[at] ?? "";
  }

  /** Takes lines out of the text, because they went to a field of their own. */
  cut({ from, to }: Range, replacement: string | null = null): void {
    for (let at = from; at < to; at++) this.lines[at] = at === from ? replacement : null;
  }

  /** The lines of a range without blank lines at its ends and without rules at its end; "" where nothing is left. */
  text({ from, to }: Range): string {
    const lines: string[] = [];
    const inside = this.headingsIn(from, to);
    const shift = Math.max(0, 3 - inside.reduce((least, { level }) => Math.min(least, level), 3));
    const starts = new Map(inside.map((heading) => [heading.from, heading]));
    for (let at = from; at < to; at++) {
      const heading = starts.get(at);
      if (heading) {
        lines.push(`${"#".repeat(Math.min(6, heading.level + shift))} ${heading.text.replace(/\n/g, " ")}`);
        at = heading.to - 1;
      } else if (this.lines[at] !== null) lines.push(this.line(at));
    }
    const isIdle = (line: string | undefined) => line !== undefined && line.trim() === "";
    while (isIdle(lines.at(-1)) || /^ {0,3}(-{3,}|\*{3,}|_{3,})\s*$/.test(lines.at(-1) ?? "")) lines.pop();
    const first = lines.findIndex((line) => !isIdle(line));
    return first < 0 ? "" : lines.slice(first).join("\n");
  }

  private headingsIn(from: number, to: number): Heading[] {
    const first = lowerBound(this.headings, from);
    return this.headings.slice(first, lowerBound(this.headings, to));
  }

  /** The blocks of a range in order; lines between them that hold text, such as link definitions, come as gaps. */
  blocksIn({ from, to }: Range): Block[] {
    const found: Block[] = [];
    let at = from;
    const gap = (end: number) => {
      if (this.text({ from: at, to: end }) !== "")
        found.push({ from: at, to: end, kind: "gap", items: [], info: "", content: "" });
    };
    for (const block of this.blocks.slice(lowerBound(this.blocks, from), lowerBound(this.blocks, to))) {
      if (block.from > at) gap(block.from);
      found.push(block);
      at = Math.max(at, block.to);
    }
    if (at < to) gap(to);
    return found;
  }
}

function lowerBound(ranges: readonly Range[], from: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.from ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Front matter is never handed to a YAML parser: two keys of one line each are all an import looks at.
function findFrontMatter(lines: readonly string[]): Range | null {
  if (lines[0]?.trim() !== "---") return null;
  const close = lines.slice(1, 500).findIndex((line) => /^(---|\.\.\.)\s*$/.test(line));
  return close < 0 ? null : { from: 0, to: close + 2 };
}

/** A heading or a label as it is compared: without comments, links, emphasis, numbering and what stands in brackets. */
export function headingKey(text: string): string {
  return plainText(text.slice(0, 300))
    .toLowerCase()
    .replace(/[*_`“”"']/g, "")
    .replace(/^\s*(\d+(\.\d+)*[.)]?|[ivx]+\.|§\s*\d+)\s+/, "")
    .replace(/\([^()]*\)\s*$/, "")
    .replace(/&/g, "and")
    .replace(/[\s;:.?!–—-]+$/, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** One line of Markdown without comments and with links reduced to their words. */
export function plainText(text: string): string {
  const line = text.slice(0, 20_000).replace(/\n/g, " ");
  return line
    .replace(/<!--[^>]{0,500}-->/g, "")
    .replace(/!?\[([^[\]]{0,500})\]\([^()\s]{0,2000}\)/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}
