import type { Spec } from "../spec/definition";
import { textsOf } from "./passages";
import { searchForm, vocabularyOf } from "./words";

/** What the index reads of one state of a design, as words with spaces between them. A title weighs most, names more than texts. */
export type DesignText = { title: string; names: string; texts: string; vocabulary: string[] };

/** Most characters of one design that search reads; PostgreSQL refuses an index entry above 1 MB. */
export const mostDesignText = 200_000;
/** A shorter text is the name of something. */
const longestName = 80;

/** The words of a design: its title, its names and short texts, and the rest. Short texts first, where it is too long for all. */
export function designText(title: string, spec: Spec): DesignText {
  const names: string[] = [];
  const texts: string[] = [];
  for (const { text } of textsOf(spec)) (text.length <= longestName ? names : texts).push(text);
  const short = names.join("\n").slice(0, mostDesignText);
  const long = texts.join("\n").slice(0, mostDesignText - short.length);
  return {
    title: searchForm(title),
    names: searchForm(short),
    texts: searchForm(long),
    vocabulary: vocabularyOf(`${title}\n${short}\n${long}`),
  };
}
