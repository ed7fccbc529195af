import { specDefinition } from "../spec/definition";
import type { Definition, FieldValues } from "../spec/field";
import { withoutGuidance } from "../spec/guidance";
import { walkSpec } from "../spec/path";
import { optionLabel } from "../spec/value";
import type { Word } from "./words";

/** A piece of a text with the places in it, from and to, that answer the search. Plain text: who shows it escapes it. */
export type Passage = { text: string; marks: [start: number, end: number][] };

/** A text of a design and where it stands. */
export type PlacedText = { path: string; text: string };
export type Found = PlacedText & { passage: Passage; terms: number };

/** What a search looks for in a text. */
export type Matcher = {
  /** The words of the text that may answer it. */
  words: (text: string) => readonly Word[];
  /** Which of the search's terms, by number, a form of a word answers; `null` for none. */
  term: (form: string) => number | null;
};

const longestPassage = 200;
const before = 60;
/** Words of one text that are looked at closely; more matches make a passage no better. */
const mostMatches = 40;

/** Every text of the author's that a reader may search for, in the order of the form; a template's open questions are none. */
export function textsOf(
  spec: { readonly [section: string]: FieldValues },
  definition: Definition = specDefinition,
): PlacedText[] {
  const texts: PlacedText[] = [];
  walkSpec(
    spec,
    (path, field, filled) => {
      const value = typeof filled === "string" ? withoutGuidance(filled) : filled;
      if (value === "" || (Array.isArray(value) && value.length === 0)) return;
      if (field.kind === "text" || field.kind === "markdown" || field.kind === "code" || field.kind === "date")
        texts.push({ path, text: value as string });
      if (field.kind === "choice") texts.push({ path, text: optionLabel(field, value as string) });
      if (field.kind === "choices")
        texts.push({ path, text: (value as string[]).map((choice) => optionLabel(field, choice)).join(", ") });
    },
    definition,
  );
  return texts;
}

/**
 * The best passages of several texts, most of the search's words first, then in the order given; of two texts that answer
 * alike the shorter one, which is a name. At most `most`, of different texts.
 */
export function findPassages(texts: readonly PlacedText[], matcher: Matcher, most: number): Found[] {
  const found: (Found & { order: number })[] = [];
  const known = new Set<string>();
  for (const [order, placed] of texts.entries()) {
    const best = passageOf(placed.text, matcher);
    if (!best) continue;
    const key = best.passage.text;
    if (known.has(key)) continue;
    known.add(key);
    found.push({ ...placed, ...best, order });
  }
  const isName = (entry: Found) => (entry.text.length <= 80 ? 0 : 1);
  found.sort((a, b) => b.terms - a.terms || isName(a) - isName(b) || a.order - b.order);
  return found.slice(0, most).map(({ order: _, ...entry }) => entry);
}

/** The passage of a text that answers most words of the search, or `null`. */
export function passageOf(text: string, matcher: Matcher): { passage: Passage; terms: number } | null {
  const hits: { word: Word; term: number }[] = [];
  for (const word of matcher.words(text)) {
    const term = firstTerm(word, matcher);
    if (term !== null && hits.push({ word, term }) >= mostMatches) break;
  }
  if (hits.length === 0) return null;
  let best = { from: 0, terms: 0 };
  for (const [from, hit] of hits.entries()) {
    const terms = new Set<number>();
    for (let at = from; at < hits.length; at++) {
      const other = hits[at];
      if (!other || other.word.end - hit.word.start > longestPassage - before) break;
      terms.add(other.term);
    }
    if (terms.size > best.terms) best = { from, terms: terms.size };
  }
  const start = startOf(text, hits[best.from]?.word.start ?? 0);
  const end = endOf(text, start);
  const shown = hits.filter(({ word }) => word.start >= start && word.end <= end).map(({ word }) => word);
  return { passage: cut(text, start, end, shown), terms: best.terms };
}

function firstTerm({ forms }: Word, matcher: Matcher): number | null {
  for (const form of forms) {
    const term = matcher.term(form);
    if (term !== null) return term;
  }
  return null;
}

/** A little before the first match: at the start of its line or sentence where one is near, else between two words. */
function startOf(text: string, match: number): number {
  const from = Math.max(0, match - before);
  const head = text.slice(from, match);
  const line = Math.max(head.lastIndexOf("\n"), head.lastIndexOf(". ") + 1);
  if (line > 0) return from + line + 1;
  if (from === 0) return 0;
  const space = head.indexOf(" ");
  return space < 0 ? match : from + space + 1;
}

function endOf(text: string, start: number): number {
  if (text.length - start <= longestPassage) return text.length;
  const space = text.lastIndexOf(" ", start + longestPassage);
  const end = space > start + longestPassage / 2 ? space : start + longestPassage;
  // Never half of a character that takes two units.
  return /[\ud800-\udbff]/.test(text[end - 1] ?? "") ? end - 1 : end;
}

function cut(text: string, start: number, end: number, words: readonly Word[]): Passage {
  const lead = start > 0 ? "… " : "";
  const tail = end < text.length ? " …" : "";
  const shift = lead.length - start;
  // One character for another, so that the marks stay where they are.
  const body = text.slice(start, end).replace(/[\n\t]/g, " ");
  return {
    text: lead + body.trimEnd() + tail,
    marks: words.map((word) => [word.start + shift, word.end + shift]),
  };
}
