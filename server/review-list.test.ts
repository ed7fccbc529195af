import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Status, statuses } from "@/core/approvals/status";
import { isAwaited, waitingFor } from "@/core/approvals/turn";
import { type Phase, phases } from "@/core/phases";
import { reviews } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { countGroups, countReviews, mostCounted } from "@/server/review-counts";
import { type FilterGroup, type ReviewFilter, reviewDues, reviewRisks } from "@/server/review-filter";
import { listReviews, reviewSorts } from "@/server/review-list";
import { buildTeam, testContext } from "@/server/testing";

const database = testDatabase();

type Made = {
  number: number;
  title: string;
  status: Status;
  phase: Phase;
  risk: (typeof reviewRisks)[number];
  owner: string;
  reviewers: string[];
  labels: string[];
  dueIn: number | null;
  archived: boolean;
};

const words = ["orders", "billing", "search"];
const labelNames = ["api", "data", "edge", "ops"];
const countsOf = {
  high: { high: 1, medium: 2, none: 0, unanswered: 3, not_applicable: 0 },
  medium: { high: 0, medium: 2, none: 0, unanswered: 3, not_applicable: 0 },
  unanswered: { high: 0, medium: 0, none: 1, unanswered: 3, not_applicable: 0 },
  none: { high: 0, medium: 0, none: 4, unanswered: 0, not_applicable: 1 },
  unknown: null,
};

const dueOf = ({ dueIn, status }: Made) => {
  if (dueIn === null) return "none";
  if (!isAwaited(status)) return null;
  return dueIn < 0 ? "overdue" : dueIn <= 7 ? "week" : null;
};
const isWaitingFor = (made: Made, userId: string) =>
  waitingFor({ status: made.status, ownerId: made.owner, reviewerIds: made.reviewers }).includes(userId);

/** The filter read as it is meant, over plain values. */
function matches(made: Made, filter: ReviewFilter): boolean {
  const among = <T>(wanted: readonly T[] | undefined, own: readonly T[]) =>
    !wanted?.length || own.some((one) => wanted.includes(one));
  return (
    made.archived === (filter.archived ?? false) &&
    among(filter.status, [made.status]) &&
    among(filter.phase, [made.phase]) &&
    among(filter.risk, [made.risk]) &&
    among(filter.owner, [made.owner]) &&
    !filter.ownerNot?.includes(made.owner) &&
    among(filter.label, made.labels) &&
    !made.labels.some((label) => filter.labelNot?.includes(label)) &&
    among(filter.reviewer, made.reviewers) &&
    (!filter.waiting || isWaitingFor(made, filter.waiting)) &&
    (!filter.due || dueOf(made) === filter.due) &&
    (!filter.text || made.title.includes(filter.text) || String(made.number) === filter.text)
  );
}

function valuesOf(made: Made, group: FilterGroup, actor: string): string[] {
  const due = dueOf(made);
  return {
    status: [made.status],
    phase: [made.phase],
    risk: [made.risk],
    owner: [made.owner],
    label: made.labels,
    reviewer: made.reviewers,
    waiting: isWaitingFor(made, actor) ? ["me"] : [],
    due: due ? [due] : [],
  }[group];
}

describe("the board's filters", () => {
  let context: Context;
  let viewer: Actor;
  let slug: string;
  let people: string[];
  let all: Made[];

  const some = <T>(list: readonly T[]) =>
    fc.option(fc.subarray([...list], { minLength: 1 }), { nil: undefined, freq: 3 });
  const one = <T>(list: readonly T[]) => fc.option(fc.constantFrom(...list), { nil: undefined, freq: 4 });
  const filters = () =>
    fc.record<ReviewFilter>({
      status: some(statuses),
      phase: some(phases),
      risk: some(reviewRisks),
      owner: some(people),
      ownerNot: some(people),
      label: some(labelNames),
      labelNot: some(labelNames.slice(0, 2)),
      reviewer: some(people),
      waiting: one(people),
      due: one(reviewDues),
      text: one([...words, "7", "12"]),
      archived: one([true, false]),
    });

  beforeAll(async () => {
    context = testContext(database);
    const team = await buildTeam(context);
    ({ viewer, slug } = team);
    people = [team.owner, team.editor, team.viewer].map(({ userId }) => userId);
    const attributes = fc.record({
      title: fc.constantFrom(...words),
      status: fc.constantFrom(...statuses),
      phase: fc.constantFrom(...phases),
      risk: fc.constantFrom(...reviewRisks),
      owner: fc.constantFrom(...people),
      reviewers: fc.subarray(people),
      labels: fc.subarray(labelNames),
      dueIn: fc.option(fc.integer({ min: -3, max: 10 })),
      archived: fc.integer({ max: 9, min: 0 }).map((n) => n === 0),
    });
    const [made = []] = fc.sample(fc.array(attributes, { minLength: 150, maxLength: 150 }), { numRuns: 1, seed: 7 });
    all = made.map((rest, index) => ({ number: index + 1, ...rest }));
    const today = Date.parse(new Date().toISOString().slice(0, 10));
    await context.db.insert(reviews).values(
      all.map((review) => ({
        teamId: team.team.id,
        number: review.number,
        title: `The ${review.title} design`,
        status: review.status,
        phase: review.phase,
        risks: countsOf[review.risk],
        ownerId: review.owner,
        reviewerIds: review.reviewers,
        labels: review.labels,
        dueOn: review.dueIn === null ? null : new Date(today + review.dueIn * 86_400_000).toISOString().slice(0, 10),
        archivedAt: review.archived ? new Date() : null,
        score: review.number % 4 === 0 ? null : review.number % 9,
        updatedAt: new Date(1_700_000_000_000 + (review.number % 13) * 1000),
      })),
    );
  });

  it("show exactly what they say, in any combination and order, over pages", async () => {
    await fc.assert(
      fc.asyncProperty(filters(), fc.constantFrom(...reviewSorts), async (filter, sort) => {
        const seen: number[] = [];
        let cursor: string | undefined;
        do {
          const page = await listReviews(context, viewer, slug, { ...filter, sort, limit: 20, cursor });
          seen.push(...page.items.map(({ number }) => number));
          cursor = page.next ?? undefined;
        } while (cursor);
        const expected = all.filter((made) => matches(made, filter)).map(({ number }) => number);
        expect(seen.toSorted((a, b) => a - b)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it("count what each choice would show, under the filters of the other groups", async () => {
    await fc.assert(
      fc.asyncProperty(filters(), fc.constantFrom(...countGroups), async (filter, group) => {
        const counts = await countReviews(context, viewer, slug, { ...filter, group });
        const { [group]: _own, ...others } = filter;
        const rest = {
          ...others,
          ...(group === "owner" ? { ownerNot: undefined } : {}),
          ...(group === "label" ? { labelNot: undefined } : {}),
        };
        const matching = all.filter((made) => matches(made, rest));
        const naive = new Map<string, number>();
        for (const made of matching)
          for (const value of valuesOf(made, group, viewer.userId)) naive.set(value, (naive.get(value) ?? 0) + 1);
        expect(counts).toMatchObject({ total: matching.length, isMore: false });
        expect(
          new Map(counts.options.filter(({ count }) => count > 0).map(({ value, count }) => [value, count])),
        ).toEqual(naive);
      }),
      { numRuns: 200 },
    );
  });

  it("count honestly where there are more than are counted", async () => {
    const { team, viewer: other, owner } = await buildTeam(context);
    await context.db.execute(sql`
      insert into reviews (team_id, number, title, status, owner_id)
      select ${team.id}, n, 'Review ' || n, case when n <= ${mostCounted + 5} then 'draft' else 'approved' end::review_status, ${owner.userId}
      from generate_series(1, ${mostCounted + 10}::int) n`);
    const { options, isMore } = await countReviews(context, other, team.slug, { group: "status" });
    expect(options.filter(({ count }) => count > 0)).toMatchObject([
      { value: "draft", count: mostCounted, isMore: true },
      { value: "approved", count: 5, isMore: false },
    ]);
    expect(isMore).toBe(true);
    const narrowed = await countReviews(context, other, team.slug, { group: "status", phase: ["discovery"] });
    expect(narrowed.options[0]).toMatchObject({ value: "draft", count: mostCounted + 5, isMore: false });
  });
});
