import { randomBytes } from "node:crypto";
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { LintelError, notFound } from "@/core/errors";
import type { Role } from "@/core/permissions";
import type { Database, Transaction } from "@/db/connection";
import { invitations, members, teams, users } from "@/db/schema";
import { loadTeam } from "@/server/access";
import { type Actor, hashSecret } from "@/server/actor";
import type { Context } from "@/server/context";
import { publishEvents } from "@/server/publish";

type Invitation = {
  id: string;
  teamId: string;
  role: Role;
  email: string | null;
  team: string;
  slug: string;
  invitedBy: string;
};

/** The open invitation behind a link, or `not_found` where it is unknown, used, revoked or has expired. */
export async function findInvitation(db: Database | Transaction, token: string): Promise<Invitation> {
  const [row] = await db
    .select({
      id: invitations.id,
      teamId: invitations.teamId,
      role: invitations.role,
      email: invitations.email,
      team: teams.name,
      slug: teams.slug,
      invitedBy: users.name,
    })
    .from(invitations)
    .innerJoin(teams, eq(teams.id, invitations.teamId))
    .innerJoin(users, eq(users.id, invitations.invitedBy))
    .where(
      and(
        eq(invitations.tokenHash, hashSecret(token)),
        isNull(invitations.acceptedAt),
        gt(invitations.expiresAt, sql`now()`),
      ),
    );
  if (!row)
    throw new LintelError("not_found", "This invitation was used, has expired or was taken back. Ask for a new link.");
  return row;
}

/** What somebody with the link may know before they join; whoever joined with it finds the way to the team instead. */
export async function readInvitation(context: Context, actor: Actor | null, token: string) {
  const joined = actor ? await findJoined(context.db, token, actor.userId) : undefined;
  if (joined) return joined;
  const { team, role, email, invitedBy } = await findInvitation(context.db, token);
  return { team, role, email, invitedBy, joined: null };
}

async function findJoined(db: Database, token: string, userId: string) {
  const [row] = await db
    .select({
      team: teams.name,
      role: members.role,
      email: invitations.email,
      invitedBy: users.name,
      joined: teams.slug,
    })
    .from(invitations)
    .innerJoin(teams, eq(teams.id, invitations.teamId))
    .innerJoin(users, eq(users.id, invitations.invitedBy))
    .innerJoin(members, and(eq(members.teamId, invitations.teamId), eq(members.userId, userId)))
    .where(and(eq(invitations.tokenHash, hashSecret(token)), eq(invitations.acceptedBy, userId)));
  return row;
}

/** Uses an invitation up and makes the user a member; gives the team's slug. Two who use it at once: one joins. */
export async function joinByInvitation(tx: Transaction, invitation: Invitation, userId: string): Promise<string> {
  const used = await tx
    .update(invitations)
    .set({ acceptedAt: sql`now()`, acceptedBy: userId })
    .where(and(eq(invitations.id, invitation.id), isNull(invitations.acceptedAt)))
    .returning({ id: invitations.id });
  if (used.length === 0) throw new LintelError("not_found", "This invitation was used. Ask for a new link.");
  const joined = await tx
    .insert(members)
    .values({ teamId: invitation.teamId, userId, role: invitation.role })
    .onConflictDoNothing()
    .returning({ role: members.role });
  if (joined.length === 0)
    throw new LintelError(
      "conflict",
      "You are a member of this team already; the invitation stays open for somebody else.",
    );
  await publishEvents(tx, { teamId: invitation.teamId, actorId: userId }, [
    { type: "member.joined", payload: { userId, role: invitation.role } },
  ]);
  return invitation.slug;
}

/** Joins a team with the link, as somebody who has an account. */
export async function acceptInvitation(context: Context, actor: Actor, token: string): Promise<{ team: string }> {
  return context.db.transaction(async (tx) => {
    const invitation = await findInvitation(tx, token);
    if (invitation.email && invitation.email !== actor.email)
      throw new LintelError("forbidden", `This invitation is for ${invitation.email}. Sign in with that address.`);
    return { team: await joinByInvitation(tx, invitation, actor.userId) };
  });
}

/** The open invitations of a team, newest first. */
export async function listInvitations(context: Context, actor: Actor, slug: string) {
  const { team } = await loadTeam(context, actor, slug, "member.invite");
  const items = await context.db
    .select({
      id: invitations.id,
      role: invitations.role,
      email: invitations.email,
      invitedBy: users.name,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.invitedBy))
    .where(and(eq(invitations.teamId, team.id), isNull(invitations.acceptedAt), gt(invitations.expiresAt, sql`now()`)))
    .orderBy(desc(invitations.createdAt))
    .limit(200);
  return { items };
}

/** Makes an invitation; its token is in this reply and nowhere else. */
export async function createInvitation(
  context: Context,
  actor: Actor,
  slug: string,
  input: { role: Role; email?: string | undefined; days: number },
) {
  const { team, role } = await loadTeam(context, actor, slug, "member.invite");
  if (input.role === "owner" && role !== "owner")
    throw new LintelError("forbidden", "Only an owner may invite owners.");
  const token = randomBytes(24).toString("base64url");
  return context.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(invitations)
      .values({
        teamId: team.id,
        role: input.role,
        email: input.email?.normalize("NFKC").trim().toLowerCase() || null,
        tokenHash: hashSecret(token),
        invitedBy: actor.userId,
        expiresAt: new Date(Date.now() + input.days * 86_400_000),
      })
      .returning();
    if (!row) throw new Error("the invitation was not stored");
    await publishEvents(tx, { teamId: team.id, actorId: actor.userId }, [
      { type: "member.invited", payload: { invitationId: row.id, role: input.role } },
    ]);
    return { id: row.id, role: row.role, email: row.email, expiresAt: row.expiresAt, token };
  });
}

export async function revokeInvitation(context: Context, actor: Actor, slug: string, id: string): Promise<void> {
  const { team } = await loadTeam(context, actor, slug, "member.invite");
  await context.db.transaction(async (tx) => {
    const gone = await tx
      .delete(invitations)
      .where(and(eq(invitations.id, id), eq(invitations.teamId, team.id), isNull(invitations.acceptedAt)))
      .returning({ id: invitations.id });
    if (gone.length === 0) throw notFound("invitation");
    await publishEvents(tx, { teamId: team.id, actorId: actor.userId }, [
      { type: "invitation.revoked", payload: { invitationId: id } },
    ]);
  });
}
