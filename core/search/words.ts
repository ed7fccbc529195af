/** A word as it stands in a text, with the forms of it that search compares. */
export type Word = { start: number; end: number; forms: string[] };

/** Longer ones are keys, hashes and encoded files, which nobody types. */
const longestWord = 60;

// Snake case stays together; characters of scripts that write no spaces are words of their own.
const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+(?:_+(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+)*/gu;
const plainPattern = /[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)*/g;
const hump = /_|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII, to take the quick way
const ascii = /^[\u0000-\u007f]*$/;

/** The words of a text in their order. `OrderCreated` and `order_created` have the forms `ordercreated`, `order` and `created`. */
export function* wordsOf(text: string): Generator<Word> {
  for (const match of text.matchAll(ascii.test(text) ? plainPattern : wordPattern)) {
    const [word] = match;
    if (word.length > longestWord) continue;
    yield { start: match.index, end: match.index + word.length, forms: formsOf(word) };
  }
}

/**
 * The words of a text that may answer a search, without looking at all the others: those that hold one of `heads`, beginnings of
 * folded words. At most `most`.
 */
export function wordsWith(text: string, heads: RegExp, most: number): Word[] {
  const words: Word[] = [];
  // A folded beginning does not stand in a text with accents as it is.
  if (!ascii.test(text)) {
    for (const word of wordsOf(text)) {
      if (word.forms.some((form) => form.search(heads) === 0)) words.push(word);
      if (words.length >= most) break;
    }
    return words;
  }
  for (const { index } of text.matchAll(heads)) {
    if (index < (words.at(-1)?.end ?? 0)) continue;
    let start = index;
    while (start > 0 && isWordCode(text.charCodeAt(start - 1))) start--;
    let end = index;
    while (end < text.length && isWordCode(text.charCodeAt(end))) end++;
    // An underscore belongs to a word only between two letters.
    while (text[start] === "_") start++;
    while (text[end - 1] === "_") end--;
    if (end > start && end - start <= longestWord) words.push({ start, end, forms: formsOf(text.slice(start, end)) });
    if (words.length >= most) break;
  }
  return words;
}

const isWordCode = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95;

function formsOf(word: string): string[] {
  const parts = /[A-Z_]|[^\u0020-\u007e]/.test(word) ? word.split(hump).filter(Boolean) : [word];
  return parts.length > 1 ? [fold(word.replaceAll("_", "")), ...parts.map(fold)] : [fold(word)];
}

/** Lower case, without accents and ligatures. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (ascii.test(lower)) return lower;
  return lower
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** A text as it is given to the index: all forms of its words, spaces between them. */
export function searchForm(text: string): string {
  const forms: string[] = [];
  for (const word of wordsOf(text)) forms.push(...word.forms);
  return forms.filter(Boolean).join(" ");
}

/** The words of a text that a mistyped one may be corrected to, each once. */
export function vocabularyOf(text: string): string[] {
  const words = new Set<string>();
  for (const { forms } of wordsOf(text))
    for (const form of forms) if (form.length >= 4 && form.length <= 32 && !/\d/.test(form)) words.add(form);
  return [...words].sort();
}
