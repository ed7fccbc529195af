import type { Status } from "@/core/approvals/status";
import { LintelError } from "@/core/errors";
import type { Phase } from "@/core/phases";
import type { ReviewRow } from "@/server/access";
import { loadTeam } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { changeReview, type ReviewChange, type ReviewDetails } from "@/server/review-change";

/** One act on many reviews. Each says how it shall be, so that doing it again changes nothing. */
export type BatchAct =
  | { kind: "status"; to: Status }
  | { kind: "archived"; archived: boolean }
  | { kind: "owner"; ownerId: string }
  | { kind: "phase"; phase: Phase }
  | { kind: "due"; dueOn: string | null }
  | { kind: "labels"; add: readonly string[]; remove: readonly string[] }
  | { kind: "reviewer"; userId: string; isOn: boolean };

export type BatchOutcome = {
  number: number;
  outcome: "changed" | "unchanged" | "refused";
  reason: string | null;
  /** After the act; `null` where it did nothing. */
  revision: number | null;
};

const mostLabels = 20;
const mostReviewers = 20;

/**
 * Does one act on each of these reviews, in order, each in a transaction of its own: one that is refused says why and holds
 * up none of the others. An outage ends it; what was done until then is done, and asking again finds it `unchanged`.
 */
export async function changeReviews(
  context: Context,
  actor: Actor,
  slug: string,
  input: { reviews: readonly { number: number; revision: number }[]; act: BatchAct },
): Promise<{ items: BatchOutcome[] }> {
  await loadTeam(context, actor, slug, "review.update");
  const items: BatchOutcome[] = [];
  for (const { number, revision } of input.reviews)
    items.push(await changeOne(context, actor, { team: slug, number }, { ...input.act, revision }));
  return { items };
}

async function changeOne(
  context: Context,
  actor: Actor,
  at: { team: string; number: number },
  act: BatchAct & { revision: number },
): Promise<BatchOutcome> {
  try {
    const revision = await changeReview(context, actor, at, changeFor(act));
    return { number: at.number, outcome: revision === null ? "unchanged" : "changed", reason: null, revision };
  } catch (error) {
    if (!(error instanceof LintelError) || error.code === "unavailable") throw error;
    return { number: at.number, outcome: "refused", reason: error.message, revision: null };
  }
}

function changeFor(act: BatchAct & { revision: number }): ReviewChange {
  const { revision } = act;
  if (act.kind === "status") return { kind: "status", to: act.to, isIdle: true, revision };
  if (act.kind === "archived") return { kind: "archived", archived: act.archived, revision };
  return { kind: "details", details: (review) => detailsFor(act, review), revision };
}

function detailsFor(act: Exclude<BatchAct, { kind: "status" | "archived" }>, review: ReviewRow): ReviewDetails {
  switch (act.kind) {
    case "owner":
      return { ownerId: act.ownerId };
    case "phase":
      return { phase: act.phase };
    case "due":
      return { dueOn: act.dueOn };
    case "labels":
      return { labels: changed(review.labels, act.add, act.remove, mostLabels, "labels") };
    case "reviewer": {
      const [add, remove] = act.isOn ? [[act.userId], []] : [[], [act.userId]];
      return { reviewerIds: changed(review.reviewerIds, add, remove, mostReviewers, "reviewers") };
    }
  }
}

function changed(
  list: readonly string[],
  add: readonly string[],
  remove: readonly string[],
  most: number,
  what: string,
) {
  const next = [...new Set([...list.filter((item) => !remove.includes(item)), ...add])];
  if (next.length > Math.max(most, list.length))
    throw new LintelError("invalid", `A review has at most ${most} ${what}.`);
  return next;
}
