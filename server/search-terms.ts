import { sql } from "drizzle-orm";
import { LintelError } from "@/core/errors";
import type { Matcher } from "@/core/search/passages";
import type { Term } from "@/core/search/query";
import { closestWord } from "@/core/search/typo";
import { wordsWith } from "@/core/search/words";
import type { Context } from "@/server/context";

type Store = Pick<Context, "db" | "sql">;

/** A term as PostgreSQL asks for it, in the notation of `tsquery`. */
export type TermQuery = {
  isExcluded: boolean;
  /** The stems it asks for, and the beginning of a word it is satisfied with. */
  stems: string[];
  prefix: string | null;
  exact: string;
  /** Without the order of a phrase, which the index does not know. */
  loose: string;
  /** In the title; see `titleMarks`. */
  title: string;
};

/** Texts and stems depend on nothing but the word. */
const keptQueries = new Map<string, string>();
const keptStems = new Map<string, string>();
const mostKept = 50_000;

function keep(kept: Map<string, string>, key: string, value: string): void {
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, value);
}

/** The queries for terms. Words that are in every text ("the") ask for nothing; a search of these alone is `invalid`. */
export async function readTerms(context: Store, terms: readonly Term[]): Promise<TermQuery[]> {
  const phrases = terms.map(({ words }) => words.join(" "));
  const missing = [...new Set(phrases.filter((phrase) => !keptQueries.has(phrase)))];
  if (missing.length > 0) {
    const rows = await context.sql<{ phrase: string; query: string }[]>`
      select phrase, phraseto_tsquery('english', phrase)::text as query from unnest(${missing}::text[]) as phrase`;
    for (const { phrase, query } of rows) keep(keptQueries, phrase, query);
  }
  const queries = terms.flatMap((term, index) => readTerm(term, keptQueries.get(phrases[index] ?? "") ?? ""));
  if (queries.every(({ isExcluded }) => isExcluded)) {
    const message = "These words are in nearly every text. Add one that says more.";
    throw new LintelError("invalid", message, { fields: [{ path: "q", message }] });
  }
  return queries;
}

function readTerm({ words, isExcluded, isPrefix }: Term, stemmed: string): TermQuery[] {
  const prefix = isPrefix ? (words[0] ?? null) : null;
  // Folded words are letters and digits, so nothing in them can end the quotes.
  const exact = [stemmed, prefix && `'${prefix}':*`].filter(Boolean).join(" | ");
  if (exact === "") return [];
  const stems = [...stemmed.matchAll(/'([^']*)'/g)].map(([, stem]) => stem ?? "");
  const title = exact.replace(/<(-|\d+)>/g, "&").replace(/'([^']*)'/g, "'t:$1'");
  return [{ isExcluded, stems, prefix, exact, loose: exact.replace(/<(-|\d+)>/g, "&"), title }];
}

/** What of these texts answers the search, word for word as PostgreSQL would say. */
export async function matcherOf(
  context: Store,
  queries: readonly TermQuery[],
  texts: readonly string[],
): Promise<Matcher> {
  const wanted = new Map<string, number>();
  const prefixes: { prefix: string; term: number }[] = [];
  for (const [term, { isExcluded, stems, prefix }] of queries.entries()) {
    if (isExcluded) continue;
    for (const stem of stems) wanted.set(stem, term);
    if (prefix) prefixes.push({ prefix, term });
  }
  // A word begins like its stem, but for the last letter. Folded words hold nothing that means something in a pattern.
  const heads = [
    ...[...wanted.keys()].map((stem) => stem.slice(0, Math.max(2, stem.length - 1))),
    ...prefixes.map(({ prefix }) => prefix),
  ];
  const pattern = new RegExp(heads.join("|"), "gi");
  const words = new Map(texts.map((text) => [text, wordsWith(text, pattern, mostCandidates)]));
  await learnStems(context, [...new Set([...words.values()].flatMap((each) => each.flatMap(({ forms }) => forms)))]);
  return {
    words: (text) => words.get(text) ?? [],
    term: (form) =>
      wanted.get(keptStems.get(form) ?? "") ?? prefixes.find(({ prefix }) => form.startsWith(prefix))?.term ?? null,
  };
}

/** Words of one text that are looked at. */
const mostCandidates = 60;

async function learnStems({ sql: query }: Store, words: readonly string[]): Promise<void> {
  const missing = words.filter((word) => !keptStems.has(word));
  if (missing.length === 0) return;
  const rows = await query<{ word: string; stem: string | null }[]>`
    select word, (tsvector_to_array(to_tsvector('english', word)))[1] as stem from unnest(${missing}::text[]) as word`;
  for (const { word, stem } of rows) keep(keptStems, word, stem ?? "");
}

export type Correction = { from: string; to: string };

/** The terms with each word that the team uses nowhere replaced by the closest one it does use, and what was replaced. */
export async function correctTerms(
  context: Store,
  teamId: string,
  terms: readonly Term[],
): Promise<{ terms: Term[]; corrected: Correction[] }> {
  const better = await Promise.all(
    terms.map(async (term): Promise<{ term: Term; correction?: Correction }> => {
      const [word, ...more] = term.words;
      if (term.isExcluded || word === undefined || more.length > 0) return { term };
      const to = (await isUsed(context, teamId, term)) ? null : await findClosest(context, teamId, word);
      if (to === null) return { term };
      return {
        term: { ...term, text: to, words: [to], isPrefix: false },
        correction: { from: term.text, to },
      };
    }),
  );
  return {
    terms: better.map(({ term }) => term),
    corrected: better.flatMap(({ correction }) => correction ?? []),
  };
}

async function isUsed(context: Store, teamId: string, term: Term): Promise<boolean> {
  const [query] = readTerm(term, keptQueries.get(term.words.join(" ")) ?? "");
  // One that is in every text is no mistake.
  if (!query) return true;
  // Materialized, or the planner reads texts one by one, sure to meet the word soon.
  const [row] = await context.db.execute<{ isUsed: boolean }>(sql`
    with designs as materialized (
      select 1 from search_texts where team_id = ${teamId}::uuid and kind = 'design' and words @@ ${query.loose}::tsquery
    ), comments as materialized (
      select 1 from search_texts where team_id = ${teamId}::uuid and kind = 'comment' and words @@ ${query.loose}::tsquery
    ) select exists (select from designs) or exists (select from comments) as "isUsed"`);
  return row?.isUsed ?? false;
}

const mostSimilar = 30;

async function findClosest({ sql: query }: Store, teamId: string, word: string): Promise<string | null> {
  if (word.length < 4) return null;
  const rows = await query<{ word: string }[]>`
    select word from search_words where team_id = ${teamId} and word % ${word}
    order by similarity(word, ${word}) desc, word limit ${mostSimilar}`;
  return closestWord(
    word,
    rows.map((row) => row.word),
  );
}
