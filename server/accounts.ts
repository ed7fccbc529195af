import { randomBytes } from "node:crypto";
import { and, desc, eq, gt, lt, ne, sql } from "drizzle-orm";
import { LintelError, notFound } from "@/core/errors";
import type { Role } from "@/core/permissions";
import type { Transaction } from "@/db/connection";
import { accounts, sessions, signInAttempts, tokens, users } from "@/db/schema";
import { type Actor, hashSecret, tokenPrefix } from "@/server/actor";
import type { Caller } from "@/server/api/route";
import { attemptLimits, forgiveAttempt, takeAttempt } from "@/server/attempts";
import { batched, prepared } from "@/server/batch";
import type { Context } from "@/server/context";
import { findInvitation, joinByInvitation } from "@/server/invitations";
import { hashPassword, isPassword } from "@/server/passwords";
import { createFirstTeam } from "@/server/teams";

const sessionDays = 30;

/** An address as it is compared: compatibility forms folded, lower case. */
export function normaliseEmail(email: string): string {
  return email.normalize("NFKC").trim().toLowerCase();
}

/** Whether a text that a provider calls an e-mail address has the form of a single one. */
function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@,;:<>()"\\]+@[^\s@,;:<>()"\\]+\.[^\s@,;:<>()"\\]+$/.test(text);
}

/** Whether anybody has signed up yet, and who may do so now. */
export async function readSignUpState(context: Context): Promise<{ isFirst: boolean; isOpen: boolean }> {
  const [row] = await context.db.select({ id: users.id }).from(users).limit(1);
  return { isFirst: !row, isOpen: !row || context.config.allowsSignUp };
}

/**
 * Makes an account. The first person also makes the first team, with the worked example in it; later ones come with an
 * invitation, or without where the configuration opens the door. Throws `conflict` for an address that has an account.
 */
export async function signUp(
  context: Context,
  input: { name: string; email: string; password: string; team?: string | undefined; invitation?: string | undefined },
): Promise<{ userId: string; team: string | null }> {
  const email = normaliseEmail(input.email);
  const passwordHash = await hashPassword(input.password);
  return context.db.transaction(async (tx) => {
    // Two first people at once would both make a first team.
    await tx.execute(sql`select pg_advisory_xact_lock(7272742)`);
    const { isFirst, isOpen } = await readSignUpState({ ...context, db: tx as unknown as Context["db"] });
    const invitation = input.invitation ? await findInvitation(tx, input.invitation) : null;
    if (!isOpen && !invitation)
      throw new LintelError("forbidden", "Signing up takes an invitation here. Ask an admin of your team for a link.");
    if (invitation?.email && invitation.email !== email)
      throw new LintelError("forbidden", `This invitation is for ${invitation.email}. Sign up with that address.`);
    const [user] = await tx
      .insert(users)
      .values({ email, name: input.name, passwordHash })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (!user)
      throw new LintelError("conflict", "There is an account with this e-mail address already. Sign in instead.", {
        fields: [{ path: "email", message: "There is an account with this address already." }],
      });
    if (invitation) return { userId: user.id, team: await joinByInvitation(tx, invitation, user.id) };
    if (!isFirst) return { userId: user.id, team: null };
    return { userId: user.id, team: await createFirstTeam(tx, user.id, input.team ?? "My team") };
  });
}

export type SignIn =
  | { result: "ok"; userId: string; name: string; email: string }
  | { result: "wrong" }
  | { result: "limited"; minutes: number };

/**
 * Checks e-mail and password. After ten failures for an account, or fifty from an address, within a quarter of an hour the
 * password is not looked at any more. Unknown and known addresses take the same time and the same answer.
 */
export async function checkPassword(
  context: Context,
  input: { email: string; password: string },
  caller: Caller,
): Promise<SignIn> {
  const email = normaliseEmail(input.email);
  const attempt = await takeAttempt(context, [
    { key: `account:${hashSecret(email)}`, most: attemptLimits.account },
    { key: `address:${caller.address}`, most: attemptLimits.address },
  ]);
  if ("minutes" in attempt) return { result: "limited", minutes: attempt.minutes };
  const [user] = await context.db.select().from(users).where(eq(users.email, email));
  const matches = await isPassword(input.password, user?.passwordHash ?? null);
  if (!user || !matches || user.disabledAt) return { result: "wrong" };
  await forgiveAttempt(context, attempt.ids);
  return { result: "ok", userId: user.id, name: user.name, email: user.email };
}

/** Forgets failed sign-ins and sessions that no longer matter. */
export async function forgetOldSignIns(context: Context): Promise<void> {
  await context.db.delete(signInAttempts).where(lt(signInAttempts.at, sql`now() - interval '1 day'`));
  await context.db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));
}

/**
 * Begins a session for somebody who has proved who they are; the id goes into the signed cookie. The session that this browser
 * had until now ends: its cookie is about to be overwritten, and nobody could sign it out any more.
 */
export async function startSession(
  context: Context,
  userId: string,
  caller: Caller,
  replaces: string | null = null,
): Promise<string> {
  const [row] = await context.db
    .insert(sessions)
    .values({
      userId,
      address: caller.address,
      userAgent: caller.userAgent,
      expiresAt: new Date(Date.now() + sessionDays * 86_400_000),
    })
    .returning({ id: sessions.id });
  if (!row) throw new Error("the session was not stored");
  if (replaces) await endSession(context, replaces);
  return row.id;
}

/** Whether a session still stands; notes that it was seen, at most once an hour. */
export async function isSessionAlive(context: Context, sessionId: string): Promise<boolean> {
  const [row] = await context.db
    .select({ id: sessions.id, isStale: sql<boolean>`${sessions.lastSeenAt} < now() - interval '1 hour'` })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), gt(sessions.expiresAt, sql`now()`)));
  if (row?.isStale) await context.db.update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.id, sessionId));
  return row !== undefined;
}

/** Ends sessions and has every process close their sockets. Answers how many there were. */
async function endSessions(tx: Transaction, where: ReturnType<typeof and>): Promise<number> {
  const ended = await tx.delete(sessions).where(where).returning({ id: sessions.id });
  for (const { id } of ended) await tx.execute(sql`select pg_notify('lintel_access', ${`session:${id}`})`);
  return ended.length;
}

export async function endSession(context: Context, sessionId: string): Promise<void> {
  await context.db.transaction((tx) => endSessions(tx, eq(sessions.id, sessionId)));
}

export type Profile = {
  provider: string;
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
  name: string;
};

/** What the browser brought along to the provider and back: the account it is signed in to, the token of an invitation. */
export type BroughtAlong = { linkTo: string | null; invitation: string | null };

/** Why a sign-in at an outside provider was turned away; the sign-in page has a sentence for each. */
export type ProfileRefusal =
  | "disabled"
  | "linked_elsewhere"
  | "unverified"
  | "odd_address"
  | "link_first"
  | "invitation_needed"
  | "invitation_gone"
  | "invitation_for_other";

/**
 * The account behind a sign-in at an outside provider. Known ones are found by the provider's subject. A new one makes an
 * account with an invitation, which it uses up, or where signing up is open or nobody has yet; an address that has an account is
 * never taken over by a provider: its owner signs in and links it there (`linkTo`).
 */
export async function findOrCreateByProfile(
  context: Context,
  profile: Profile,
  { linkTo, invitation: token }: BroughtAlong = { linkTo: null, invitation: null },
): Promise<{ userId: string } | { refused: ProfileRefusal }> {
  return context.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7272742)`);
    const { provider, subject } = profile;
    const [known] = await tx
      .select({ userId: accounts.userId, disabledAt: users.disabledAt })
      .from(accounts)
      .innerJoin(users, eq(users.id, accounts.userId))
      .where(and(eq(accounts.provider, provider), eq(accounts.subject, subject)));
    if (known?.disabledAt) return { refused: "disabled" };
    if (known) return linkTo && known.userId !== linkTo ? { refused: "linked_elsewhere" } : { userId: known.userId };
    if (linkTo) {
      await tx.insert(accounts).values({ provider, subject, userId: linkTo });
      return { userId: linkTo };
    }
    if (!profile.email || !profile.isEmailVerified) return { refused: "unverified" };
    // The provider has verified the address as it is spelled, not the one that its look-alike letters fold into.
    if (profile.email.normalize("NFKC") !== profile.email || !isAddress(profile.email))
      return { refused: "odd_address" };
    const email = normaliseEmail(profile.email);
    const [taken] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
    if (taken) return { refused: "link_first" };
    const { isFirst, isOpen } = await readSignUpState({ ...context, db: tx as unknown as Context["db"] });
    const invitation = token ? await findInvitation(tx, token).catch(() => null) : null;
    if (!isOpen && !invitation) return { refused: token ? "invitation_gone" : "invitation_needed" };
    if (invitation?.email && invitation.email !== email) return { refused: "invitation_for_other" };
    const [user] = await tx
      .insert(users)
      .values({ email, name: profile.name || email })
      .returning({ id: users.id });
    if (!user) throw new Error("the account was not stored");
    await tx.insert(accounts).values({ provider, subject, userId: user.id });
    if (invitation) await joinByInvitation(tx, invitation, user.id);
    else if (isFirst) await createFirstTeam(tx, user.id, "My team");
    return { userId: user.id };
  });
}

type Joined = { slug: string; name: string; role: Role };

const peopleQuery = prepared((db) =>
  db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      hasPassword: sql<boolean>`${users.passwordHash} is not null`,
      // With their tables' names: a select from one table gives its columns without, which here would be those of the inner ones.
      providers: sql<string[]>`array(select a.provider from accounts a where a.user_id = users.id)`,
      teams: sql<Joined[]>`(
        select coalesce(json_agg(json_build_object('slug', t.slug, 'name', t.name, 'role', m.role) order by t.name), '[]')
        from members m join teams t on t.id = m.team_id where m.user_id = users.id)`,
    })
    .from(users)
    .where(sql`${users.id} = any(${sql.placeholder("ids")}::uuid[])`)
    .prepare("people_with_teams"),
);

const findPerson = batched(async (db, ids: string[]) => {
  const rows = await peopleQuery(db).execute({ ids: [...new Set(ids)] });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id));
});

/** The signed-in person with their teams, sessions being asked for apart. */
export async function readAccount(context: Context, actor: Actor) {
  const person = await findPerson(context.db, actor.userId);
  if (!person) throw notFound("account");
  return person;
}

export async function updateAccount(context: Context, actor: Actor, input: { name: string }): Promise<void> {
  await context.db.update(users).set({ name: input.name }).where(eq(users.id, actor.userId));
}

/**
 * Changes the password, given the present one, and signs out every other browser. Somebody who came through a provider sets
 * a first one without.
 */
export async function changePassword(
  context: Context,
  actor: Actor,
  input: { current?: string | undefined; next: string },
  caller: Caller,
): Promise<void> {
  const keep = sessionOf(actor);
  const [user] = await context.db.select().from(users).where(eq(users.id, actor.userId));
  if (!user) throw notFound("account");
  if (user.passwordHash !== null) {
    const signIn = await checkPassword(context, { email: user.email, password: input.current ?? "" }, caller);
    if (signIn.result === "limited")
      throw new LintelError("rate_limited", `Too many wrong passwords. Wait ${signIn.minutes} minutes.`, {
        retryAfter: signIn.minutes * 60,
      });
    if (signIn.result === "wrong")
      throw new LintelError("invalid", "The present password is not right.", {
        fields: [{ path: "current", message: "The present password is not right." }],
      });
  }
  const passwordHash = await hashPassword(input.next);
  await context.db.transaction(async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, actor.userId));
    await endSessions(tx, and(eq(sessions.userId, actor.userId), ne(sessions.id, keep)));
  });
}

/** Where the person is signed in, newest first. */
export async function listSessions(context: Context, actor: Actor) {
  const rows = await context.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, actor.userId), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(100);
  const current = actor.via.kind === "session" ? actor.via.sessionId : null;
  return { items: rows.map((row) => ({ ...row, isCurrent: row.id === current })) };
}

export async function revokeSession(context: Context, actor: Actor, id: string): Promise<void> {
  const own = and(eq(sessions.userId, actor.userId), eq(sessions.id, id));
  if ((await context.db.transaction((tx) => endSessions(tx, own))) === 0) throw notFound("session");
}

/** Signs out everywhere, here too. */
export async function revokeAllSessions(context: Context, actor: Actor): Promise<void> {
  await context.db.transaction((tx) => endSessions(tx, eq(sessions.userId, actor.userId)));
}

function sessionOf(actor: Actor): string {
  if (actor.via.kind !== "session")
    throw new LintelError("forbidden", "This is done in the browser, not with a token.");
  return actor.via.sessionId;
}

export async function listTokens(context: Context, actor: Actor) {
  const items = await context.db
    .select()
    .from(tokens)
    .where(eq(tokens.userId, actor.userId))
    .orderBy(desc(tokens.createdAt));
  return { items };
}

/** Makes a token for programs; the secret is in this reply and nowhere else. */
export async function createToken(
  context: Context,
  actor: Actor,
  input: { name: string; scope: "read" | "write"; days: number },
) {
  sessionOf(actor);
  const secret = tokenPrefix + randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + input.days * 86_400_000);
  const [token] = await context.db
    .insert(tokens)
    .values({ userId: actor.userId, name: input.name, scope: input.scope, tokenHash: hashSecret(secret), expiresAt })
    .returning();
  if (!token) throw new Error("the token was not stored");
  return { ...token, secret };
}

export async function revokeToken(context: Context, actor: Actor, id: string): Promise<void> {
  const gone = await context.db
    .delete(tokens)
    .where(and(eq(tokens.userId, actor.userId), eq(tokens.id, id)))
    .returning({ id: tokens.id });
  if (gone.length === 0) throw notFound("token");
}
