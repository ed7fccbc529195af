import { randomUUID } from "node:crypto";
import pino from "pino";
import type { Role } from "@/core/permissions";
import type { Spec } from "@/core/spec/definition";
import { emptySpec } from "@/core/spec/value";
import type { Connection } from "@/db/connection";
import { members, reviews, sessions, teams, users } from "@/db/schema";
import type { Context } from "@/server/context";
import { createDraft } from "@/server/draft-store";

/** A context on a test database: nothing configured, silent unless LINTEL_TEST_LOG names a level. */
export function testContext(connection: Connection): Context {
  return {
    config: { isDevelopment: false } as Context["config"],
    log: pino({ level: process.env.LINTEL_TEST_LOG ?? "silent" }),
    db: connection.db,
    sql: connection.sql,
    stopping: new AbortController().signal,
  };
}

export type TestReview = { teamId: string; team: string; reviewId: string; ownerId: string };
export type TestMember = { userId: string; name: string; sessionId: string };

/** A team of its own with one review, whose draft holds `spec`. */
export async function buildReview({ db }: Connection, spec: Spec = emptySpec()): Promise<TestReview> {
  const owner = await buildUser(db);
  return db.transaction(async (tx) => {
    const slug = `team-${randomUUID()}`;
    const [team] = await tx.insert(teams).values({ slug, name: "Payments", lastReview: 1 }).returning();
    if (!team) throw new Error("no team");
    await tx.insert(members).values({ teamId: team.id, userId: owner, role: "owner" });
    const review = { teamId: team.id, number: 1, title: "Checkout", ownerId: owner };
    const [row] = await tx.insert(reviews).values(review).returning();
    if (!row) throw new Error("no review");
    await createDraft(tx, row.id, spec);
    return { teamId: team.id, team: slug, reviewId: row.id, ownerId: owner };
  });
}

/** A person with this role in the team, signed in. */
export async function buildMember({ db }: Connection, teamId: string, role: Role): Promise<TestMember> {
  const userId = await buildUser(db);
  await db.insert(members).values({ teamId, userId, role });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const [session] = await db.insert(sessions).values({ userId, expiresAt }).returning();
  if (!session) throw new Error("no session");
  return { userId, name: "A member", sessionId: session.id };
}

async function buildUser(db: Connection["db"]): Promise<string> {
  const [user] = await db
    .insert(users)
    .values({ email: `${randomUUID()}@example.com`, name: "A member" })
    .returning();
  if (!user) throw new Error("no user");
  return user.id;
}
