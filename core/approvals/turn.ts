import type { Status } from "./status";

/** Whose turn a review is in each status. `reviewers` falls to the owner while nobody is named. */
export const turns: Record<Status, "owner" | "reviewers" | "nobody"> = {
  draft: "owner",
  in_review: "reviewers",
  changes_requested: "owner",
  approved: "nobody",
  rejected: "nobody",
  postponed: "nobody",
  superseded: "nobody",
};

/** Whether somebody still has to do something for a review of this status. */
export function isAwaited(status: Status): boolean {
  return turns[status] !== "nobody";
}

type Turn = { status: Status; ownerId: string; reviewerIds: readonly string[]; isArchived?: boolean };

/**
 * The ids of the people a review waits for, in the order they were named. In review it waits for its reviewers; without any it
 * waits for the owner, who has to name one. An archived review waits for nobody.
 */
export function waitingFor({ status, ownerId, reviewerIds, isArchived = false }: Turn): readonly string[] {
  const turn = isArchived ? "nobody" : turns[status];
  if (turn === "nobody") return [];
  return turn === "reviewers" && reviewerIds.length > 0 ? reviewerIds : [ownerId];
}

/** A due date counts as near from so many days on. */
export const soonDays = 3;

/**
 * How a due date (`YYYY-MM-DD`) stands on a day: `late` once it has passed, `soon` from three days before, else `calm`. A review
 * that nobody has to do anything for is never late.
 */
export function urgencyOf(dueOn: string, today: string, status: Status): "late" | "soon" | "calm" {
  if (!isAwaited(status)) return "calm";
  const days = Math.round((Date.parse(dueOn) - Date.parse(today)) / 86_400_000);
  if (days < 0) return "late";
  return days <= soonDays ? "soon" : "calm";
}
