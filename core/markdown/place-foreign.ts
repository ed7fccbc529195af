import { type ListItem, maxLength } from "../spec/field";
import { isEmptyValue } from "../spec/value";
import type { ImportBuilder } from "./import-builder";
import { nameKey, tableCells } from "./notation";
import { headingKey, Outline, type Part, plainText, type Range } from "./outline";
import { DecisionPlacer, type DecisionSource, itemText, shortTitle } from "./place-decision";
import { decisionRole, type Target, targetsByHeading } from "./synonyms";

/**
 * Places a design document of any house: a record of one decision, a log of several, or a proposal by its headings. Returns
 * its title, "" where it names none.
 */
export function placeForeign(lines: readonly string[], builder: ImportBuilder): string {
  if (lines.length > mostLines) {
    const path = builder.keep("Imported document", lines.join("\n"));
    builder.report({ from: 0, to: lines.length, path, certainty: "kept", heading: "Imported document" });
    builder.finish();
    return "";
  }
  return new ForeignPlacer(new Outline(lines), lines, builder).place();
}

/** More lines than this are kept whole rather than read for headings: no design has so many, and reading must end in time. */
const mostLines = 100_000;

const logHeading = /^(?:title|decision|adr)\b[\s#-]{0,3}\d{0,8}\s{0,3}[:.–—-]\s*(\S.*)$/i;

class ForeignPlacer {
  private readonly targets: ReadonlyMap<string, Target>;
  private readonly decisions: DecisionPlacer;
  private title = "";
  private isArchitecture = false;
  /** The decision that alternatives and drawbacks of a proposal belong to. */
  private proposal: { item: ListItem; path: string } | null = null;

  constructor(
    readonly outline: Outline,
    readonly lines: readonly string[],
    readonly builder: ImportBuilder,
  ) {
    this.targets = targetsByHeading(builder.definition);
    this.decisions = new DecisionPlacer(outline, builder);
  }

  place(): string {
    const { root, frontMatter } = this.outline;
    const front = frontMatter ? this.lines.slice(frontMatter.from + 1, frontMatter.to - 1) : [];
    const first = root.parts[0];
    const named = first?.heading?.level === 1 ? first : null;
    const frontTitle = front.map((line) => /^title:\s*["']?(.{1,300}?)["']?\s*$/.exec(line)?.[1]).find(Boolean);
    this.title = plainText(named?.heading?.text ?? frontTitle ?? "");
    if (named?.heading && named.heading.text !== this.title)
      this.builder.absorb(named.heading.text, named.heading.from, "requirements.notes");
    this.isArchitecture = /architecture|system design|technical design/i.test(this.title);
    if (this.outline.isTooFine) {
      this.keepText(this.title || "Imported document", { from: 0, to: this.lines.length });
      front.forEach((line, at) => void this.builder.absorb(line, at + 1, "requirements.notes"));
      this.builder.keepOutline();
      this.builder.finish();
      return this.title;
    }
    this.takeFences();
    const tops = named ? [...named.parts, ...root.parts.slice(1)] : root.parts;
    const log = logGroups(tops);
    const body = named ? [root.body, named.body] : [root.body];
    if (log) this.placeLog(log, body, front);
    else if (isDecisionRecord(tops, [...front, ...this.bodyLines(body)], this.targets))
      this.placeRecord(named, tops, body, front);
    else this.placeProposal(tops, body);
    front.forEach((line, at) => void this.builder.absorb(line, at + 1, "requirements.notes"));
    this.builder.keepOutline();
    this.builder.finish();
    return this.title;
  }

  private bodyLines(ranges: readonly Range[]): string[] {
    return ranges.flatMap(({ from, to }) => this.lines.slice(from, Math.min(to, from + 40)));
  }

  /** Diagrams, DDL and contracts go to the fields that read them; a line in the text says where each was. */
  private takeFences(): void {
    const names = new Map<string, number>();
    for (const fence of this.outline.fences) {
      const heading = this.headingAbove(fence.from);
      const count = (names.get(heading) ?? 0) + 1;
      const name = shortTitle(count > 1 ? `${heading} (${count})` : heading);
      const taken = this.takeFence(
        fence.info.split(/[\s{]/)[0]?.toLowerCase() ?? "",
        fence.content.replace(/\n$/, ""),
        name,
      );
      if (!taken) continue;
      names.set(heading, count);
      this.builder.absorb(`${taken.word} “${name}”, \`${fence.info}\``, fence.from, taken.path);
      this.builder.report({ ...fence, path: taken.path, certainty: "sure", heading: name });
      if (!fence.isNested) this.outline.cut(fence, `*${taken.word}: ${name}*`);
    }
  }

  private takeFence(language: string, content: string, name: string): { path: string; word: string } | null {
    if (content.length > maxLength.code) return null;
    if (language === "mermaid") {
      const added = this.builder.addItem("architecture.diagrams", { name, source: content });
      return added && { path: added.path, word: "Diagram" };
    }
    if (/^(sql|postgres|postgresql|pgsql|psql)$/.test(language) && /^\s*(create|alter)\s+\w/im.test(content))
      return this.builder.append("data.ddl", content) ? { path: "data.ddl", word: "Schema" } : null;
    const format = contractFormat(language, content);
    const added = format && this.builder.addItem("contract.documents", { name, format, source: content });
    return added ? { path: added.path, word: "Contract" } : null;
  }

  private headingAbove(line: number): string {
    let part: Part | undefined = this.outline.root;
    let text = this.title;
    while (part) {
      if (part.heading) text = plainText(part.heading.text);
      part = part.parts.findLast((child) => (child.heading?.from ?? 0) <= line && line < child.end);
    }
    return text || "Diagram";
  }

  private placeLog(groups: LogGroup[], body: readonly Range[], front: readonly string[]): void {
    const first = groups[0]?.heading.from ?? 0;
    for (const range of body) {
      const from = range.from;
      this.takeCommentAbove(first, from);
      this.keepText("Introduction", { from, to: Math.min(range.to, first) });
    }
    if (this.title) this.builder.absorb(this.title, 0, "decisions.decisions");
    for (const group of groups) {
      if (!group.isEntry) {
        for (const part of group.parts) this.placePart(part);
        continue;
      }
      const next = groups[groups.indexOf(group) + 1];
      if (next) this.takeCommentAbove(next.heading.from, group.heading.from);
      const source: DecisionSource = {
        title: plainText(group.title),
        heading: plainText(group.heading.text),
        from: group.heading.from,
        to: group.end,
        body: group.body,
        parts: group.parts,
      };
      const path = this.decisions.place(source, front);
      if (path) this.builder.absorb(group.heading.text, group.heading.from, `${path}.title`);
      else this.keepText(source.title, { from: source.from, to: source.to });
    }
  }

  /** A comment right above a heading, such as an entry's id, belongs to what follows. */
  private takeCommentAbove(heading: number, after: number): void {
    for (let at = heading - 1; at > after && at >= heading - 3; at--) {
      const line = this.outline.line(at);
      if (!/^\s*<!--.*-->\s*$/.test(line)) continue;
      this.builder.absorb(line, at, "decisions.decisions");
      this.outline.cut({ from: at, to: at + 1 });
    }
  }

  private placeRecord(
    named: Part | null,
    tops: readonly Part[],
    body: readonly Range[],
    front: readonly string[],
  ): void {
    const preamble = { from: body[0]?.from ?? 0, to: body[0]?.to ?? 0 };
    const own = named ? named.body : preamble;
    if (named) this.keepText("Introduction", preamble);
    const source: DecisionSource = {
      title: this.title,
      heading: this.title || "Decision",
      from: named?.heading?.from ?? preamble.from,
      to: this.lines.length,
      body: own,
      parts: tops,
    };
    if (!this.decisions.place(source, front)) this.keepText(this.title, { from: 0, to: this.lines.length });
  }

  private placeProposal(tops: readonly Part[], body: readonly Range[]): void {
    for (const range of body) {
      const text = this.outline.text(range);
      const isProse = /^[^-*|:<[]{40}/.test(text) && text.length > 80;
      if (text !== "" && isProse) this.putText("architecture.overview", null, text, range, "likely");
      else this.keepText("Introduction", range);
    }
    for (const part of tops) this.placePart(part);
  }

  private placePart(part: Part): void {
    const { heading } = part;
    if (!heading) return;
    if (headingText(part) !== heading.text) this.builder.absorb(heading.text, heading.from, "requirements.notes");
    const target = this.targets.get(headingKey(heading.text));
    if (target) {
      this.placeAt(target, part);
      return;
    }
    if (this.isArchitecture && !isApparatus(headingKey(heading.text))) {
      const { text, taken } = this.gather(part, "architecture.overview");
      const whole = joinTexts(`### ${headingText(part)}`, text);
      this.putText(
        "architecture.overview",
        null,
        whole,
        { from: heading.from, to: part.end },
        "likely",
        headingText(part),
      );
      this.placeAll(taken);
      return;
    }
    const { text, taken } = this.gather(part, null);
    this.keepNote(part, text);
    this.placeAll(taken);
  }

  private placeAll(parts: readonly Part[]): void {
    for (const part of parts) this.placePart(part);
  }

  /** A part's text without those parts below it that have a place of their own, which come back as `taken`. */
  private gather(part: Part, path: string | null): { text: string; taken: Part[] } {
    const taken: Part[] = [];
    const ranges: Range[] = [];
    const visit = (current: Part, from: number) => {
      ranges.push({ from, to: current.body.to });
      for (const child of current.parts) {
        const target =
          child.heading && child.heading.level <= 3 ? this.targets.get(headingKey(child.heading.text)) : undefined;
        if (target && !(target.kind === "field" && target.path === path)) taken.push(child);
        else visit(child, child.heading?.from ?? child.body.from);
      }
    };
    visit(part, part.body.from);
    const merged: Range[] = [];
    for (const range of ranges) {
      const last = merged.at(-1);
      if (last && last.to === range.from) merged[merged.length - 1] = { from: last.from, to: range.to };
      else merged.push(range);
    }
    return {
      text: merged
        .map((range) => this.outline.text(range))
        .filter(Boolean)
        .join("\n\n"),
      taken,
    };
  }

  private placeAt(target: Target, part: Part): void {
    const range = { from: part.heading?.from ?? part.body.from, to: part.end };
    if (target.kind === "decision") {
      this.placeInProposal(target.role, part);
      return;
    }
    const { text, taken } = this.gather(part, target.kind === "field" ? target.path : null);
    if (target.kind === "field") this.putText(target.path, part, text, range, "sure");
    else if (target.kind === "card") {
      const field = this.builder.field(target.path);
      const titleKey = field?.kind === "list" ? field.title : "";
      const values = { [titleKey]: shortTitle(headingText(part)), [target.textKey]: text };
      const fits = text !== "" && text.length <= maxLength.markdown && headingText(part).length <= maxLength.text;
      const added = fits ? this.builder.addItem(target.path, values) : null;
      if (added) this.builder.report({ ...range, path: added.path, certainty: "likely", heading: headingText(part) });
      else this.keepNote(part, text);
    } else if (!this.placeItems(target.path, part, taken.length > 0 || part.parts.length > 0))
      this.keepNote(part, text);
    this.placeAll(taken);
  }

  private placeInProposal(role: "options" | "reason" | "consequences", part: Part): void {
    this.proposal ??= this.builder.addItem("decisions.decisions", {
      title: shortTitle(this.title),
      status: "proposed",
    });
    const { proposal } = this;
    const range = { from: part.heading?.from ?? part.body.from, to: part.end };
    if (!proposal) {
      this.keepNote(part, this.outline.text({ from: part.body.from, to: part.end }));
      return;
    }
    if (role === "options") {
      const prose = this.outline.text(part.body);
      if (prose !== "") this.putText(`${proposal.path}.reason`, part, prose, range, "likely");
      else this.builder.absorb(headingText(part), range.from, `${proposal.path}.options`);
      for (const child of part.parts) this.decisions.readOptionPart(proposal.item, child, proposal.path);
      this.fitOptions(proposal.item);
      if (part.parts.length > 0)
        this.builder.report({
          ...range,
          path: `${proposal.path}.options`,
          certainty: "likely",
          heading: headingText(part),
        });
      return;
    }
    const { text, taken } = this.gather(part, null);
    this.putText(`${proposal.path}.${role}`, part, text, range, "likely");
    this.placeAll(taken);
  }

  private fitOptions(item: ListItem): void {
    for (const option of (item.options ?? []) as ListItem[])
      for (const key of ["summary", "pros", "cons"])
        if (`${option[key] ?? ""}`.length > maxLength.markdown) {
          this.builder.keep(`${option.title}: ${key}`, `${option[key]}`);
          option[key] = "";
        }
    if (`${item.context ?? ""}`.length > maxLength.markdown) {
      this.builder.keep(`${item.title}: context`, `${item.context}`);
      item.context = "";
    }
  }

  /** Entries of a list from a plain list, short paragraphs or a table whose columns are known; `false` for anything richer. */
  private placeItems(path: string, part: Part, hasParts: boolean): boolean {
    const field = this.builder.field(path);
    if (field?.kind !== "list" || hasParts) return false;
    const rows: Record<string, string>[] = [];
    for (const block of this.outline.blocksIn(part.body)) {
      if (block.kind === "table") {
        const read = this.tableRows(block, field.fields, field.title);
        if (!read) return false;
        rows.push(...read);
      } else if (block.kind === "list" || block.kind === "paragraph") {
        for (const range of block.kind === "list" ? block.items : [block]) {
          const source = this.outline.text(range);
          const text = block.kind === "list" ? itemText(source) : source;
          if (/\n\s*([-*+]|\d+[.)])\s|```|\n\s*\n/.test(text) || text.length > maxLength.text) return false;
          rows.push({ [field.title]: text.replace(/\s*\n\s*/g, " ") });
        }
      } else return false;
    }
    if (rows.length === 0) return false;
    const added = rows.map((row) => this.builder.addItem(path, row));
    rows.forEach((row, index) => {
      if (!added[index]) this.builder.keep(headingText(part), Object.values(row).join("\n"));
    });
    this.builder.absorb(headingText(part), part.heading?.from ?? 0, path);
    const range = { from: part.heading?.from ?? part.body.from, to: part.end };
    this.builder.report({ ...range, path, certainty: "sure", heading: headingText(part) });
    return true;
  }

  private tableRows(
    block: Range,
    fields: Readonly<Record<string, { label: string; kind: string }>>,
    title: string,
  ): Record<string, string>[] | null {
    const lines = Array.from({ length: block.to - block.from }, (_, index) =>
      tableCells(this.outline.line(block.from + index)),
    );
    const columns = (lines[0] ?? []).map((cell) => {
      const name = nameKey(plainText(cell));
      return Object.entries(fields).find(
        ([key, field]) => field.kind === "text" && [nameKey(field.label), nameKey(key)].includes(name),
      )?.[0];
    });
    if (!columns.includes(title) || columns.includes(undefined)) return null;
    const rows = lines.slice(2);
    const isPlain = rows.every(
      (row) => row.length <= columns.length && row.every((cell) => cell.length <= maxLength.text),
    );
    if (!isPlain) return null;
    return rows.map((row) => Object.fromEntries(row.map((cell, index) => [columns[index] ?? title, cell])));
  }

  /** Text into a Markdown field, after what stands there already under its own heading; kept as a note where it does not fit. */
  private putText(
    path: string,
    part: Part | null,
    text: string,
    range: Range,
    certainty: "sure" | "likely",
    name?: string,
  ): void {
    const heading = name ?? (part ? headingText(part) : "");
    const field = this.builder.field(path);
    if (text === "" && field) {
      this.builder.absorb(heading, range.from, path);
      return;
    }
    const isFirst = this.builder.isEmpty(path);
    const whole = part && !isFirst ? joinTexts(`### ${heading}`, text) : text;
    if (field && !isEmptyValue(field, text) && this.builder.append(path, whole)) {
      if (part && isFirst) this.builder.absorb(heading, range.from, path);
      this.builder.report({ ...range, path, certainty, heading });
      return;
    }
    const kept = this.builder.keep(heading || "Introduction", text);
    this.builder.report({ ...range, path: kept, certainty: "kept", heading });
  }

  private keepNote(part: Part, text: string): void {
    const path = this.builder.keep(headingText(part), text);
    const from = part.heading?.from ?? part.body.from;
    this.builder.report({ from, to: part.end, path, certainty: "kept", heading: headingText(part) });
  }

  private keepText(title: string, range: Range): void {
    const text = this.outline.text(range);
    if (text === "") return;
    const path = this.builder.keep(title, text);
    this.builder.report({ ...range, path, certainty: "kept", heading: title });
  }
}

type LogGroup = {
  isEntry: boolean;
  title: string;
  heading: NonNullable<Part["heading"]>;
  body: Range;
  end: number;
  parts: Part[];
};

/** The entries of a log of decisions, in order, or `null`: headings such as "Decision: …", or parts that are records each. */
function logGroups(tops: readonly Part[]): LogGroup[] | null {
  const titleOf = (part: Part) => logHeading.exec(plainText(part.heading?.text ?? ""))?.[1];
  const isRecord = (part: Part) => {
    const roles = new Set(part.parts.map((child) => decisionRole(child.heading?.text ?? "")));
    return roles.has("outcome") && (roles.has("context") || roles.has("status"));
  };
  const byHeading = tops.filter((part) => titleOf(part) !== undefined).length > 1;
  if (!byHeading && tops.filter(isRecord).length < 2) return null;
  const groups: LogGroup[] = [];
  for (const part of tops) {
    if (!part.heading) continue;
    const title = byHeading ? titleOf(part) : isRecord(part) ? part.heading.text : undefined;
    const last = groups.at(-1);
    if (title === undefined && byHeading && last?.isEntry) {
      last.parts.push(part);
      last.end = part.end;
    } else if (title === undefined)
      groups.push({ isEntry: false, title: "", heading: part.heading, body: part.body, end: part.end, parts: [part] });
    else
      groups.push({
        isEntry: true,
        title,
        heading: part.heading,
        body: part.body,
        end: part.end,
        parts: [...part.parts],
      });
  }
  return groups;
}

function isDecisionRecord(
  tops: readonly Part[],
  preamble: readonly string[],
  targets: ReadonlyMap<string, Target>,
): boolean {
  const roles = tops.map((part) => decisionRole(part.heading?.text ?? ""));
  const known = roles.filter((role) => role !== null).length;
  if (roles.includes("outcome") && known >= 2 && known * 2 >= roles.length) return true;
  const hasMetadata = preamble.some((line) =>
    /^\s*([-*+]\s+)?\W{0,2}(status|date)\W{0,3}:\s*\S/i.test(line.slice(0, 200)),
  );
  const isProposal = tops.some(
    (part) => targets.has(headingKey(part.heading?.text ?? "")) && !decisionRole(part.heading?.text ?? ""),
  );
  return hasMetadata && !isProposal && tops.length <= 6;
}

/** What stands around a design rather than in it. */
const isApparatus = (key: string) =>
  /^(table of contents|contents|references|links|further reading|resources|additional resources|change ?log|revision history|document information|glossary|faq|appendix.*)$/.test(
    key,
  );

const headingText = (part: Part) => plainText(part.heading?.text ?? "");
const joinTexts = (...texts: string[]) => texts.filter((text) => text !== "").join("\n\n");

/** The format of a contract document in a fence, or `null` for any other code. */
function contractFormat(language: string, content: string): string | null {
  if (/^(ya?ml|json|openapi|asyncapi)$/.test(language)) {
    if (/^\s{0,4}["']?(openapi|swagger)["']?\s*:\s*["']?\d/m.test(content)) return "openapi";
    if (/^\s{0,4}["']?asyncapi["']?\s*:\s*["']?\d/m.test(content)) return "asyncapi";
  }
  if (/^(proto|protobuf)$/.test(language) && /^\s*(service|message)\s+\w/m.test(content)) return "protobuf";
  if (/^(graphql|gql|sdl)$/.test(language) && /^\s*(extend\s+)?(type|schema|interface|input)\b/m.test(content))
    return "graphql";
  return null;
}
