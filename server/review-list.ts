import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { LintelError } from "@/core/errors";
import type { Database } from "@/db/connection";
import { reviews } from "@/db/schema";
import { loadTeam } from "@/server/access";
import type { Actor } from "@/server/actor";
import { prepared } from "@/server/batch";
import type { Context } from "@/server/context";
import { namesOf } from "@/server/names";
import { type Condition, conditionsOf, isBestSorted, type ReviewFilter } from "@/server/review-filter";

export const reviewSorts = [
  "updated",
  "number",
  "due",
  "score",
  "updated-asc",
  "number-asc",
  "due-desc",
  "score-asc",
] as const;
export type ReviewSort = (typeof reviewSorts)[number];

export type ReviewPageRequest = ReviewFilter & { sort: ReviewSort; cursor?: string | undefined; limit: number };

/**
 * The order of each sort: a key that is never null, then the number, so that a cursor names one place. Each is served by a
 * partial index, read forwards or backwards, which makes the cost of a page independent of the number of reviews.
 */
type Order = { key: SQL; cast: SQL; nothing: SQL; isDescending: boolean };
/** `nothing`, added to a key, leaves it as it is and keeps the planner from reading its index. */
const keys = {
  updated: { key: sql`${reviews.updatedAt}`, cast: sql`timestamptz`, nothing: sql`interval '0'` },
  number: { key: sql`${reviews.number}`, cast: sql`integer`, nothing: sql`0` },
  due: { key: sql`coalesce(${reviews.dueOn}, 'infinity'::date)`, cast: sql`date`, nothing: sql`0` },
  score: { key: sql`coalesce(${reviews.score}, -1)`, cast: sql`integer`, nothing: sql`0` },
};
const orders: Record<ReviewSort, Order> = {
  updated: { ...keys.updated, isDescending: true },
  "updated-asc": { ...keys.updated, isDescending: false },
  number: { ...keys.number, isDescending: true },
  "number-asc": { ...keys.number, isDescending: false },
  due: { ...keys.due, isDescending: false },
  "due-desc": { ...keys.due, isDescending: true },
  score: { ...keys.score, isDescending: true },
  "score-asc": { ...keys.score, isDescending: false },
};

/** One page of a team's board. Reviews without a due date or a score come last in those orders, and first in the reverse. */
export async function listReviews(context: Context, actor: Actor, slug: string, request: ReviewPageRequest) {
  const { team } = await loadTeam(context, actor, slug, "review.read");
  return pageOfReviews(context, team.id, request);
}

/** The same for somebody whose right to see the team's board was found out already. */
export async function pageOfReviews(context: Context, teamId: string, request: ReviewPageRequest) {
  const after = request.cursor ? readCursor(request.cursor) : null;
  const conditions = conditionsOf(request);
  const values = Object.assign(
    { teamId, afterKey: after?.key, afterNumber: after?.number },
    ...conditions.map((one) => one.values),
  );
  const rows = await pageQuery(context.db, request, conditions)
    .execute(values)
    .catch((error) => {
      // A made-up cursor fails at its cast.
      if (after && /invalid input syntax/.test(String(error?.cause ?? error))) throw badCursor();
      throw error;
    });
  const shown = rows.slice(0, request.limit);
  const person = await namesOf(context, [...new Set(shown.flatMap((row) => [row.ownerId, ...row.reviewerIds]))]);
  const last = rows.length > request.limit ? rows[request.limit - 1] : undefined;
  return {
    items: shown.map(({ sortKey, ownerId, reviewerIds, ...row }) => ({
      ...row,
      owner: person(ownerId),
      reviewers: reviewerIds.map(person),
    })),
    next: last ? writeCursor({ key: last.sortKey, number: last.number }) : null,
  };
}

const pageQueries = prepared(() => new Map<string, ReturnType<typeof buildPageQuery>>());
/** Filters come in thousands of combinations, few of which anybody asks for twice. */
const mostKept = 500;

/** The query of a shape, built once: building it anew for each request takes longer than running it. */
function pageQuery(
  db: Database,
  request: ReviewPageRequest,
  conditions: Condition[],
): ReturnType<typeof buildPageQuery> {
  // In the text, because the planner must know how few rows are wanted; rounded, so that there are few texts.
  const most = [25, 50].find((size) => request.limit <= size) ?? 100;
  const isAfter = Boolean(request.cursor);
  const name = ["reviews", request.sort, isAfter, most, ...conditions.map((one) => one.name)].join(" ");
  const known = pageQueries(db);
  const query = known.get(name) ?? buildPageQuery(db, { sort: request.sort, isAfter, most, conditions }, name);
  if (known.size >= mostKept) known.clear();
  known.set(name, query);
  return query;
}

type Shape = { sort: ReviewSort; isAfter: boolean; most: number; conditions: Condition[] };

function buildPageQuery(db: Database, { sort, isAfter, most, conditions }: Shape, name: string) {
  const { key, cast, nothing, isDescending } = orders[sort];
  const order = isBestSorted(conditions) ? sql`${key} + ${nothing}` : key;
  const given = sql.placeholder;
  const comparison = isDescending ? sql`<` : sql`>`;
  const after = sql`(${key}, ${reviews.number}) ${comparison} (${given("afterKey")}::${cast}, ${given("afterNumber")}::integer)`;
  return db
    .select({ ...card, sortKey: sql<string>`${key}::text` })
    .from(reviews)
    .where(and(eq(reviews.teamId, given("teamId")), ...conditions.map((one) => one.sql), isAfter ? after : undefined))
    .orderBy(isDescending ? sql`${order} desc` : order, isDescending ? desc(reviews.number) : reviews.number)
    .limit(most + 1)
    .prepare(name);
}

const card = {
  number: reviews.number,
  title: reviews.title,
  status: reviews.status,
  phase: reviews.phase,
  ownerId: reviews.ownerId,
  reviewerIds: reviews.reviewerIds,
  labels: reviews.labels,
  dueOn: reviews.dueOn,
  score: reviews.score,
  risks: reviews.risks,
  openThreads: reviews.openThreads,
  completeness: reviews.completeness,
  lastVersion: reviews.lastVersion,
  archivedAt: reviews.archivedAt,
  updatedAt: reviews.updatedAt,
  revision: reviews.revision,
};

function writeCursor(place: { key: string; number: number }): string {
  return Buffer.from(JSON.stringify([place.key, place.number])).toString("base64url");
}

const badCursor = () => new LintelError("invalid", "The cursor is not one that a page gave. Begin again without it.");

function readCursor(cursor: string): { key: string; number: number } {
  try {
    const [key, number] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    if (typeof key === "string" && key.length < 60 && Number.isSafeInteger(number))
      return { key, number: number as number };
  } catch {
    // Falls through to the refusal below.
  }
  throw badCursor();
}
