import { and, asc, count, eq, sql } from "drizzle-orm";
import { emptyAnswer } from "@/core/checklist/answer";
import { assess } from "@/core/checklist/assess";
import { SHIPPED_LENSES } from "@/core/checklist/lenses/shipped";
import { LintelError, notFound } from "@/core/errors";
import { type Role, roleChangeBlocker } from "@/core/permissions";
import { findTemplate } from "@/core/spec/templates/templates";
import type { Transaction } from "@/db/connection";
import { members, teams, users } from "@/db/schema";
import { loadTeam } from "@/server/access";
import type { Actor } from "@/server/actor";
import { lensKey, replaceAnswers } from "@/server/checklists";
import type { Context } from "@/server/context";
import { publishEvents } from "@/server/publish";
import { createReviewIn } from "@/server/reviews";

/** First path segments that are pages, so that no team can take their place. */
const reservedSlugs = new Set([
  "api",
  "account",
  "sign-in",
  "sign-up",
  "invitations",
  "share",
  "teams",
  "new",
  "healthz",
  "readyz",
  "live",
  "inbox",
  "unsubscribe",
  "vendor",
  "api-docs",
  "settings",
]);

/** A name as it stands in an address: `Payments & Risk` → `payments-risk`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return slug === "" ? "team" : slug;
}

/** Makes a team owned by the user; a slug that is taken gets a number behind it. */
async function createTeamIn(tx: Transaction, userId: string, name: string): Promise<{ id: string; slug: string }> {
  const wanted = slugOf(name);
  for (let attempt = reservedSlugs.has(wanted) ? 2 : 1; attempt < 1000; attempt++) {
    const slug = attempt === 1 ? wanted : `${wanted}-${attempt}`;
    const [team] = await tx.insert(teams).values({ slug, name }).onConflictDoNothing().returning({ id: teams.id });
    if (!team) continue;
    await tx.insert(members).values({ teamId: team.id, userId, role: "owner" });
    await publishEvents(tx, { teamId: team.id, actorId: userId }, [{ type: "team.created", payload: { name } }]);
    return { id: team.id, slug };
  }
  throw new LintelError("conflict", "Too many teams have this name. Choose another one.");
}

const exampleKey = "e-commerce";

/**
 * Answers the example's checklists with what its specification shows, so that a newcomer sees a score with its reasons. Where it
 * shows a high risk the question stays open: there is something to try.
 */
async function answerFromSpec(tx: Transaction, reviewId: string, userId: string): Promise<void> {
  const spec = findTemplate(exampleKey)?.spec;
  if (!spec) return;
  const byLens = SHIPPED_LENSES.map((lens) => {
    const shown = assess(lens, spec, []).questions.filter(({ proposal }) => proposal && proposal.outcome !== "high");
    const given = shown.map(({ questionId, proposal }) => ({
      ...emptyAnswer(questionId),
      choices: proposal?.choices ?? [],
      origin: "confirmed" as const,
    }));
    return [lensKey(lens), given.filter(({ choices }) => choices.length > 0)] as const;
  });
  await replaceAnswers(tx, { id: reviewId, targets: {}, lenses: SHIPPED_LENSES }, Object.fromEntries(byLens), userId);
}

/** The first team of a new Lintel, with the worked example in it. */
export async function createFirstTeam(tx: Transaction, userId: string, name: string): Promise<string> {
  const team = await createTeamIn(tx, userId, name);
  const review = await createReviewIn(tx, { teamId: team.id, userId, template: exampleKey });
  await answerFromSpec(tx, review.id, userId);
  return team.slug;
}

export async function createTeam(context: Context, actor: Actor, input: { name: string }) {
  const slug = await context.db.transaction(async (tx) => (await createTeamIn(tx, actor.userId, input.name)).slug);
  return readTeam(context, actor, slug);
}

/** The team, the actor's role in it, and its members by name. */
export async function readTeam(context: Context, actor: Actor, slug: string) {
  const { team, role } = await loadTeam(context, actor, slug, "team.read");
  const people = await context.db
    .select({ id: users.id, name: users.name, email: users.email, role: members.role, joinedAt: members.createdAt })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.teamId, team.id))
    .orderBy(asc(users.name), asc(users.id))
    .limit(1000);
  const { slug: ownSlug, name, targets, isPublic, revision, lastEvent } = team;
  return { slug: ownSlug, name, role, targets, isPublic, revision, lastEvent, members: people };
}

/** The number of the newest event. What is read after it holds the effects of every event up to it. */
export async function readLastEvent(context: Context, actor: Actor, slug: string) {
  const { team } = await loadTeam(context, actor, slug, "team.read");
  return { lastEvent: team.lastEvent };
}

/** Renames a team, changes its targets, or opens or closes its public board. */
export async function updateTeam(
  context: Context,
  actor: Actor,
  slug: string,
  input: {
    name?: string | undefined;
    targets?: Record<string, number> | undefined;
    isPublic?: boolean | undefined;
    revision: number;
  },
) {
  const { team } = await loadTeam(context, actor, slug, "team.update");
  await context.db.transaction(async (tx) => {
    const { revision, ...changes } = input;
    const changed = await tx
      .update(teams)
      .set({ ...changes, revision: sql`${teams.revision} + 1` })
      .where(and(eq(teams.id, team.id), eq(teams.revision, revision)))
      .returning({ id: teams.id });
    if (changed.length === 0)
      throw new LintelError(
        "conflict",
        "The team's settings were changed in the meantime. Reload and repeat your change.",
      );
    await publishEvents(tx, { teamId: team.id, actorId: actor.userId }, [{ type: "team.updated", payload: changes }]);
  });
  return readTeam(context, actor, slug);
}

/** Gives a member another role, or takes them out of the team (`to: null`); one's own membership may always be given up. */
export async function changeMember(
  context: Context,
  actor: Actor,
  slug: string,
  input: { userId: string; to: Role | null },
): Promise<void> {
  const { team, role } = await loadTeam(context, actor, slug, "team.read");
  const { userId, to } = input;
  await context.db.transaction(async (tx) => {
    // Owners leaving at the same time would each see the other still there.
    await tx.select({ id: teams.id }).from(teams).where(eq(teams.id, team.id)).for("update");
    const member = and(eq(members.teamId, team.id), eq(members.userId, userId));
    const [[found], [owners]] = await Promise.all([
      tx.select({ role: members.role }).from(members).where(member),
      tx
        .select({ count: count() })
        .from(members)
        .where(and(eq(members.teamId, team.id), eq(members.role, "owner"))),
    ]);
    if (!found) throw notFound("member");
    const isSelf = userId === actor.userId;
    const blocker = roleChangeBlocker({ actor: role, isSelf, from: found.role, to, owners: owners?.count ?? 0 });
    if (blocker) throw new LintelError("forbidden", blocker);
    if (actor.via.kind === "token" && actor.via.scope === "read")
      throw new LintelError("forbidden", "This token may only read.");
    if (to === null) await tx.delete(members).where(member);
    else await tx.update(members).set({ role: to }).where(member);
    await publishEvents(tx, { teamId: team.id, actorId: actor.userId }, [
      to === null
        ? { type: "member.left", payload: { userId } }
        : { type: "member.changed", payload: { userId, from: found.role, to } },
    ]);
    // Open drafts of this person close or become read-only.
    await tx.execute(sql`select pg_notify('lintel_access', ${`member:${team.id}:${userId}`})`);
  });
}
