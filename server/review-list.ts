import { and, arrayOverlaps, desc, eq, ilike, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Status } from "@/core/approvals/status";
import { statuses } from "@/core/approvals/status";
import { LintelError } from "@/core/errors";
import { reviews, users } from "@/db/schema";
import { loadTeam } from "@/server/access";
import type { Actor } from "@/server/actor";
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
  const { key, cast, isDescending } = orders[filter.sort];
  const after = filter.cursor ? readCursor(filter.cursor) : null;
  const comparison = isDescending ? sql`<` : sql`>`;
  const rows = await context.db
    .select({ ...card, sortKey: sql<string>`${key}::text` })
    .from(reviews)
    .innerJoin(users, eq(users.id, reviews.ownerId))
    .where(
      and(
        eq(reviews.teamId, team.id),
        ...conditions(filter),
        after
          ? sql`(${key}, ${reviews.number}) ${comparison} (${after.key}::${cast}, ${after.number}::integer)`
          : undefined,
      ),
    )
    .orderBy(isDescending ? sql`${key} desc` : key, isDescending ? desc(reviews.number) : reviews.number)
    .limit(filter.limit + 1)
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

function conditions(filter: ReviewFilter): (SQL | undefined)[] {
  const { status, label, owner, archived } = filter;
  const text = filter.text?.trim();
  const number = text && /^#?\d{1,9}$/.test(text) ? Number(text.replace("#", "")) : null;
  return [
    archived ? isNotNull(reviews.archivedAt) : isNull(reviews.archivedAt),
    status?.length ? inArray(reviews.status, status) : undefined,
    label?.length ? arrayOverlaps(reviews.labels, label) : undefined,
    owner?.length ? inArray(reviews.ownerId, owner) : undefined,
    text
      ? or(
          ilike(reviews.title, `%${text.replace(/[\\%_]/g, "\\$&")}%`),
          number === null ? undefined : eq(reviews.number, number),
        )
      : undefined,
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
