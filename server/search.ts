import { sql } from "drizzle-orm";
import { LintelError } from "@/core/errors";
import { parseSearch } from "@/core/search/query";
import { loadTeam } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { describeFound, type TextFound } from "@/server/search-passages";
import { type Correction, correctTerms, readTerms, type TermQuery } from "@/server/search-terms";
import { readVersionSet } from "@/server/version-set";

export const searchKinds = ["draft", "version", "comment"] as const;
export type SearchKind = (typeof searchKinds)[number];

/** Texts of each sort that are ranked: the newest of those that match. A reply says when there may be more. */
export const mostRanked = 200;
/** Texts looked at one by one before the index is asked: in so many, a common word is found at once. */
const newestLookedAt = 100;
/** From so many matches among them on, those of the newest are enough, and so many more are looked at for them. */
const isCommonFrom = 10;
const furtherLookedAt = 1900;
/** Texts that have all words of a search, in which the phrase is looked for or what is excluded. */
const mostCompared = 5000;
/** Matches in the title that are looked for beyond the newest. */
const mostTitles = 50;
export type SearchInput = {
  q: string;
  kind?: SearchKind | undefined;
  cursor?: string | undefined;
  limit: number;
};

/**
 * Reviews of a team that say what is looked for, best first: those with it in their title, then by how much a text speaks of it,
 * newer ones before older. Each comes once, with its best passages and the versions that say it too. What nothing matches is tried
 * again with its unknown words corrected to ones the team uses.
 */
export async function searchTeam(context: Context, actor: Actor, slug: string, input: SearchInput) {
  const { team } = await loadTeam(context, actor, slug, "review.read");
  const terms = parseSearch(input.q);
  let queries = await readTerms(context, terms);
  let found = await findTexts(context, team.id, queries, input.kind);
  let corrected: Correction[] = [];
  if (found.texts.length === 0) {
    const corrections = await correctTerms(context, team.id, terms);
    if (corrections.corrected.length > 0) {
      queries = await readTerms(context, corrections.terms);
      found = await findTexts(context, team.id, queries, input.kind);
      // Words that lead nowhere together are no correction, and are not told.
      if (found.texts.length > 0) corrected = corrections.corrected;
    }
  }
  const groups = groupByReview([...(await findNumbered(context, team.id, input.q)), ...found.texts]);
  const from = readCursor(input.cursor);
  const page = groups.slice(from, from + input.limit);
  return {
    items: await describeFound(context, page, queries),
    corrected,
    counts: countKinds(found.texts),
    isBounded: found.isBounded,
    most: mostRanked,
    next: groups.length > from + input.limit ? String(from + input.limit) : null,
  };
}

function readCursor(cursor: string | undefined): number {
  if (!cursor) return 0;
  if (/^\d{1,4}$/.test(cursor)) return Number(cursor);
  throw new LintelError("invalid", "The cursor is not one that a page gave. Begin again without it.");
}

/** The review that a search for `#12` or `12` names: first of all, whether or not a text says so. */
async function findNumbered({ sql: query }: Context, teamId: string, q: string): Promise<Found[]> {
  const [, number] = /^\s*#?(\d{1,9})\s*$/.exec(q) ?? [];
  if (!number) return [];
  const rows = await query<{ id: string }[]>`select id from reviews where team_id = ${teamId} and number = ${number}`;
  return rows.map(({ id }) => ({
    id,
    reviewId: id,
    kind: "design",
    isDraft: true,
    versions: [],
    commentId: null,
    at: 0,
    isTitle: true,
    rank: 0,
  }));
}

/* Texts */

type Found = TextFound & { isTitle: boolean; rank: number };

async function findTexts(
  context: Context,
  teamId: string,
  queries: readonly TermQuery[],
  kind: SearchKind | undefined,
): Promise<{ texts: Found[]; isBounded: boolean }> {
  const kinds = [
    ...(kind === "comment" ? [] : (["design"] as const)),
    ...(kind === undefined || kind === "comment" ? (["comment"] as const) : []),
  ];
  const lists = await Promise.all(kinds.map((each) => findOfKind(context, teamId, queries, each, kind)));
  return {
    texts: lists.flatMap(({ texts }) => texts).sort(best),
    isBounded: lists.some((list) => list.isBounded),
  };
}

const best = (one: Found, other: Found) =>
  Number(other.isTitle) - Number(one.isTitle) || other.rank - one.rank || other.at - one.at;

type Row = Omit<Found, "versions" | "at"> & { versions: string; at: string; isBounded: boolean };

/**
 * The newest texts that match, by whichever way is short: a common word is found by looking at the newest texts, a rare one by
 * the index, which would give a hundred thousand places of the common one. Titles are looked for in the index besides, because
 * one that is meant may be old. The team stands in every part, so nothing of another one is ever read.
 *
 * What the index answers is materialized before it is put in order: with the order in sight, the planner, which does not know how
 * rare a word is, reads the newest texts one by one until it has enough of them.
 */
async function findOfKind(
  { db }: Context,
  teamId: string,
  queries: readonly TermQuery[],
  kind: "design" | "comment",
  filter: SearchKind | undefined,
): Promise<{ texts: Found[]; isBounded: boolean }> {
  const exact = sql`${textOf(queries, "exact")}::tsquery`;
  const loose = textOf(queries, "loose");
  const isLoose = loose !== textOf(queries, "exact");
  const titles = sql`${textOf(queries, "title")}::tsquery`;
  const scope = sql`team_id = ${teamId}::uuid and kind = ${sql.raw(`'${kind}'`)}${
    filter === "draft" ? sql` and is_draft` : filter === "version" ? sql` and not is_draft` : sql``
  }`;
  const columns = sql`id, kind, review_id, is_draft, versions, comment_id, at, words`;
  const rows = await db.execute<Row>(sql`
    with looked_at as materialized (
      select ${columns} from search_texts where ${scope} order by at desc limit ${newestLookedAt}
    ), newest as materialized (
      select * from looked_at where words @@ ${exact}
    ), further as materialized (
      select * from (
        select ${columns} from search_texts where ${scope} order by at desc offset ${newestLookedAt} limit ${furtherLookedAt}
      ) older where words @@ ${exact} and (select count(*) from newest) >= ${isCommonFrom} limit ${mostRanked}
    ), matching as materialized (
      select ${columns} from search_texts
      where ${scope} and words @@ ${sql`${loose}::tsquery`} and (select count(*) from newest) < ${isCommonFrom}
    ), listed as materialized (
      ${
        isLoose
          ? sql`select * from (select * from matching order by at desc limit ${mostCompared}) loose where words @@ ${exact} limit ${mostRanked}`
          : sql`select * from matching order by at desc limit ${mostRanked}`
      }
    ), entitled as materialized (
      ${
        kind === "design"
          ? sql`select ${columns} from search_texts
              where ${scope} and words @@ ${titles} and (select count(*) from newest where words @@ ${titles}) < ${isCommonFrom}`
          : sql`select * from newest limit 0`
      }
    ), titled as materialized (
      select * from entitled order by at desc limit ${mostTitles}
    ), every as (
      select * from newest union all
      select * from further union all
      select * from listed union all
      select * from titled where words @@ ${exact}
    ), each as (
      select distinct on (id) * from every order by id
    )
    select case when (select count(*) from newest) < ${isCommonFrom}
        then (select count(*) from matching) > ${isLoose ? mostCompared : mostRanked}
        else (select count(*) from further) >= ${mostRanked}
          or exists (select from search_texts where ${scope} offset ${newestLookedAt + furtherLookedAt}) end
      as "isBounded", e.id, e.kind, e.review_id as "reviewId", e.is_draft as "isDraft", e.versions::text as versions,
      e.comment_id as "commentId", extract(epoch from e.at)::float8 as at,
      ${kind === "design" ? sql`e.words @@ ${titles}` : sql`false`} as "isTitle", ts_rank('{0.1, 0.2, 0.6, 1}', e.words, ${exact}, 1)::float8 as rank
    from (select) one left join each e on true`);
  return {
    // One row without a text where there is none, to say whether all were compared.
    texts: rows
      .filter(({ id }) => id !== null)
      .map(({ isBounded: _, ...row }) => ({
        ...row,
        at: Number(row.at),
        versions: readVersionSet(row.versions),
      })),
    isBounded: rows.some(({ isBounded }) => isBounded),
  };
}

type Form = "exact" | "loose" | "title";

/** The search as a tsquery. `loose` is what the index can answer by itself; `title` asks for it in the title. */
function textOf(queries: readonly TermQuery[], form: Form): string {
  const parts = queries
    .filter(({ isExcluded }) => form === "exact" || !isExcluded)
    .map(({ isExcluded, ...query }) => `${isExcluded ? "!" : ""}(${query[form]})`);
  return parts.join(" & ");
}

/** One group for each review, in the order of its best text. */
function groupByReview(texts: readonly Found[]): Found[][] {
  const groups = new Map<string, Found[]>();
  for (const text of texts) {
    const group = groups.get(text.reviewId);
    if (group) group.push(text);
    else groups.set(text.reviewId, [text]);
  }
  return [...groups.values()];
}

/** Reviews by where they say it, among the texts that were ranked. */
function countKinds(texts: readonly Found[]): Record<SearchKind, number> {
  const count = (is: (text: Found) => boolean) => new Set(texts.filter(is).map(({ reviewId }) => reviewId)).size;
  return {
    draft: count(({ kind, isDraft }) => kind === "design" && isDraft),
    version: count(({ kind, isDraft }) => kind === "design" && !isDraft),
    comment: count(({ kind }) => kind === "comment"),
  };
}
