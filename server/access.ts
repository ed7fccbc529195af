import { and, eq } from "drizzle-orm";
import { LintelError, notFound } from "@/core/errors";
import { type Act, type Role, refusal } from "@/core/permissions";
import { members, reviews, teams } from "@/db/schema";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";

export type TeamRow = typeof teams.$inferSelect;
export type ReviewRow = typeof reviews.$inferSelect;
export type TeamAccess = { team: TeamRow; role: Role };
export type ReviewAccess = TeamAccess & { review: ReviewRow };

/**
 * The team with this slug as the actor may see it, with the actor's role. The only way to a team: one that the actor is no
 * member of does not exist (`not_found`), one in which the role is too low for `act` is `forbidden`.
 */
export async function loadTeam(context: Context, actor: Actor, slug: string, act: Act): Promise<TeamAccess> {
  const [row] = await context.db
    .select({ team: teams, role: members.role })
    .from(teams)
    .innerJoin(members, and(eq(members.teamId, teams.id), eq(members.userId, actor.userId)))
    .where(eq(teams.slug, slug));
  if (!row) throw notFound("team");
  assertMay(actor, row.role, act);
  return row;
}

/** A review of a team by its number, under the same rules as `loadTeam`. */
export async function loadReview(
  context: Context,
  actor: Actor,
  at: { team: string; number: number },
  act: Act,
): Promise<ReviewAccess> {
  const [row] = await context.db
    .select({ team: teams, role: members.role, review: reviews })
    .from(teams)
    .innerJoin(members, and(eq(members.teamId, teams.id), eq(members.userId, actor.userId)))
    .innerJoin(reviews, and(eq(reviews.teamId, teams.id), eq(reviews.number, at.number)))
    .where(eq(teams.slug, at.team));
  if (!row) throw notFound("review");
  assertMay(actor, row.role, act);
  return row;
}

/** The same by row id, for sockets, whose documents are named by it. */
export async function loadReviewById(
  context: Context,
  actor: Actor,
  reviewId: string,
  act: Act,
): Promise<ReviewAccess> {
  const [row] = await context.db
    .select({ team: teams, role: members.role, review: reviews })
    .from(reviews)
    .innerJoin(teams, eq(teams.id, reviews.teamId))
    .innerJoin(members, and(eq(members.teamId, teams.id), eq(members.userId, actor.userId)))
    .where(eq(reviews.id, reviewId));
  if (!row) throw notFound("review");
  assertMay(actor, row.role, act);
  return row;
}

/** A token never allows more than its owner's role, and a read token never a change. */
function assertMay(actor: Actor, role: Role, act: Act): void {
  if (actor.via.kind === "token" && actor.via.scope === "read" && !act.endsWith(".read"))
    throw new LintelError("forbidden", "This token may only read. Make one with the scope “write” for changes.");
  const reason = refusal(role, act);
  if (reason) throw new LintelError("forbidden", reason);
}
