import { type SQL, sql } from "drizzle-orm";
import { type Status, statuses } from "@/core/approvals/status";
import { isAwaited, turns } from "@/core/approvals/turn";
import type { Phase } from "@/core/phases";
import { reviews } from "@/db/schema";

export const reviewRisks = ["high", "medium", "unanswered", "none", "unknown"] as const;
export type ReviewRisk = (typeof reviewRisks)[number];
export const reviewDues = ["overdue", "week", "none"] as const;
export type ReviewDue = (typeof reviewDues)[number];

type Several<T> = readonly T[] | undefined;

/** What a list of reviews is narrowed to. Values of one key are alternatives; different keys must all hold. */
export type ReviewFilter = {
  status?: Several<Status>;
  phase?: Several<Phase>;
  risk?: Several<ReviewRisk>;
  owner?: Several<string>;
  /** Leaves out what these own: the rest beside columns of owners. */
  ownerNot?: Several<string>;
  label?: Several<string>;
  /** Leaves out what has any of these, for the same reason. */
  labelNot?: Several<string>;
  reviewer?: Several<string>;
  /** Whose turn it is; see `waitingFor` in `core/approvals/turn`. */
  waiting?: string | undefined;
  /** By days of UTC: nobody's calendar is the server's. */
  due?: ReviewDue | undefined;
  text?: string | undefined;
  archived?: boolean | undefined;
};

/** A part of a filter that can be left out when the alternatives to it are counted. */
export type FilterGroup = "status" | "phase" | "risk" | "owner" | "label" | "reviewer" | "waiting" | "due";

/** One condition of a filter: its text is the same for all values, so that a query of it is prepared once. */
export type Condition = { name: string; group: FilterGroup | "always"; sql: SQL; values: Record<string, unknown> };

const given = sql.placeholder;
const statusList = (wanted: readonly Status[]) =>
  sql.raw(wanted.map((status) => `'${status}'::review_status`).join(", "));
const turnOf = (who: "owner" | "reviewers") => statusList(statuses.filter((status) => turns[status] === who));
const awaited = sql`${reviews.status} in (${statusList(statuses.filter(isAwaited))})`;
const today = sql`(now() at time zone 'UTC')::date`;

/** As the index of due dates has it. */
const due = sql`coalesce(${reviews.dueOn}, 'infinity'::date)`;
export const dueConditions: Record<ReviewDue, SQL> = {
  overdue: sql`${due} < ${today} and ${awaited}`,
  week: sql`${due} between ${today} and ${today} + 7 and ${awaited}`,
  none: sql`${reviews.dueOn} is null`,
};

/** The rule `waitingFor` over rows, for the person given as `waiting`. */
export const waitingForGiven = sql`(${reviews.ownerId} = ${given("waiting")}::uuid and (${reviews.status} in (${turnOf("owner")})
  or (${reviews.status} in (${turnOf("reviewers")}) and ${reviews.reviewerIds} = '{}'))
  or (${reviews.reviewerIds} @> array[${given("waiting")}::uuid] and ${reviews.status} in (${turnOf("reviewers")})))`;

/**
 * Whether a filter is better served by its own index and a sort than by reading the reviews in order until enough match. The
 * planner cannot know: it takes a third of the dates to be before today, and would read a whole team to find that nothing is late.
 */
export function isBestSorted(conditions: readonly Condition[]): boolean {
  return conditions.some(({ name }) => name === "due-overdue" || name === "due-week");
}

/** The conditions of a filter, over the columns of `reviews`. */
export function conditionsOf(filter: ReviewFilter): Condition[] {
  return [
    always(
      filter.archived ? "archived" : "open",
      sql`${reviews.archivedAt} is ${sql.raw(filter.archived ? "not null" : "null")}`,
    ),
    ...oneOf("status", sql`${reviews.status}`, "review_status", filter.status),
    ...oneOf("phase", sql`${reviews.phase}`, "review_phase", filter.phase),
    ...oneOf("risk", sql`${reviews.risk}`, "review_risk", filter.risk),
    ...oneOf("owner", sql`${reviews.ownerId}`, "uuid", filter.owner),
    ...among("owner", "ownerNot", sql`${reviews.ownerId} <> all(${given("ownerNot")}::uuid[])`, filter.ownerNot),
    ...among("label", "label", sql`${reviews.labels} && ${given("label")}::text[]`, filter.label),
    ...among("label", "labelNot", sql`not ${reviews.labels} && ${given("labelNot")}::text[]`, filter.labelNot),
    ...among("reviewer", "reviewer", sql`${reviews.reviewerIds} && ${given("reviewer")}::uuid[]`, filter.reviewer),
    ...(filter.waiting
      ? [{ name: "waiting", group: "waiting" as const, sql: waitingForGiven, values: { waiting: filter.waiting } }]
      : []),
    ...(filter.due
      ? [{ name: `due-${filter.due}`, group: "due" as const, sql: dueConditions[filter.due], values: {} }]
      : []),
    ...textCondition(filter.text),
  ];
}

function always(name: string, condition: SQL, values: Record<string, unknown> = {}): Condition {
  return { name, group: "always", sql: condition, values };
}

/** One value is compared by `=`, which an index in the wanted order can serve; several cannot be. */
function oneOf(
  group: "status" | "phase" | "risk" | "owner",
  column: SQL,
  type: string,
  values: Several<string>,
): Condition[] {
  if (!values?.length) return [];
  const cast = sql.raw(values.length === 1 ? type : `${type}[]`);
  const value = sql`${given(group)}::${cast}`;
  return values.length === 1
    ? [{ name: `${group}-one`, group, sql: sql`${column} = ${value}`, values: { [group]: values[0] } }]
    : [{ name: `${group}-some`, group, sql: sql`${column} = any(${value})`, values: { [group]: values } }];
}

function among(group: FilterGroup, name: string, condition: SQL, values: Several<string>): Condition[] {
  return values?.length ? [{ name, group, sql: condition, values: { [name]: values } }] : [];
}

function textCondition(asked: string | undefined): Condition[] {
  const text = asked?.trim();
  if (!text) return [];
  const title = sql`${reviews.title} ilike ${given("pattern")}`;
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  if (!/^#?\d{1,9}$/.test(text)) return [always("text", title, { pattern })];
  const number = Number(text.replace("#", ""));
  return [
    always("text-or-number", sql`(${title} or ${reviews.number} = ${given("number")}::int)`, { pattern, number }),
  ];
}
