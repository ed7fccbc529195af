import { eq, sql } from "drizzle-orm";
import type { Status } from "@/core/approvals/status";
import { LintelError } from "@/core/errors";
import { percentFilled } from "@/core/spec/completeness";
import type { Spec } from "@/core/spec/definition";
import { findTemplate } from "@/core/spec/templates/templates";
import type { Transaction } from "@/db/connection";
import { reviews, teams } from "@/db/schema";
import { loadReview, loadTeam } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { createDraft } from "@/server/draft-store";
import { namesOf } from "@/server/names";
import { publishEvents } from "@/server/publish";
import { changeReview, type ReviewDetails } from "@/server/review-change";

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

/** Changes what the head of a review says, its reviewers with it. A stale revision is a `conflict`. */
export async function updateReview(
  context: Context,
  actor: Actor,
  at: ReviewAt,
  input: ReviewDetails & { revision: number },
) {
  const { revision, ...details } = input;
  await changeReview(context, actor, at, { kind: "details", details, revision });
  return readReview(context, actor, at);
}

/** Moves a review to another status along the table of transitions. */
export async function moveReview(
  context: Context,
  actor: Actor,
  at: ReviewAt,
  input: { to: Status; reason?: string | undefined; revision: number },
) {
  await changeReview(context, actor, at, { kind: "status", ...input });
  return readReview(context, actor, at);
}

/** Takes a review off the board, or puts it back; nothing of it is lost. */
export async function archiveReview(
  context: Context,
  actor: Actor,
  at: ReviewAt,
  input: { archived: boolean; revision: number },
) {
  await changeReview(context, actor, at, { kind: "archived", ...input });
  return readReview(context, actor, at);
}
