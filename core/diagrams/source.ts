/**
 * What can be said about Mermaid source without parsing it. Everything here is linear in the length of the text, because it
 * stands guard before a parser and a layout that are not.
 */

/** The kinds whose layout is worked out over nodes and edges; its cost grows much faster than the source. */
const graphKinds =
  /^(?:flowchart|graph|classDiagram|stateDiagram|erDiagram|requirement|block|architecture|C4|mindmap|swimlane)/i;

export const sourceLimits = { characters: 60_000, nodes: 250, edges: 400, statements: 1500, depth: 40 };

/** Each line of the source that Mermaid's parser gets to see, by its number from 1: it drops front matter, directives and comments first. */
export function parsedLines(source: string): number[] {
  const text = source.replace(/\r\n?/g, "\n");
  const isDropped = new Uint8Array(text.length);
  const frontMatter = /^\s*---[^\S\n]*\n[\s\S]*?\n[^\S\n]*---[^\S\n]*\n+/.exec(text)?.[0].length ?? 0;
  isDropped.fill(1, 0, frontMatter);
  for (const [start, end] of directives(text)) isDropped.fill(1, start, end + blankAt(text, end));
  for (const { index, 0: found } of text.matchAll(/^[^\S\n]*%%(?!\{)[^\n]*\n?/gm))
    isDropped.fill(1, index, index + found.length);
  const lines: number[] = [];
  let line = 1;
  let isAtStart = true;
  let isEmpty = true;
  for (let at = 0; at <= text.length; at++) {
    const char = text[at];
    const isKept = at < text.length && isDropped[at] === 0;
    if (isKept && char !== "\n") {
      // Blank lines before the first word are trimmed away too.
      if (isAtStart && /\S/.test(char as string)) isAtStart = false;
      if (isEmpty && !isAtStart) lines.push(line);
      isEmpty = isEmpty && isAtStart;
    }
    if (char === "\n" || at === text.length) {
      if (isKept && isEmpty && !isAtStart) lines.push(line);
      // A dropped line end joins what follows to the line before it.
      if (isKept || at === text.length) isEmpty = true;
      line++;
    }
  }
  return lines;
}

/** The source without front matter, directives and comments. */
export function bareSource(source: string): string {
  const text = source
    .replace(/\r\n?/g, "\n")
    .replace(/^\s*---[^\S\n]*\n[\s\S]*?\n[^\S\n]*---[^\S\n]*\n+/, "")
    .replace(/^[^\S\n]*%%(?!\{)[^\n]*$/gm, "");
  let bare = "";
  let from = 0;
  for (const [start, end] of directives(text)) {
    bare += text.slice(from, start);
    from = end;
  }
  return (bare + text.slice(from)).trim();
}

/** Where `%%{ … }%%` stand. By search and not by pattern, which would look to the end of the text from each beginning. */
function directives(text: string): [start: number, end: number][] {
  const found: [number, number][] = [];
  let start = text.indexOf("%%{");
  while (start >= 0) {
    const end = text.indexOf("}%%", start + 3);
    if (end < 0) break;
    found.push([start, end + 3]);
    start = text.indexOf("%%{", end + 3);
  }
  return found;
}

function blankAt(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] as string)) at++;
  return at - from;
}

export type SourceSize = { characters: number; statements: number; nodes: number; edges: number; isGraph: boolean };

const arrow = /(?:<|[ox}|*]{1,2})?(?:-{2,}|={2,}|-\.+-|\.{2,}|-{1,2}\|>?|~{3,})(?:>{1,2}|[ox{|*)]{1,2})?/g;

/** An estimate of how much there is to lay out. It errs on the high side: what it lets pass is small enough. */
export function measureSource(source: string): SourceSize {
  const bare = bareSource(source);
  const statements = bare.split(/[\n;]/).filter((line) => line.trim() !== "");
  const isGraph = graphKinds.test(bare);
  if (!isGraph) return { characters: source.length, statements: statements.length, nodes: 0, edges: 0, isGraph };
  const names = new Set<string>();
  let edges = 0;
  for (const statement of statements.slice(1)) {
    const plain = statement.replace(/"[^"]*"|\|[^|]*\||`[^`]*`/g, " ");
    const ends = plain.split(arrow);
    // `a & b --> c & d` draws every pair.
    let before = 0;
    for (const end of ends) {
      const group = end
        .split("&")
        .map((part) => /[\p{L}\p{N}_.-]+/u.exec(part)?.[0] ?? "")
        .filter(Boolean);
      for (const name of group) names.add(name);
      if (before > 0) edges += before * Math.max(1, group.length);
      before = group.length;
    }
    if (/^\s*(?:Bi)?Rel(?:_\w+)?\s*\(/.test(statement)) edges++;
  }
  return { characters: source.length, statements: statements.length, nodes: names.size, edges, isGraph };
}

/** Why this source is not drawn, with its size, the limit and what to do, or `null` where it may be drawn. */
export function drawingBlocker(source: string): string | null {
  const count = (number: number) => number.toLocaleString("en");
  const split = "Split it into several diagrams.";
  // Measuring is linear, but not free; beyond this nothing could be small enough.
  if (source.length <= 20 * sourceLimits.characters) {
    const { statements, nodes, edges, isGraph } = measureSource(source);
    if (isGraph && nodes > sourceLimits.nodes)
      return `This diagram has about ${count(nodes)} nodes; up to ${count(sourceLimits.nodes)} are drawn. Split it, or fold parts of it into one node.`;
    if (isGraph && edges > sourceLimits.edges)
      return `This diagram has about ${count(edges)} connections; up to ${count(sourceLimits.edges)} are drawn. ${split}`;
    if (statements > sourceLimits.statements)
      return `This diagram has ${count(statements)} statements; up to ${count(sourceLimits.statements)} are drawn. ${split}`;
  }
  if (source.length > sourceLimits.characters)
    return `This diagram has ${count(source.length)} characters; up to ${count(sourceLimits.characters)} are drawn. ${split}`;
  if (nestingDepth(source) > sourceLimits.depth)
    return `This diagram is nested ${count(nestingDepth(source))} levels deep; up to ${sourceLimits.depth} are drawn.`;
  return null;
}

function nestingDepth(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (const line of source.split("\n")) {
    const word = /^\s*(\w+)/.exec(line)?.[1];
    const opens =
      word === "subgraph" || word === "loop" || word === "alt" || word === "opt" || word === "par" || word === "rect";
    if (opens || /\{\s*$/.test(line)) depth++;
    else if (word === "end" || /^\s*\}/.test(line)) depth = Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
