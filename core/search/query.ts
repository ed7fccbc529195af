import { LintelError } from "../errors";
import { fold, type Word, wordsOf } from "./words";

/** What one searches for: a word or a phrase that a text must hold, or must not. */
export type Term = {
  /** As it was typed, without quotes and minus. */
  text: string;
  /** Folded, in order; more than one is a phrase. */
  words: string[];
  isExcluded: boolean;
  /** Whether the (only) word may go on: the last one, while it is typed. */
  isPrefix: boolean;
};

/** Most characters and terms of a search. */
export const longestSearch = 200;
export const mostTerms = 10;
/** Shorter beginnings are begun by too many words. */
const shortestPrefix = 3;

/**
 * Reads what somebody typed: words, `"phrases in quotes"`, `-exclusions`. Never fails for odd characters, which separate words;
 * refuses with `invalid` what is too long or has nothing to look for.
 */
export function parseSearch(text: string): Term[] {
  if (text.length > longestSearch) throw invalid(`A search has at most ${longestSearch} characters.`);
  const terms: Term[] = [];
  for (const match of text.matchAll(/(-?)"([^"]*)("?)|(-?)([^\s"]+)/g)) {
    const [, phraseMinus, phrase, , wordMinus, word] = match;
    const isExcluded = (phraseMinus || wordMinus) === "-";
    const typed = phrase ?? word ?? "";
    const words = [...wordsOf(typed)];
    const isLast = phrase === undefined && match.index + match[0].length === text.length;
    if (phrase === undefined) terms.push(...wordTerms(typed, words, isExcluded, isLast));
    else if (words.length > 0)
      terms.push({ text: phrase.trim(), words: words.flatMap(partsOf), isExcluded, isPrefix: false });
  }
  if (terms.length > mostTerms) throw invalid(`A search has at most ${mostTerms} words and phrases.`);
  if (terms.length === 0) throw invalid("Type a word to look for.");
  if (terms.every(({ isExcluded }) => isExcluded))
    throw invalid("Everything here is excluded. Add a word that the text must have.");
  return terms;
}

/** `a/b` is two words that both must be there; `orderCreated` is its parts and `注文` its characters, one after the other. */
function wordTerms(typed: string, words: Word[], isExcluded: boolean, isLast: boolean): Term[] {
  const terms: (Term & { end: number })[] = [];
  for (const word of words) {
    const parts = partsOf(word);
    const before = terms.at(-1);
    if (parts.length === 0) continue;
    if (before?.end === word.start) {
      before.text += typed.slice(word.start, word.end);
      before.words.push(...parts);
      before.end = word.end;
    } else
      terms.push({ text: typed.slice(word.start, word.end), words: parts, isExcluded, isPrefix: false, end: word.end });
  }
  const last = terms.at(-1);
  if (last && isLast && last.end === typed.length && last.words.length === 1)
    last.isPrefix = !isExcluded && (last.words[0] ?? "").length >= shortestPrefix;
  return terms.map(({ end: _, ...term }) => term);
}

/** Of `OrderCreated` the parts; the index has them one after the other in every spelling. */
const partsOf = ({ forms }: Word): string[] => (forms.length > 1 ? forms.slice(1) : forms).map(fold).filter(Boolean);

const invalid = (message: string) => new LintelError("invalid", message, { fields: [{ path: "q", message }] });
