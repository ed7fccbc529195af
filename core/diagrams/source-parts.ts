import { bareSource } from "./source";

/** What a diagram's source names: words that may be the id of a node, and what is joined to what, as `from to`. */
export type SourceParts = { nodes: ReadonlySet<string>; edges: ReadonlySet<string> };

export const edgeKey = (from: string, to: string) => `${from}\n${to}`;

/** Beyond this the source is not looked through; nothing of this size is drawn either. */
const mostCharacters = 200_000;
const mostEdges = 5000;

// Flowcharts and classes join by two strokes or more, sequences by one with a head. A stroke alone may be part of an id.
const arrow =
  /(?:<|[ox}|*]{1,2})?(?:<<)?(?:-{1,2}(?:>>?|[)]|\|>?)|-{2,}[x>]?|={2,}|-\.+-|\.{2,}|~{3,}|-x\s)(?:>{1,2}|[ox{|*)]{1,2}|[+-](?=[\p{L}\p{N}_]))?/gu;
const word = /[\p{L}\p{N}_](?:[\p{L}\p{N}_.]|-(?=[\p{L}\p{N}_]))*/gu;

/**
 * Nodes and edges by the ids in the Mermaid source, without parsing it: every word outside of quotes and labels counts as a node,
 * and the words on both sides of an arrow as its ends. That errs towards finding, so that a note at a node is given up only
 * when its id has gone from the source. Linear in the length of the source.
 */
export function sourceParts(source: string): SourceParts {
  const nodes = new Set<string>();
  const edges = new Set<string>();
  if (source.length > mostCharacters) return { nodes, edges };
  for (const statement of bareSource(source).split(/[\n;]/)) {
    const plain = statement.replace(/"[^"]*"|\|[^|]*\||`[^`]*`/g, " ");
    for (const [name] of plain.matchAll(word)) nodes.add(name);
    const call = /^\s*(?:Bi)?Rel(?:_\w+)?\s*\(\s*([^\s,()]+)\s*,\s*([^\s,()]+)/.exec(plain);
    if (call) edges.add(edgeKey(call[1] ?? "", call[2] ?? ""));
    const groups = plain.split(arrow).map(endsIn);
    for (let index = 1; index < groups.length; index++)
      for (const from of groups[index - 1] ?? [])
        for (const to of groups[index] ?? []) if (edges.size < mostEdges) edges.add(edgeKey(from, to));
  }
  return { nodes, edges };
}

/** The ids a side of an arrow names: `a & b` are two, and a shape or a message behind an id is no part of it. */
function endsIn(side: string): string[] {
  return side.split("&").flatMap((part) => {
    const [first] = part.trim().match(word) ?? [];
    return first ? [first] : [];
  });
}
