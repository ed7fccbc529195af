import { contextLength, maxQuote, type Quote } from "./anchor";
import { findAlike, likeness, type Range } from "./approximate";

/**
 * What counts how much when a place in a text is compared with what an anchor remembers. The words themselves say most; what
 * stands around them tells equal passages apart; the position only decides between places that are alike in everything else.
 */
export const weights = { quote: 50, before: 20, after: 20, position: 2 } as const;
/** Places that score less are no better than chance: half of the words without their surroundings, or the reverse. */
export const minimumScore = 0.5;
/** Least likeness of the words themselves. Below it a place is not the passage, however well its surroundings fit. */
export const minimumLikeness = 0.4;
/** The passage must share at least such a run of characters with its quote (or all of a shorter one): scattered letters prove nothing. */
export const minimumRun = 4;
/** A place that scores this much is not weighed against others that only read alike. */
const sureScore = 0.85;
/** Words that were edited are never as certain as words that were not. */
const mostForEdited = 0.95;
/** A second place that scores nearly as well halves the trust in the first. */
const rivalMargin = 0.03;
const rivalFactor = 0.6;
/** Edited words are taken for the passage, although the same words stand elsewhere, only with this lead… */
const leadOverExact = 0.1;
/** …and from this length on: a short quote reads like many things. */
const leastOverExact = 12;
/** Passages of so many characters are hardly ever written twice by chance. */
const tellingLength = 24;
const leastForTelling = 0.9;

const mostOccurrences = 64;
const mostAlike = 5;
/** Texts up to this length are read as a whole; in longer ones only what lies around pieces of the quote. */
const wholeText = 8000;
const pieces = 16;
const pieceLength = 8;
const mostWindows = 6;

export type Candidate = Range & { score: number; isExact: boolean };

/** The quote of a piece of text with what stands around it. Ends are moved out of surrogate pairs, and in from white space. */
export function quoteOf(text: string, start: number, end: number): Quote | null {
  let [from, to] = [Math.max(0, Math.min(start, end)), Math.min(text.length, Math.max(start, end))];
  while (from < to && /\s/.test(text[from] ?? "")) from++;
  while (to > from && /\s/.test(text[to - 1] ?? "")) to--;
  if (from > 0 && isLow(text, from)) from--;
  to = Math.min(to, from + maxQuote);
  if (isLow(text, to)) to--;
  if (from >= to) return null;
  const { before, after } = around(text, from, to);
  return { exact: text.slice(from, to), before, after, start: from };
}

function around(text: string, start: number, end: number): { before: string; after: string } {
  const from = Math.max(0, start - contextLength);
  const to = Math.min(text.length, end + contextLength);
  return {
    before: text.slice(isLow(text, from) ? from + 1 : from, start),
    after: text.slice(end, isLow(text, to) ? to - 1 : to),
  };
}

/** Whether a cut here would part the two halves of a character. */
function isLow(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at > 0 && at < text.length && code >= 0xdc00 && code <= 0xdfff;
}

/** Where a quote stands in a text, as it was or edited; `null` where nothing in the text is like it. */
export function findQuote(quote: Quote, text: string): { range: Range; certainty: number; isExact: boolean } | null {
  const { exact, before, after, start } = quote;
  if (readsAt(text, start, quote)) return { range: { start, end: start + exact.length }, certainty: 1, isExact: true };
  const whole = nearest(text, before + exact + after, start - before.length, 2);
  // All that the anchor remembers, word for word, and only once.
  if (whole.length === 1 && before.length + after.length >= contextLength / 2) {
    const from = (whole[0] ?? 0) + before.length;
    return { range: { start: from, end: from + exact.length }, certainty: 1, isExact: true };
  }
  const places = nearest(text, exact, start, mostOccurrences);
  const candidates = places.map((from) => scored(quote, text, { start: from, end: from + exact.length }, 1));
  if (!candidates.some(({ score }) => score >= sureScore)) candidates.push(...alike(quote, text));
  return choose(quote, candidates);
}

function readsAt(text: string, start: number, { exact, before, after }: Quote): boolean {
  return (
    text.startsWith(exact, start) &&
    text.startsWith(before, start - before.length) &&
    text.startsWith(after, start + exact.length)
  );
}

/** The best candidate, with how sure it is: its score, less where another one is nearly as good. */
function choose(quote: Quote, candidates: Candidate[]) {
  const ranked = candidates.toSorted(
    (a, b) =>
      b.score - a.score || Math.abs(a.start - quote.start) - Math.abs(b.start - quote.start) || a.start - b.start,
  );
  const exact = ranked.find(({ isExact }) => isExact);
  const mayBeEdited = quote.exact.length >= leastOverExact;
  const leader = ranked[0];
  const isLed = leader && exact && !(mayBeEdited && leader.score >= exact.score + leadOverExact);
  const best = isLed ? exact : leader;
  if (!best) return null;
  const rival = ranked.find((other) => other !== best && (other.start >= best.end || other.end <= best.start));
  const isTelling = best.isExact && !rival && quote.exact.length >= tellingLength;
  const trust = best.isExact
    ? Math.max(best.score, isTelling ? leastForTelling : 0)
    : Math.min(best.score, mostForEdited);
  const certainty = rival && best.score - rival.score < rivalMargin ? trust * rivalFactor : trust;
  return { range: { start: best.start, end: best.end }, certainty, isExact: best.isExact };
}

function scored(quote: Quote, text: string, range: Range, alikeness: number): Candidate {
  const found = around(text, range.start, range.end);
  const far = Math.abs(range.start - quote.start) / Math.max(1, text.length, quote.start);
  return {
    ...range,
    isExact: alikeness === 1,
    score: scoreOf(alikeness, likeBefore(quote.before, found.before), likeness(quote.after, found.after), 1 - far),
  };
}

// What stands before is compared from the passage outwards, as what stands after is.
const likeBefore = (a: string, b: string) => (a === b ? 1 : likeness(backwards(a), backwards(b)));
const backwards = (text: string) => text.split("").reverse().join("");

/** The weighted mean of what fits, from 0 to 1. */
export function scoreOf(quote: number, before: number, after: number, position: number): number {
  const all = weights.quote + weights.before + weights.after + weights.position;
  return (weights.quote * quote + weights.before * before + weights.after * after + weights.position * position) / all;
}

/** Places that read like the quote without being it. */
function alike(quote: Quote, text: string): Candidate[] {
  const { exact, start } = quote;
  if (exact.length < minimumRun) return [];
  const found: Candidate[] = [];
  for (const { start: from, end: to } of windows(exact, text, start)) {
    const part = text.slice(from, to);
    for (const place of findAlike(exact, part, { near: start - from, least: minimumLikeness, most: mostAlike })) {
      const range = { start: from + place.start, end: from + place.end };
      if (place.likeness === 1 || !sharesRun(exact, text.slice(range.start, range.end))) continue;
      const candidate = scored(quote, text, range, place.likeness);
      if (candidate.score >= minimumScore) found.push(candidate);
    }
  }
  return found;
}

/**
 * The parts of a text in which something like the quote may stand: all of a short one; of a long one what lies around pieces of
 * the quote that it still has, most pieces first, and around the old position. A passage of which no piece of eight characters
 * is left, in a text of pages, is lost: to find it would cost more than it is worth.
 */
function windows(exact: string, text: string, near: number): Range[] {
  if (text.length <= wholeText) return [{ start: 0, end: text.length }];
  const reach = exact.length + contextLength;
  const votes = new Map<number, number>();
  const length = Math.min(pieceLength, exact.length);
  const step = Math.max(1, Math.floor((exact.length - length) / pieces));
  for (let at = 0; at + length <= exact.length; at += step)
    for (const place of nearest(text, exact.slice(at, at + length), near + at, 8)) {
      const bucket = Math.floor((place - at) / reach);
      votes.set(bucket, (votes.get(bucket) ?? 0) + 1);
    }
  const old = Math.floor(near / reach);
  votes.set(old, (votes.get(old) ?? 0) + 0.5);
  return [...votes]
    .sort(([a, votesA], [b, votesB]) => votesB - votesA || Math.abs(a - old) - Math.abs(b - old) || a - b)
    .slice(0, mostWindows)
    .map(([bucket]) => ({
      start: Math.max(0, (bucket - 1) * reach),
      end: Math.min(text.length, (bucket + 3) * reach),
    }))
    .filter(({ start, end }) => start < end);
}

function sharesRun(a: string, b: string): boolean {
  for (let at = 0; at + minimumRun <= a.length; at++) if (b.includes(a.slice(at, at + minimumRun))) return true;
  return false;
}

/** Where `part` occurs, at most `most` times, those nearest to `near` on either side. */
export function nearest(text: string, part: string, near: number, most: number): number[] {
  if (part === "") return [];
  const places: number[] = [];
  let at = text.indexOf(part, Math.max(0, near));
  for (let count = 0; at >= 0 && count < most; count++) {
    places.push(at);
    at = text.indexOf(part, at + 1);
  }
  if (near > 0) {
    at = text.lastIndexOf(part, near - 1);
    for (let count = 0; at >= 0 && count < most; count++) {
      places.push(at);
      at = at === 0 ? -1 : text.lastIndexOf(part, at - 1);
    }
  }
  return places.sort((a, b) => Math.abs(a - near) - Math.abs(b - near) || a - b).slice(0, most);
}
