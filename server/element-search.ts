import { type SQL, sql } from "drizzle-orm";
import type { Status } from "@/core/approvals/status";
import { LintelError } from "@/core/errors";
import type { ElementKind } from "@/core/search/element-kinds";
import { type ElementTerm, parseElementQuery } from "@/core/search/element-query";
import { closestWord } from "@/core/search/typo";
import { loadTeam } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { readVersionSet } from "@/server/version-set";

/** Most designs of one answer, the newest of them. */
export const mostDesigns = 200;
/** Designs looked at one by one before the index is asked; see `findOfKind` of the text search. */
const newestLookedAt = 100;
const isCommonFrom = 10;
const mostElements = 12;
const mostSimilar = 8;

export type ElementSearchInput = {
  q: string;
  kind?: ElementKind | undefined;
  cursor?: string | undefined;
  limit: number;
};

type Named = { kind: ElementKind; key: string; name: string };

/**
 * Designs of a team that touch everything the question names, newest first, with the places that say so, in the draft and in
 * versions. A name that no design has is corrected where one is near enough; other names like it are offered.
 */
export async function searchElements(context: Context, actor: Actor, slug: string, input: ElementSearchInput) {
  const { team } = await loadTeam(context, actor, slug, "review.read");
  const from = readCursor(input.cursor);
  const asked = parseElementQuery(input.q).map((term) => restrict(term, input.kind));
  let terms = asked;
  let found = await findDesigns(context, team.id, terms);
  // What was found needs no names that are merely spelt alike, which take the longest of all to find.
  const isSpelt = found.length > 0;
  const similar = await Promise.all(asked.map((term) => findSimilar(context, team.id, term, input.kind, isSpelt)));
  let corrected: { from: string; to: string; kind: ElementKind }[] = [];
  if (found.length === 0) {
    const better = await Promise.all(
      asked.map((term, index) => correctTerm(context, team.id, term, similar[index] ?? [])),
    );
    terms = better.map(({ term }) => term);
    found = better.some(({ to }) => to) ? await findDesigns(context, team.id, terms) : [];
    if (found.length > 0) corrected = better.flatMap(({ to }) => to ?? []);
  }
  const page = found.slice(from, from + input.limit);
  return {
    items: await describeDesigns(context, page, terms),
    corrected,
    similar: await countDesigns(context, team.id, withoutExact(similar.flat(), terms).slice(0, mostSimilar)),
    total: found.length,
    isBounded: found.length >= mostDesigns,
    next: found.length > from + input.limit ? String(from + input.limit) : null,
  };
}

function restrict(term: ElementTerm, kind: ElementKind | undefined): ElementTerm {
  if (!kind) return term;
  const keys = term.keys.filter((each) => each.kind === kind);
  if (keys.length > 0) return { ...term, kind, keys };
  const [again] = parseElementQuery(`kind:${kind} ${term.text}`);
  return again ?? term;
}

function readCursor(cursor: string | undefined): number {
  if (!cursor) return 0;
  if (/^\d{1,4}$/.test(cursor)) return Number(cursor);
  throw new LintelError("invalid", "The cursor is not one that a page gave. Begin again without it.");
}

/** Whether a row of `elements` is what a term names. */
const isNamed = ({ keys }: ElementTerm) => sql`(e.kind, e.key) in (
  select * from unnest(${sql.param(keys.map(({ kind }) => kind))}::text[], ${sql.param(keys.map(({ key }) => key))}::text[]))`;

/** Ids of the newest designs that touch everything named, newest first. */
async function findDesigns({ db }: Context, teamId: string, terms: readonly ElementTerm[]): Promise<string[]> {
  const touches = (review: SQL) =>
    sql.join(
      terms.map((term) => sql`exists (select 1 from elements e where e.review_id = ${review} and ${isNamed(term)})`),
      sql` and `,
    );
  const [first, ...others] = terms;
  if (!first) return [];
  const rest =
    others.length > 0
      ? sql`and ${sql.join(
          others.map(
            (term) => sql`exists (
    select 1 from elements o where o.review_id = e.review_id and (o.kind, o.key) in (
      select * from unnest(${sql.param(term.keys.map(({ kind }) => kind))}::text[], ${sql.param(term.keys.map(({ key }) => key))}::text[])))`,
          ),
          sql` and `,
        )}`
      : sql``;
  const rows = await db.execute<{ id: string }>(sql`
    with newest as materialized (
      select review_id, max(at) as at from (
        select review_id, at from search_texts where team_id = ${teamId}::uuid and kind = 'design'
        order by at desc limit ${newestLookedAt}
      ) looked_at group by review_id
    ), common as materialized (
      select review_id as id from newest where ${touches(sql`newest.review_id`)} order by at desc limit ${mostDesigns}
    ), listed as materialized (
      select r.id, r.updated_at from (
        select distinct e.review_id from elements e
        where e.team_id = ${teamId}::uuid and ${isNamed(first)} and (select count(*) from common) < ${isCommonFrom} ${rest}
      ) found join reviews r on r.id = found.review_id
      order by r.updated_at desc limit ${mostDesigns}
    )
    select id from (
      select id, updated_at as at from listed
      union all select common.id, newest.at from common join newest on newest.review_id = common.id
        where (select count(*) from common) >= ${isCommonFrom}
    ) every order by at desc`);
  return rows.map(({ id }) => id);
}

type Design = { id: string; number: number; title: string; status: Status; isArchived: boolean; updatedAt: string };
type Place = Named & { reviewId: string; path: string; place: string; isDraft: boolean; versions: string };

async function describeDesigns({ db, sql: query }: Context, ids: readonly string[], terms: readonly ElementTerm[]) {
  if (ids.length === 0) return [];
  const [heads, places] = await Promise.all([
    query<Design[]>`
      select id, number, title, status, archived_at is not null as "isArchived", updated_at as "updatedAt"
      from reviews where id = any(${ids as string[]}::uuid[])`,
    db.execute<Place>(sql`
      select * from (
        select e.review_id as "reviewId", e.kind, e.key, e.name, e.path, e.place, e.is_draft as "isDraft",
          e.versions::text as versions,
          row_number() over (partition by e.review_id order by e.is_draft desc, e.kind, e.path) as place_number
        from elements e where e.review_id = any(${sql.param(ids)}::uuid[]) and (${sql.join(terms.map(isNamed), sql` or `)})
      ) found where place_number <= ${mostElements}`),
  ]);
  const byId = new Map(heads.map((head) => [head.id, head]));
  return ids.flatMap((id) => {
    const head = byId.get(id);
    if (!head) return [];
    const { id: _, ...review } = head;
    const own = places.filter(({ reviewId }) => reviewId === id);
    return [
      {
        ...review,
        updatedAt: new Date(review.updatedAt),
        elements: own.map(({ kind, name, path, place, isDraft, versions }) => ({
          kind,
          name,
          path,
          place,
          isInDraft: isDraft,
          versions: readVersionSet(versions),
        })),
      },
    ];
  });
}

/** Names the team's designs have or had that hold what was asked for, or else are spelt like it, the nearest first. */
async function findSimilar(
  { db }: Context,
  teamId: string,
  { keys, kind }: ElementTerm,
  only: ElementKind | undefined,
  isSpelt: boolean,
): Promise<Named[]> {
  const asked = keys[0]?.key.replace(/ [a-z]+$/, (method) => (keys[0]?.kind === "endpoint" ? "" : method)) ?? "";
  if (asked.length < 2) return [];
  const pattern = `%${asked.replace(/[\\%_]/g, "\\$&")}%`;
  const wanted = kind ?? only;
  const rows = await db.execute<Named>(sql`
    select kind, key, name from element_names
    where team_id = ${teamId}::uuid and (key like ${pattern} ${isSpelt ? sql`` : sql`or key % ${asked}`}) ${wanted ? sql`and kind = ${wanted}` : sql``}
    order by similarity(key, ${asked}) desc, key limit ${mostSimilar * 2}`);
  return rows;
}

/** How many designs have each of these names, counted to 100. A name stays known for a while after its last design let go of it. */
async function countDesigns({ db }: Context, teamId: string, names: readonly Named[]) {
  if (names.length === 0) return [];
  const rows = await db.execute<{ kind: ElementKind; key: string; name: string; designs: number }>(sql`
    select n.kind, n.key, n.name, (
      select count(distinct review_id)::int from (
        select review_id from elements e where e.team_id = ${teamId}::uuid and e.kind = n.kind and e.key = n.key limit 100
      ) used) as designs
    from unnest(${sql.param(names.map(({ kind }) => kind))}::text[], ${sql.param(names.map(({ key }) => key))}::text[],
      ${sql.param(names.map(({ name }) => name))}::text[]) with ordinality as n (kind, key, name, place)
    order by n.place`);
  return rows.filter(({ designs }) => designs > 0);
}

function withoutExact(names: readonly Named[], terms: readonly ElementTerm[]): Named[] {
  const exact = new Set(terms.flatMap(({ keys }) => keys.map(({ kind, key }) => `${kind} ${key}`)));
  const seen = new Set<string>();
  return names.filter(({ kind, key }) => {
    const id = `${kind} ${key}`;
    if (exact.has(id) || seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** The term as the nearest name that designs have, where it is mistyped by a letter or two. */
async function correctTerm(
  { db }: Context,
  teamId: string,
  term: ElementTerm,
  similar: readonly Named[],
): Promise<{ term: ElementTerm; to?: { from: string; to: string; kind: ElementKind } }> {
  const [known] = await db.execute(
    sql`select 1 from elements e where e.team_id = ${teamId}::uuid and ${isNamed(term)} limit 1`,
  );
  if (known) return { term };
  for (const { kind, key } of term.keys) {
    const closest = closestWord(
      key,
      similar.filter((name) => name.kind === kind).map((name) => name.key),
    );
    const name = similar.find((each) => each.kind === kind && each.key === closest);
    if (!name) continue;
    return {
      term: { kind, text: name.name, keys: [{ kind, key: name.key }] },
      to: { from: term.text, to: name.name, kind },
    };
  }
  return { term };
}
