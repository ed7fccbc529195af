import { fillPlaceholders, type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { statuses } from "@/core/approvals/status";
import { phases } from "@/core/phases";
import { reviews } from "@/db/schema";
import { loadTeam } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { namesOf } from "@/server/names";
import {
  conditionsOf,
  dueConditions,
  type FilterGroup,
  isBestSorted,
  type ReviewFilter,
  reviewDues,
  reviewRisks,
  waitingForGiven,
} from "@/server/review-filter";

export const countGroups = ["status", "phase", "risk", "owner", "label", "reviewer", "waiting", "due"] as const;

export type Option = {
  /** As the filter takes it. */
  value: string;
  /** The name of a person; null for what is no person. */
  name: string | null;
  count: number;
  /** Whether there may be more than were counted. */
  isMore: boolean;
};
export type Counts = { options: Option[]; total: number; isMore: boolean };

/** Most reviews a value is counted to where nothing else narrows the list. */
export const mostCounted = 1000;
/** Otherwise so many of the newest that match are looked at. */
export const mostLookedAt = 10_000;
/** Owners, labels and reviewers are as many as people like; the most used are named. */
const mostOptions = 100;

const fixedValues: Partial<Record<FilterGroup, readonly string[]>> = {
  status: statuses,
  phase: phases,
  risk: reviewRisks,
  waiting: ["me"],
  due: reviewDues,
};

const columns = { status: reviews.status, phase: reviews.phase, risk: reviews.risk } as const;

/** The values a review has in a group, as an array of texts. */
const valuesOf: Record<FilterGroup, SQL> = {
  status: sql`array[${reviews.status}::text]`,
  phase: sql`array[${reviews.phase}::text]`,
  risk: sql`array[${reviews.risk}::text]`,
  owner: sql`array[${reviews.ownerId}::text]`,
  label: sql`${reviews.labels}`,
  reviewer: sql`${reviews.reviewerIds}::text[]`,
  waiting: sql`case when ${waitingForGiven} then array['me'] end`,
  due: sql`array[case when ${dueConditions.overdue} then 'overdue' when ${dueConditions.week} then 'week'
    when ${dueConditions.none} then 'none' end]`,
};

/**
 * How many reviews have each value of a group under the filters of the other groups: what choosing it would show. The price is
 * bounded: where nothing else narrows the list, each value is counted in its index to a thousand; otherwise the newest ten
 * thousand that match are looked at. A count that may be greater says so.
 */
export async function countReviews(
  context: Context,
  actor: Actor,
  slug: string,
  request: ReviewFilter & { group: FilterGroup },
): Promise<Counts> {
  const { team } = await loadTeam(context, actor, slug, "review.read");
  const { group, ...filter } = request;
  const others = conditionsOf(filter).filter((condition) => condition.group !== group);
  // The actor's turn is what is counted in its group; elsewhere a filter may name somebody else's.
  const values = Object.assign({ teamId: team.id, waiting: actor.userId }, ...others.map((one) => one.values));
  const isNarrowed = others.length > 1 || filter.archived === true;
  if (!isNarrowed && (group === "status" || group === "phase" || group === "risk"))
    return countInIndex(context, team.id, group);
  const ofTeam = sql`${reviews.teamId} = ${sql.placeholder("teamId")}`;
  const where = sql.join([ofTeam, ...others.map((one) => one.sql)], sql` and `);
  const order = isBestSorted(others) ? sql`${reviews.updatedAt} + interval '0'` : sql`${reviews.updatedAt}`;
  return countNewest(context, group, sql`${where} order by ${order} desc, ${reviews.number} desc`, values);
}

async function countInIndex(context: Context, teamId: string, group: "status" | "phase" | "risk"): Promise<Counts> {
  const each = (fixedValues[group] ?? []).map(
    (value) => sql`
      select ${value}::text as value, count(*)::int as count from (
        select 1 from ${reviews} where ${reviews.teamId} = ${teamId} and ${columns[group]} = ${value} and ${reviews.archivedAt} is null
        limit ${sql.raw(String(mostCounted + 1))}
      ) counted`,
  );
  const rows = await context.db.execute<{ value: string; count: number }>(sql.join(each, sql` union all `));
  const options = rows.map(({ value, count }) => ({
    value,
    name: null,
    count: Math.min(count, mostCounted),
    isMore: count > mostCounted,
  }));
  return {
    options,
    total: options.reduce((sum, option) => sum + option.count, 0),
    isMore: options.some((option) => option.isMore),
  };
}

const dialect = new PgDialect({ casing: "snake_case" });

// Limits stand in the text: the planner must know how few rows are wanted.
async function countNewest(context: Context, group: FilterGroup, whereInOrder: SQL, values: object): Promise<Counts> {
  const query = dialect.sqlToQuery(sql`
    with looked as materialized (
      select ${valuesOf[group]} as own from ${reviews} where ${whereInOrder} limit ${sql.raw(String(mostLookedAt + 1))}
    )
    select value, count(*)::int as count, (select count(*)::int from looked) as looked
    from looked left join lateral unnest(own) as value on true
    group by value order by count(*) desc, value limit ${sql.raw(String(mostOptions + 1))}`);
  const rows = await context.sql.unsafe<{ value: string | null; count: number; looked: number }[]>(
    query.sql,
    fillPlaceholders(query.params, { ...values }) as string[],
  );
  const looked = rows[0]?.looked ?? 0;
  const isMore = looked > mostLookedAt;
  const found = rows.flatMap(({ value, count }) => (value === null ? [] : [{ value, count }])).slice(0, mostOptions);
  const fixed = fixedValues[group]?.map((value) => ({
    value,
    count: found.find((option) => option.value === value)?.count ?? 0,
  }));
  const isPerson = group === "owner" || group === "reviewer";
  const person = await namesOf(context, isPerson ? found.map(({ value }) => value) : []);
  return {
    options: (fixed ?? found).map(({ value, count }) => ({
      value,
      name: isPerson ? person(value).name : null,
      count,
      isMore,
    })),
    total: Math.min(looked, mostLookedAt),
    isMore,
  };
}

/** Labels in use on the newest thousand open reviews, most used first: what a form offers. */
export async function listLabels(context: Context, actor: Actor, slug: string) {
  const { team } = await loadTeam(context, actor, slug, "review.read");
  const rows = await context.db.execute<{ label: string }>(sql`
    select label from (
      select labels from ${reviews} where team_id = ${team.id} and archived_at is null
      order by updated_at desc, number desc limit 1000
    ) newest, unnest(newest.labels) as label group by label order by count(*) desc, label limit 100`);
  return { items: rows.map((row) => row.label) };
}
