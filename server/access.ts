import { and, eq, sql } from "drizzle-orm";
import { LintelError, notFound } from "@/core/errors";
import { type Act, type Role, refusal } from "@/core/permissions";
import { members, reviews, teams, users } from "@/db/schema";
import type { Actor } from "@/server/actor";
import { batched, prepared } from "@/server/batch";
import type { Context } from "@/server/context";

export type TeamRow = typeof teams.$inferSelect;
export type ReviewRow = typeof reviews.$inferSelect;
export type TeamAccess = { team: TeamRow; role: Role };
export type ReviewAccess = TeamAccess & { review: ReviewRow; owner: { id: string; name: string } };

const asked = sql`unnest(${sql.placeholder("slugs")}::text[], ${sql.placeholder("userIds")}::uuid[])
  with ordinality as asked (slug, user_id, place)`;
const place = sql<number>`asked.place::int`;
const ownTeam = sql`${teams.slug} = asked.slug`;
const ownMember = sql`${members.teamId} = ${teams.id} and ${members.userId} = asked.user_id`;

const teamsQuery = prepared((db) =>
  db
    .select({ team: teams, role: members.role, place })
    .from(asked)
    .innerJoin(teams, ownTeam)
    .innerJoin(members, ownMember)
    .prepare("teams_of_members"),
);

const findTeam = batched(async (db, keys: { slug: string; userId: string }[]) => {
  const rows = await teamsQuery(db).execute({
    slugs: keys.map(({ slug }) => slug),
    userIds: keys.map(({ userId }) => userId),
  });
  return inOrder(keys, rows);
});

const askedReviews = sql`unnest(${sql.placeholder("slugs")}::text[], ${sql.placeholder("userIds")}::uuid[],
  ${sql.placeholder("numbers")}::int[]) with ordinality as asked (slug, user_id, number, place)`;

const reviewsQuery = prepared((db) =>
  db
    .select({ team: teams, role: members.role, review: reviews, owner: { id: users.id, name: users.name }, place })
    .from(askedReviews)
    .innerJoin(teams, ownTeam)
    .innerJoin(members, ownMember)
    .innerJoin(reviews, sql`${reviews.teamId} = ${teams.id} and ${reviews.number} = asked.number`)
    .innerJoin(users, eq(users.id, reviews.ownerId))
    .prepare("reviews_of_members"),
);

const findReview = batched(async (db, keys: { slug: string; userId: string; number: number }[]) => {
  const rows = await reviewsQuery(db).execute({
    slugs: keys.map(({ slug }) => slug),
    userIds: keys.map(({ userId }) => userId),
    numbers: keys.map(({ number }) => number),
  });
  return inOrder(keys, rows);
});

function inOrder<Row extends { place: number }>(keys: readonly unknown[], rows: Row[]): (Row | undefined)[] {
  const found: (Row | undefined)[] = keys.map(() => undefined);
  for (const row of rows) found[row.place - 1] = row;
  return found;
}

/**
 * The team with this slug as the actor may see it, with the actor's role. The only way to a team: one that the actor is no
 * member of does not exist (`not_found`), one in which the role is too low for `act` is `forbidden`.
 */
export async function loadTeam(context: Context, actor: Actor, slug: string, act: Act): Promise<TeamAccess> {
  const row = await findTeam(context.db, { slug, userId: actor.userId });
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
  const row = await findReview(context.db, { slug: at.team, userId: actor.userId, number: at.number });
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
    .select({ team: teams, role: members.role, review: reviews, owner: { id: users.id, name: users.name } })
    .from(reviews)
    .innerJoin(users, eq(users.id, reviews.ownerId))
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
