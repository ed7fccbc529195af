/**
 * Approximate matching by bits: the columns of the edit-distance table are kept as differences, thirty-two rows to a word, so a
 * step costs a dozen operations for every thirty-two characters of the pattern. G. Myers, "A fast bit-vector algorithm for
 * approximate string matching based on dynamic programming", Journal of the ACM 46 (1999), in the form for patterns longer than
 * a word of H. Hyyrö (2003). Written here rather than taken from a package: the one that does it is a file of this size that has
 * rested for years, and finds every match where the best few are wanted.
 */
const wordSize = 32;

type Pattern = { length: number; words: number; rows: Map<number, Int32Array>; lastBit: number };

function readPattern(pattern: string): Pattern {
  const words = Math.max(1, Math.ceil(pattern.length / wordSize));
  const rows = new Map<number, Int32Array>();
  for (let at = 0; at < pattern.length; at++) {
    const code = pattern.charCodeAt(at);
    const row = rows.get(code) ?? new Int32Array(words);
    row[at >> 5] = (row[at >> 5] ?? 0) | (1 << (at & 31));
    rows.set(code, row);
  }
  return { length: pattern.length, words, rows, lastBit: 1 << ((pattern.length - 1) & 31) };
}

/**
 * The least number of insertions, deletions and replacements that turn the pattern into a piece of the text that ends at each
 * place: entry `i` is for pieces that end before character `i`. With `isAnchored` the piece begins where the text does.
 */
export function distancesByEnd(pattern: string, text: string, isAnchored = false): Uint16Array {
  const { length, words, rows, lastBit } = readPattern(pattern);
  const positive = new Int32Array(words).fill(-1);
  const negative = new Int32Array(words);
  const distances = new Uint16Array(text.length + 1);
  let distance = length;
  distances[0] = distance;
  if (length === 0) return isAnchored ? distances.map((_, index) => index) : distances;
  for (let column = 0; column < text.length; column++) {
    const row = rows.get(text.charCodeAt(column));
    let carry = isAnchored ? 1 : 0;
    for (let word = 0; word < words; word++) {
      const pv = positive[word] ?? 0;
      const mv = negative[word] ?? 0;
      let equal = row ? (row[word] ?? 0) : 0;
      const xv = equal | mv;
      if (carry < 0) equal |= 1;
      // The sum may have 33 bits; a double holds them, and the operators take the lower 32.
      const xh = ((((equal & pv) >>> 0) + (pv >>> 0)) ^ pv) | equal;
      let ph = mv | ~(xh | pv);
      let mh = pv & xh;
      const high = word === words - 1 ? lastBit : 1 << 31;
      const out = (ph & high) !== 0 ? 1 : (mh & high) !== 0 ? -1 : 0;
      ph <<= 1;
      mh <<= 1;
      if (carry < 0) mh |= 1;
      else if (carry > 0) ph |= 1;
      positive[word] = mh | ~(xv | ph);
      negative[word] = ph & xv;
      carry = out;
    }
    distance += carry;
    distances[column + 1] = distance;
  }
  return distances;
}

/** How alike two short texts are, 1 for equal and 0 for nothing in common, by their edit distance. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const longest = Math.max(a.length, b.length);
  return 1 - (distancesByEnd(a, b, true)[b.length] ?? longest) / longest;
}

export type Range = { start: number; end: number };

/**
 * The few places of the text that read most like the pattern, best first, none over another, each with its likeness from
 * `least` to 1. Of equally good ones those nearest to `near` come first.
 */
export function findAlike(
  pattern: string,
  text: string,
  options: { near: number; least: number; most: number },
): (Range & { likeness: number })[] {
  const { near, least, most } = options;
  const limit = Math.floor(pattern.length * (1 - least));
  const distances = distancesByEnd(pattern, text);
  const ends: number[] = [];
  for (let end = 1; end < distances.length; end++) {
    const here = distances[end] ?? limit + 1;
    const isLowest = here <= (distances[end - 1] ?? 0) && here < (distances[end + 1] ?? Number.POSITIVE_INFINITY);
    if (here <= limit && isLowest) ends.push(end);
  }
  const away = (end: number) => Math.abs(end - pattern.length - near);
  ends.sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0) || away(a) - away(b) || a - b);
  const found: (Range & { likeness: number })[] = [];
  // Beside one good place lie many that are nearly as good and overlap it; they are not worth looking at one by one.
  for (const end of ends.slice(0, most * 20)) {
    if (found.length === most) break;
    if (found.some((other) => end > other.start && end - pattern.length < other.end - 1)) continue;
    const start = startOf(pattern, text, end, distances[end] ?? 0);
    if (start < end) found.push({ start, end, likeness: 1 - (distances[end] ?? 0) / pattern.length });
  }
  return found;
}

/** Where the piece begins that ends at `end` with this distance: the same, read backwards. */
function startOf(pattern: string, text: string, end: number, distance: number): number {
  const from = Math.max(0, end - pattern.length - distance);
  const reversed = [...splitUnits(text.slice(from, end))].reverse().join("");
  const backwards = distancesByEnd([...splitUnits(pattern)].reverse().join(""), reversed, true);
  let best = 0;
  for (let length = 1; length < backwards.length; length++) {
    const here = backwards[length] ?? Number.POSITIVE_INFINITY;
    const before = backwards[best] ?? Number.POSITIVE_INFINITY;
    const isNearer = Math.abs(length - pattern.length) < Math.abs(best - pattern.length);
    if (here < before || (here === before && isNearer)) best = length;
  }
  return end - best;
}

/** By UTF-16 units and not by characters: places in a text are counted in units. */
const splitUnits = (text: string) => text.split("");
