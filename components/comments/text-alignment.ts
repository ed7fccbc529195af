import { wordHunks } from "@/core/versions/diff";

type Segment = { source: number; shown: number; length: number };

/** Which characters of a source and of what is shown of it are the same. */
export type Alignment = {
  /** Where a passage of the shown text stands in the source; `null` for one that consists of markup alone. */
  toSource: (from: number, to: number) => { from: number; to: number } | null;
  /** Where a passage of the source stands in the shown text. */
  toShown: (from: number, to: number) => { from: number; to: number } | null;
};

/** Longer texts are compared only where they are equal; comparing them word by word would be felt. */
const comparedAtMost = 60_000;

/**
 * Lays a source beside its rendering, such as Markdown beside its text. Rendering leaves markup out and adds little, so the words
 * both have in common, in their order, say which is which.
 */
export function alignTexts(source: string, shown: string): Alignment {
  const segments = source === shown ? [{ source: 0, shown: 0, length: source.length }] : compare(source, shown);
  return {
    toSource: (from, to) => project(segments, from, to, "shown", "source"),
    toShown: (from, to) => project(segments, from, to, "source", "shown"),
  };
}

function compare(source: string, shown: string): Segment[] {
  if (source.length > comparedAtMost || shown.length > comparedAtMost) return [];
  const segments: Segment[] = [];
  let at = { source: 0, shown: 0 };
  for (const { kind, text } of wordHunks(source, shown)) {
    const { length } = text;
    if (kind === "same") segments.push({ ...at, length });
    at = {
      source: at.source + (kind === "added" ? 0 : length),
      shown: at.shown + (kind === "removed" ? 0 : length),
    };
  }
  return segments;
}

type Side = "source" | "shown";

/** From the first to the last character of the passage that both texts have. */
function project(segments: readonly Segment[], from: number, to: number, here: Side, there: Side) {
  let start: number | null = null;
  let end = 0;
  for (const segment of segments) {
    const first = Math.max(from, segment[here]);
    const last = Math.min(to, segment[here] + segment.length);
    if (first >= last) continue;
    start ??= segment[there] + (first - segment[here]);
    end = segment[there] + (last - segment[here]);
  }
  return start === null ? null : { from: start, to: end };
}
