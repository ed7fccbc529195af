import { and, eq, inArray, sql } from "drizzle-orm";
import type { Status } from "@/core/approvals/status";
import { transitionBlocker } from "@/core/approvals/status";
import { LintelError } from "@/core/errors";
import type { NewEvent } from "@/core/events";
import type { Phase } from "@/core/phases";
import { percentFilled } from "@/core/spec/completeness";
import type { Spec } from "@/core/spec/definition";
import { findTemplate } from "@/core/spec/templates/templates";
import type { Transaction } from "@/db/connection";
import { members, reviews, teams } from "@/db/schema";
import { loadReview, loadTeam, type ReviewRow } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { createDraft } from "@/server/draft-store";
import { namesOf } from "@/server/names";
import { publishEvents } from "@/server/publish";

type ReviewAt = { team: string; number: number };

/**
 * Makes a review with its draft in a team, from a template or a given specification. The number is taken under the lock of the
 * team's row, so numbers have no gaps.
 */
export async function createReviewIn(
  tx: Transaction,
  input: { teamId: string; userId: string; title?: string; template?: string; spec?: Spec; importedFrom?: string },
): Promise<{ id: string; number: number }> {
  const template = findTemplate(input.template ?? "blank");
  if (!template)
    throw new LintelError("invalid", `There is no template “${input.template}”.`, {
      fields: [{ path: "template", message: "There is no such template." }],
    });
  const [team] = await tx
    .update(teams)
    .set({ lastReview: sql`${teams.lastReview} + 1` })
    .where(eq(teams.id, input.teamId))
    .returning({ number: teams.lastReview });
  if (!team) throw new Error(`a review for a team that does not exist: ${input.teamId}`);
  const title = input.title ?? template.title;
  const spec = input.spec ?? template.spec;
  const [review] = await tx
    .insert(reviews)
    .values({
      teamId: input.teamId,
      number: team.number,
      title,
      ownerId: input.userId,
      template: input.spec ? null : template.key,
      completeness: percentFilled(spec),
    })
    .returning({ id: reviews.id });
  if (!review) throw new Error("the review was not stored");
  await createDraft(tx, review.id, spec);
  await publishEvents(tx, { teamId: input.teamId, reviewId: review.id, actorId: input.userId }, [
    {
      type: "review.created",
      payload: {
        title,
        ...(input.spec ? {} : { template: template.key }),
        ...(input.importedFrom ? { importedFrom: input.importedFrom } : {}),
      },
    },
  ]);
  return { id: review.id, number: team.number };
}

export async function createReview(
  context: Context,
  actor: Actor,
  slug: string,
  input: { title: string; template?: string | undefined },
) {
  const { team } = await loadTeam(context, actor, slug, "review.create");
  const { number } = await context.db.transaction((tx) =>
    createReviewIn(tx, { teamId: team.id, userId: actor.userId, ...input, template: input.template ?? "blank" }),
  );
  return readReview(context, actor, { team: slug, number });
}

/** The review without its specification: what the head of every page of it shows. */
export async function readReview(context: Context, actor: Actor, at: ReviewAt) {
  const { review, role, owner } = await loadReview(context, actor, at, "review.read");
  const person = await namesOf(context, review.reviewerIds);
  return { ...review, owner, reviewers: review.reviewerIds.map(person), role };
}

export type ReviewChanges = {
  title?: string | undefined;
  labels?: string[] | undefined;
  dueOn?: string | null | undefined;
  ownerId?: string | undefined;
  phase?: Phase | undefined;
  reviewerIds?: string[] | undefined;
};

/** Changes what the head of a review says, its reviewers with it. A stale revision is a `conflict`. */
export async function updateReview(
  context: Context,
  actor: Actor,
  at: ReviewAt,
  input: ReviewChanges & { revision: number },
) {
  const { review, team } = await loadReview(context, actor, at, "review.update");
  const { revision, ...given } = input;
  const changes = changesOf(review, given);
  if (changes.ownerId) await assertMembers(context, team.id, [changes.ownerId], "ownerId", "The owner");
  // Who was named before may have left the team since, and stays until somebody takes them out.
  const added = (changes.reviewerIds ?? []).filter((id) => !review.reviewerIds.includes(id));
  await assertMembers(context, team.id, added, "reviewerIds", "A reviewer");
  const happened = eventsOf(review, changes);
  if (happened.length > 0) await changeReview(context, actor, { review, revision, changes, happened });
  return readReview(context, actor, at);
}

/** What of a change is one, in the form it is stored in. */
function changesOf(review: ReviewRow, given: ReviewChanges): ReviewChanges {
  const normal = {
    ...given,
    ...(given.labels ? { labels: [...new Set(given.labels)].sort() } : {}),
    ...(given.reviewerIds ? { reviewerIds: [...new Set(given.reviewerIds)] } : {}),
  };
  const isChange = ([key, value]: [string, unknown]) =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(review[key as keyof ReviewChanges]);
  return Object.fromEntries(Object.entries(normal).filter(isChange));
}

function eventsOf(review: ReviewRow, changes: ReviewChanges): NewEvent[] {
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

/** Moves a review to another status along the table of transitions. */
export async function moveReview(
  context: Context,
  actor: Actor,
  at: ReviewAt,
  input: { to: Status; reason?: string | undefined; revision: number },
) {
  const { review } = await loadReview(context, actor, at, "review.update");
  const blocker = transitionBlocker(review, input.to);
  if (blocker) throw new LintelError("conflict", blocker);
  const { to, reason, revision } = input;
  const event: NewEvent = { type: "review.moved", payload: { from: review.status, to, ...(reason ? { reason } : {}) } };
  await changeReview(context, actor, { review, revision, changes: { status: to }, happened: [event] });
  return readReview(context, actor, at);
}

/** Takes a review off the board, or puts it back; nothing of it is lost. */
export async function archiveReview(
  context: Context,
  actor: Actor,
  at: ReviewAt,
  input: { archived: boolean; revision: number },
) {
  const { review } = await loadReview(context, actor, at, "review.update");
  const { archived, revision } = input;
  if (archived !== (review.archivedAt !== null)) {
    const changes = { archivedAt: archived ? sql`now()` : null };
    const event: NewEvent = { type: archived ? "review.archived" : "review.unarchived", payload: {} };
    await changeReview(context, actor, { review, revision, changes, happened: [event] });
  }
  return readReview(context, actor, at);
}

async function changeReview(
  context: Context,
  actor: Actor,
  change: { review: { id: string; teamId: string }; revision: number; changes: object; happened: NewEvent[] },
): Promise<void> {
  const { review, revision, changes, happened } = change;
  await context.db.transaction(async (tx) => {
    const changed = await tx
      .update(reviews)
      .set({ ...changes, updatedAt: sql`now()`, revision: sql`${reviews.revision} + 1` })
      .where(and(eq(reviews.id, review.id), eq(reviews.revision, revision)))
      .returning({ id: reviews.id });
    if (changed.length === 0)
      throw new LintelError("conflict", "Somebody changed this review in the meantime. Reload and repeat your change.");
    await publishEvents(tx, { teamId: review.teamId, reviewId: review.id, actorId: actor.userId }, happened);
  });
}
