import { and, eq, inArray, sql } from "drizzle-orm";
import { type Status, transitionBlocker } from "@/core/approvals/status";
import { LintelError } from "@/core/errors";
import type { NewEvent } from "@/core/events";
import type { Phase } from "@/core/phases";
import { members, reviews } from "@/db/schema";
import { loadReview, type ReviewRow } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { publishEvents } from "@/server/publish";

export type ReviewDetails = {
  title?: string | undefined;
  labels?: string[] | undefined;
  dueOn?: string | null | undefined;
  ownerId?: string | undefined;
  phase?: Phase | undefined;
  reviewerIds?: string[] | undefined;
};

/** A change of a review as of the revision that was seen. Details may depend on what they are now, such as a label more. */
export type ReviewChange = { revision: number } & (
  | { kind: "details"; details: ReviewDetails | ((review: ReviewRow) => ReviewDetails) }
  /** `isIdle`: being there already is no mistake. */
  | { kind: "status"; to: Status; reason?: string | undefined; isIdle?: boolean }
  | { kind: "archived"; archived: boolean }
);

/** What is written, and what is told of it. */
type Written = { values: object; happened: NewEvent[] };

/**
 * Makes a change with its events in one transaction and gives the new revision; `null` where nothing was to be changed, and so
 * nothing is written. A stale revision is a `conflict`.
 */
export async function changeReview(
  context: Context,
  actor: Actor,
  at: { team: string; number: number },
  change: ReviewChange,
): Promise<number | null> {
  const { review } = await loadReview(context, actor, at, "review.update");
  const { values, happened } = await written(context, review, change);
  if (happened.length === 0) return null;
  return context.db.transaction(async (tx) => {
    const [changed] = await tx
      .update(reviews)
      .set({ ...values, updatedAt: sql`now()`, revision: sql`${reviews.revision} + 1` })
      .where(and(eq(reviews.id, review.id), eq(reviews.revision, change.revision)))
      .returning({ revision: reviews.revision });
    if (!changed)
      throw new LintelError("conflict", "Somebody changed this review in the meantime. Reload and repeat your change.");
    await publishEvents(tx, { teamId: review.teamId, reviewId: review.id, actorId: actor.userId }, happened);
    return changed.revision;
  });
}

async function written(context: Context, review: ReviewRow, change: ReviewChange): Promise<Written> {
  if (change.kind === "details") {
    const given = typeof change.details === "function" ? change.details(review) : change.details;
    const details = changesOf(review, given);
    await assertPeople(context, review, details);
    return { values: details, happened: eventsOf(review, details) };
  }
  if (change.kind === "archived") {
    const { archived } = change;
    const values = { archivedAt: archived ? sql`now()` : null };
    const isSo = archived === (review.archivedAt !== null);
    return {
      values,
      happened: isSo ? [] : [{ type: archived ? "review.archived" : "review.unarchived", payload: {} }],
    };
  }
  const { to, reason, isIdle } = change;
  if (isIdle && review.status === to) return { values: {}, happened: [] };
  const blocker = transitionBlocker(review, to);
  if (blocker) throw new LintelError("conflict", blocker);
  const payload = { from: review.status, to, ...(reason ? { reason } : {}) };
  return { values: { status: to }, happened: [{ type: "review.moved", payload }] };
}

/** What of a change is one, in the form it is stored in. */
function changesOf(review: ReviewRow, given: ReviewDetails): ReviewDetails {
  const normal = {
    ...given,
    ...(given.labels ? { labels: [...new Set(given.labels)].sort() } : {}),
    ...(given.reviewerIds ? { reviewerIds: [...new Set(given.reviewerIds)] } : {}),
  };
  const isChange = ([key, value]: [string, unknown]) =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(review[key as keyof ReviewDetails]);
  return Object.fromEntries(Object.entries(normal).filter(isChange));
}

function eventsOf(review: ReviewRow, changes: ReviewDetails): NewEvent[] {
  const { reviewerIds, ...others } = changes;
  const { title, ownerId } = others;
  const payload = { changed: Object.keys(others), ...(title ? { title } : {}), ...(ownerId ? { ownerId } : {}) };
  const added = (reviewerIds ?? []).filter((id) => !review.reviewerIds.includes(id));
  const removed = reviewerIds ? review.reviewerIds.filter((id) => !reviewerIds.includes(id)) : [];
  return [
    ...(payload.changed.length > 0 ? [{ type: "review.updated" as const, payload }] : []),
    ...added.map((userId) => ({ type: "reviewer.added" as const, payload: { userId } })),
    ...removed.map((userId) => ({ type: "reviewer.removed" as const, payload: { userId } })),
  ];
}

async function assertPeople(context: Context, review: ReviewRow, { ownerId, reviewerIds }: ReviewDetails) {
  if (ownerId) await assertMembers(context, review.teamId, [ownerId], "ownerId", "The owner");
  // Who was named before may have left the team since, and stays until somebody takes them out.
  const added = (reviewerIds ?? []).filter((id) => !review.reviewerIds.includes(id));
  await assertMembers(context, review.teamId, added, "reviewerIds", "A reviewer");
}

async function assertMembers(context: Context, teamId: string, ids: string[], path: string, who: string) {
  if (ids.length === 0) return;
  const found = await context.db
    .select({ id: members.userId })
    .from(members)
    .where(and(eq(members.teamId, teamId), inArray(members.userId, ids)));
  if (found.length < ids.length)
    throw new LintelError("invalid", `${who} must be a member of the team.`, {
      fields: [{ path, message: "This person is no member of the team." }],
    });
}
