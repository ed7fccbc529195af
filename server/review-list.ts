import { and, desc, eq, ilike, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Status } from "@/core/approvals/status";
import { statuses } from "@/core/approvals/status";
import { LintelError } from "@/core/errors";
import type { Database } from "@/db/connection";
import { reviews, users } from "@/db/schema";
import { loadTeam } from "@/server/access";
import type { Actor } from "@/server/actor";
import { prepared } from "@/server/batch";
import type { Context } from "@/server/context";

export const reviewSorts = ["updated", "number", "due", "score"] as const;
export type ReviewSort = (typeof reviewSorts)[number];

export type ReviewFilter = {
  status?: Status[] | undefined;
  label?: string[] | undefined;
  owner?: string[] | undefined;
  text?: string | undefined;
  archived?: boolean | undefined;
  sort: ReviewSort;
  cursor?: string | undefined;
  limit: number;
};

/**
 * The order of each sort: a key that is never null, then the number, so that a cursor names one place. Each is served by a
 * partial index, which makes the cost of a page independent of the number of reviews.
 */
const orders: Record<ReviewSort, { key: SQL; cast: SQL; isDescending: boolean }> = {
  updated: { key: sql`${reviews.updatedAt}`, cast: sql`timestamptz`, isDescending: true },
  number: { key: sql`${reviews.number}`, cast: sql`integer`, isDescending: true },
  due: { key: sql`coalesce(${reviews.dueOn}, 'infinity'::date)`, cast: sql`date`, isDescending: false },
  score: { key: sql`coalesce(${reviews.score}, -1)`, cast: sql`integer`, isDescending: true },
};

/** One page of a team's board. Reviews without a due date or a score come last in those orders. */
export async function listReviews(context: Context, actor: Actor, slug: string, filter: ReviewFilter) {
  const { team } = await loadTeam(context, actor, slug, "review.read");
  const after = filter.cursor ? readCursor(filter.cursor) : null;
  const values = { teamId: team.id, ...valuesOf(filter), afterKey: after?.key, afterNumber: after?.number };
  const rows = await pageQuery(context.db, shapeOf(filter))
    .execute(values)
    .catch((error) => {
      // A made-up cursor fails at its cast.
      if (after && /invalid input syntax/.test(String(error?.cause ?? error))) throw badCursor();
      throw error;
    });
  const last = rows.length > filter.limit ? rows[filter.limit - 1] : undefined;
  return {
    items: rows.slice(0, filter.limit).map(({ sortKey, ownerId, ownerName, ...row }) => ({
      ...row,
      owner: { id: ownerId, name: ownerName },
    })),
    next: last ? writeCursor({ key: last.sortKey, number: last.number }) : null,
  };
}

/** What the text of a page's query depends on; everything else is a value. */
type Shape = {
  sort: ReviewSort;
  isAfter: boolean;
  archived: boolean;
  statuses: "any" | "one" | "some";
  owners: "any" | "one" | "some";
  isLabelled: boolean;
  search: "none" | "text" | "text or number";
  most: number;
};

function shapeOf(filter: ReviewFilter): Shape {
  const few = (list: readonly unknown[] | undefined) => (!list?.length ? "any" : list.length === 1 ? "one" : "some");
  const { text, number } = searchOf(filter);
  return {
    sort: filter.sort,
    isAfter: Boolean(filter.cursor),
    archived: filter.archived === true,
    statuses: few(filter.status),
    owners: few(filter.owner),
    isLabelled: Boolean(filter.label?.length),
    search: !text ? "none" : number === null ? "text" : "text or number",
    // In the text, because the planner must know how few rows are wanted; rounded, so that there are few texts.
    most: [25, 50].find((size) => filter.limit <= size) ?? 100,
  };
}

function valuesOf(filter: ReviewFilter) {
  const { text, number } = searchOf(filter);
  return {
    status: filter.status?.[0],
    statuses: filter.status,
    owner: filter.owner?.[0],
    owners: filter.owner,
    labels: filter.label,
    pattern: text && `%${text.replace(/[\\%_]/g, "\\$&")}%`,
    number,
  };
}

function searchOf(filter: ReviewFilter): { text: string | undefined; number: number | null } {
  const text = filter.text?.trim();
  return { text, number: text && /^#?\d{1,9}$/.test(text) ? Number(text.replace("#", "")) : null };
}

const pageQueries = prepared(() => new Map<string, ReturnType<typeof buildPageQuery>>());

/** The query of a shape, built once: building it anew for each request takes longer than running it. */
function pageQuery(db: Database, shape: Shape): ReturnType<typeof buildPageQuery> {
  const known = pageQueries(db);
  const name = Object.values(shape).join(" ");
  const query = known.get(name) ?? buildPageQuery(db, shape, `reviews ${name}`);
  known.set(name, query);
  return query;
}

function buildPageQuery(db: Database, shape: Shape, name: string) {
  const { key, cast, isDescending } = orders[shape.sort];
  const given = sql.placeholder;
  const comparison = isDescending ? sql`<` : sql`>`;
  const after = sql`(${key}, ${reviews.number}) ${comparison} (${given("afterKey")}::${cast}, ${given("afterNumber")}::integer)`;
  return db
    .select({ ...card, sortKey: sql<string>`${key}::text` })
    .from(reviews)
    .innerJoin(users, eq(users.id, reviews.ownerId))
    .where(and(eq(reviews.teamId, given("teamId")), ...conditions(shape), shape.isAfter ? after : undefined))
    .orderBy(isDescending ? sql`${key} desc` : key, isDescending ? desc(reviews.number) : reviews.number)
    .limit(shape.most + 1)
    .prepare(name);
}

const card = {
  number: reviews.number,
  title: reviews.title,
  status: reviews.status,
  ownerId: users.id,
  ownerName: users.name,
  labels: reviews.labels,
  dueOn: reviews.dueOn,
  score: reviews.score,
  risks: reviews.risks,
  completeness: reviews.completeness,
  lastVersion: reviews.lastVersion,
  archivedAt: reviews.archivedAt,
  updatedAt: reviews.updatedAt,
  revision: reviews.revision,
};

function conditions(shape: Shape): (SQL | undefined)[] {
  const given = sql.placeholder;
  const title = ilike(reviews.title, given("pattern"));
  return [
    shape.archived ? isNotNull(reviews.archivedAt) : isNull(reviews.archivedAt),
    {
      any: undefined,
      one: eq(reviews.status, given("status")),
      some: sql`${reviews.status} = any(${given("statuses")}::review_status[])`,
    }[shape.statuses],
    {
      any: undefined,
      one: eq(reviews.ownerId, given("owner")),
      some: sql`${reviews.ownerId} = any(${given("owners")}::uuid[])`,
    }[shape.owners],
    shape.isLabelled ? sql`${reviews.labels} && ${given("labels")}::text[]` : undefined,
    {
      none: undefined,
      text: title,
      "text or number": or(title, eq(reviews.number, given("number"))),
    }[shape.search],
  ];
}

/** Most reviews a status is counted to; a larger one is shown as "1000+". */
export const mostCounted = 1000;

/** How many open reviews stand in each status, counted to `mostCounted`, so that the price is bounded. */
export async function countReviews(context: Context, actor: Actor, slug: string) {
  const { team } = await loadTeam(context, actor, slug, "review.read");
  const each = statuses.map(
    (status) => sql`
      select ${status}::text as status, count(*)::int as count from (
        select 1 from ${reviews} where team_id = ${team.id} and status = ${status} and archived_at is null limit ${mostCounted}
      ) counted`,
  );
  const rows = await context.db.execute<{ status: Status; count: number }>(sql.join(each, sql` union all `));
  return {
    counts: Object.fromEntries(rows.map((row) => [row.status, row.count])) as Record<Status, number>,
    most: mostCounted,
  };
}

/** Labels in use on the newest thousand open reviews, most used first: what the filter offers. */
export async function listLabels(context: Context, actor: Actor, slug: string) {
  const { team } = await loadTeam(context, actor, slug, "review.read");
  const rows = await context.db.execute<{ label: string }>(sql`
    select label from (
      select labels from ${reviews} where team_id = ${team.id} and archived_at is null
      order by updated_at desc, number desc limit 1000
    ) newest, unnest(newest.labels) as label group by label order by count(*) desc, label limit 100`);
  return { items: rows.map((row) => row.label) };
}

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
