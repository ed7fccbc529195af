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
  | { kind: "label"; label: string; isOn: boolean }
  | { kind: "reviewer"; userId: string; isOn: boolean };

export type BatchOutcome = { number: number; outcome: "changed" | "unchanged" | "refused"; reason: string | null };

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
    const isChanged = await changeReview(context, actor, at, changeFor(act));
    return { number: at.number, outcome: isChanged ? "changed" : "unchanged", reason: null };
  } catch (error) {
    if (!(error instanceof LintelError) || error.code === "unavailable") throw error;
    return { number: at.number, outcome: "refused", reason: error.message };
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
    case "label":
      return { labels: toggled(review.labels, act.label, act.isOn, mostLabels, "labels") };
    case "reviewer":
      return { reviewerIds: toggled(review.reviewerIds, act.userId, act.isOn, mostReviewers, "reviewers") };
  }
}

function toggled(list: readonly string[], item: string, isOn: boolean, most: number, what: string): string[] {
  const others = list.filter((one) => one !== item);
  if (isOn && others.length >= most) throw new LintelError("invalid", `A review has at most ${most} ${what}.`);
  return isOn ? (list.includes(item) ? [...list] : [...others, item]) : others;
}
