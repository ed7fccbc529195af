import { letterDistance } from "@/core/search/typo";
import { fold, wordsOf } from "@/core/search/words";

/**
 * How well a name answers what was typed, 0 for not at all: every typed word must begin a word of the name, stand inside one, or be
 * one letter off. A name that begins with what was typed comes before all others.
 */
export function matchScore(name: string, typed: string): number {
  const asked = foldedWords(typed);
  if (asked.length === 0) return 1;
  const words = foldedWords(name);
  let score = 0;
  for (const word of asked) {
    const best = Math.max(0, ...words.map((candidate) => wordScore(candidate, word)));
    if (best === 0) return 0;
    score += best;
  }
  const begins = words.join(" ").startsWith(asked.join(" ")) ? 2 : 1;
  return (score / asked.length) * begins;
}

const foldedWords = (text: string): string[] => [...wordsOf(text)].map(({ forms }) => forms[0] ?? fold(text));

function wordScore(candidate: string, typed: string): number {
  if (candidate === typed) return 1;
  if (candidate.startsWith(typed)) return 0.9;
  if (candidate.includes(typed)) return 0.5;
  if (typed.length >= 4 && letterDistance(candidate.slice(0, typed.length + 1), typed) <= 1) return 0.4;
  return typed.length >= 4 && letterDistance(candidate.slice(0, typed.length), typed) <= 1 ? 0.4 : 0;
}
