import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { invitations, members, sessions } from "@/db/schema";
import { testDatabase, withTestDatabase } from "@/db/testing";
import {
  changePassword,
  checkPassword,
  createToken,
  isSessionAlive,
  listSessions,
  listTokens,
  readAccount,
  revokeAllSessions,
  revokeSession,
  signUp,
  startSession,
} from "@/server/accounts";
import { type Actor, findActor } from "@/server/actor";
import { acceptInvitation, createInvitation, findInvitation, readInvitation } from "@/server/invitations";
import { listReviews } from "@/server/review-list";
import { changeMember, createTeam, readTeam, slugOf } from "@/server/teams";
import { apiOf, buildTeam, buildUser, cookieOf, testContext } from "@/server/testing";

const database = testDatabase();
const caller = { address: "10.0.0.1", userAgent: "test" };
const password = "correct horse battery";

describe("signing up", () => {
  it("makes the first person owner of the first team, with the worked example in it, and asks later ones for an invitation", () =>
    withTestDatabase(async (own) => {
      const context = testContext(own);
      const first = await signUp(context, {
        name: "First",
        email: "First@Example.com",
        password,
        team: "Payments & Risk",
      });
      expect(first.team).toBe("payments-risk");
      const actor: Actor = {
        userId: first.userId,
        name: "First",
        email: "first@example.com",
        via: { kind: "session", sessionId: "" },
      };
      expect((await readTeam(context, actor, "payments-risk")).role).toBe("owner");
      const board = await listReviews(context, actor, "payments-risk", { sort: "updated", limit: 10 });
      expect(board.items).toHaveLength(1);
      expect(board.items[0]).toMatchObject({ completeness: 100, risks: { high: 0 } });
      expect(board.items[0]?.score).toBeGreaterThan(50);
      await expect(signUp(context, { name: "Second", email: "second@example.com", password })).rejects.toMatchObject({
        code: "forbidden",
      });
      const { token } = await createInvitation(context, actor, "payments-risk", { role: "editor", days: 7 });
      const second = await signUp(context, {
        name: "Second",
        email: "second@example.com",
        password,
        invitation: token,
      });
      expect(second.team).toBe("payments-risk");
      await expect(
        signUp(context, { name: "Third", email: "third@example.com", password, invitation: token }),
      ).rejects.toMatchObject({ code: "not_found" });
      await expect(
        signUp(testContext(own, { allowsSignUp: true }), { name: "Again", email: "FIRST@example.com", password }),
      ).rejects.toMatchObject({ code: "conflict" });
    }));

  it("makes one first team when two first people come at once", () =>
    withTestDatabase(async (own) => {
      const context = testContext(own);
      const tries = await Promise.allSettled(
        ["a", "b", "c"].map((name) => signUp(context, { name, email: `${name}@example.com`, password })),
      );
      expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    }));
});

describe("passwords", () => {
  it("evaluates at most ten guesses for an account, however parallel they come and from wherever", async () => {
    const context = testContext(database, { allowsSignUp: true });
    await signUp(context, { name: "Guessed", email: "guessed@example.com", password });
    const guesses = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        checkPassword(
          context,
          { email: "guessed@example.com", password: `guess ${index}` },
          { ...caller, address: `10.1.0.${index}` },
        ),
      ),
    );
    expect(guesses.filter((guess) => guess.result === "wrong").length).toBeLessThanOrEqual(10);
    expect(guesses.every((guess) => guess.result !== "ok")).toBe(true);
    expect((await checkPassword(context, { email: "guessed@example.com", password }, caller)).result).toBe("limited");
  });

  it("signs other browsers out when the password changes, and refuses a wrong present one", async () => {
    const context = testContext(database, { allowsSignUp: true });
    const { userId } = await signUp(context, { name: "Changer", email: "changer@example.com", password });
    const here = await startSession(context, userId, caller);
    const there = await startSession(context, userId, caller);
    const actor: Actor = {
      userId,
      name: "Changer",
      email: "changer@example.com",
      via: { kind: "session", sessionId: here },
    };
    await expect(
      changePassword(context, actor, { current: "wrong wrong wrong", next: "another long one" }, caller),
    ).rejects.toMatchObject({ code: "invalid" });
    await changePassword(context, actor, { current: password, next: "another long one" }, caller);
    expect(await isSessionAlive(context, here)).toBe(true);
    expect(await isSessionAlive(context, there)).toBe(false);
    expect(
      (await checkPassword(context, { email: "changer@example.com", password: "another long one" }, caller)).result,
    ).toBe("ok");
  });
});

describe("sessions and tokens", () => {
  it("is nobody at the next request once the session has ended", async () => {
    const context = testContext(database);
    const actor = await buildUser(context);
    const headers = new Headers({ cookie: await cookieOf(actor) });
    expect((await findActor(context, headers))?.userId).toBe(actor.userId);
    expect((await listSessions(context, actor)).items[0]?.isCurrent).toBe(true);
    await revokeAllSessions(context, actor);
    expect(await findActor(context, headers)).toBeNull();
  });

  it("ends the session that a browser had when it begins another", async () => {
    const context = testContext(database);
    const actor = await buildUser(context);
    if (actor.via.kind !== "session") throw new Error("built with a session");
    const next = await startSession(context, actor.userId, caller, actor.via.sessionId);
    expect(await isSessionAlive(context, actor.via.sessionId)).toBe(false);
    expect(await isSessionAlive(context, next)).toBe(true);
  });

  it("ends only sessions of one's own, and says so of any other", async () => {
    const context = testContext(database);
    const [actor, other] = [await buildUser(context), await buildUser(context)];
    if (other.via.kind !== "session") throw new Error("built with a session");
    await expect(revokeSession(context, actor, other.via.sessionId)).rejects.toMatchObject({ code: "not_found" });
    expect(await isSessionAlive(context, other.via.sessionId)).toBe(true);
    await revokeSession(context, other, other.via.sessionId);
    expect(await isSessionAlive(context, other.via.sessionId)).toBe(false);
  });

  it("notes when a token was used", async () => {
    const context = testContext(database);
    const actor = await buildUser(context);
    const { secret } = await createToken(context, actor, { name: "pipeline", scope: "read", days: 1 });
    expect((await listTokens(context, actor)).items[0]?.lastUsedAt).toBeNull();
    await findActor(context, new Headers({ authorization: `Bearer ${secret}` }));
    expect((await listTokens(context, actor)).items[0]?.lastUsedAt).toBeInstanceOf(Date);
  });

  it("is nobody when the session has expired", async () => {
    const context = testContext(database);
    const actor = await buildUser(context);
    if (actor.via.kind !== "session") throw new Error("built with a session");
    await context.db
      .update(sessions)
      .set({ expiresAt: new Date(0) })
      .where(eq(sessions.id, actor.via.sessionId));
    expect(await findActor(context, new Headers({ cookie: await cookieOf(actor) }))).toBeNull();
  });

  it("answers 401, never 500, to any bearer header that is no token", async () => {
    const send = apiOf(testContext(database));
    const headers = [
      "",
      "Bearer",
      "Bearer ",
      "Basic YTpi",
      `Bearer ${"x".repeat(5000)}`,
      "Bearer lintel_short",
      "bearer lintel_%00%ff",
      `Bearer lintel_${"a".repeat(43)}`,
    ];
    for (const authorization of headers) {
      const { status } = await send(null, "GET", "/account", undefined, { authorization });
      expect(status, authorization.slice(0, 40)).toBe(401);
    }
  });

  it("lets a read token read and a write token write, until it is revoked", async () => {
    const context = testContext(database);
    const send = apiOf(context);
    const team = await buildTeam(context);
    const make = async (scope: string) =>
      (await send(team.editor, "POST", "/account/tokens", { name: scope, scope })).body as {
        id: string;
        secret: string;
      };
    const [read, write] = [await make("read"), await make("write")];
    const as = (secret: string) => ({ authorization: `Bearer ${secret}` });
    expect((await send(null, "GET", `/teams/${team.slug}`, undefined, as(read.secret))).status).toBe(200);
    expect((await send(null, "POST", `/teams/${team.slug}/reviews`, { title: "No" }, as(read.secret))).status).toBe(
      403,
    );
    expect((await send(null, "POST", `/teams/${team.slug}/reviews`, { title: "Yes" }, as(write.secret))).status).toBe(
      201,
    );
    expect((await send(team.editor, "DELETE", `/account/tokens/${write.id}`)).status).toBe(204);
    expect((await send(null, "GET", `/teams/${team.slug}`, undefined, as(write.secret))).status).toBe(401);
  });
});

describe("the account", () => {
  it("names the person's own teams, by name, with the role in each", async () => {
    const context = testContext(database);
    const { editor, slug } = await buildTeam(context);
    const second = await createTeam(context, editor, { name: "A first team" });
    expect(await readAccount(context, editor)).toMatchObject({
      id: editor.userId,
      providers: [],
      teams: [
        { slug: second.slug, role: "owner" },
        { slug, role: "editor" },
      ],
    });
  });
});

describe("members and invitations", () => {
  it("keeps the last owner, also when two owners leave at once", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    await expect(
      changeMember(context, team.owner, team.slug, { userId: team.owner.userId, to: null }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await changeMember(context, team.owner, team.slug, { userId: team.admin.userId, to: "owner" });
    const both = await Promise.allSettled(
      [team.owner, team.admin].map((actor) =>
        changeMember(context, actor, team.slug, { userId: actor.userId, to: null }),
      ),
    );
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const left = await context.db.select().from(members).where(eq(members.teamId, team.team.id));
    expect(left.filter((member) => member.role === "owner")).toHaveLength(1);
  });

  it("lets an admin neither make nor remove an owner", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const change = (userId: string, to: "owner" | "viewer") =>
      changeMember(context, team.admin, team.slug, { userId, to });
    await expect(change(team.editor.userId, "owner")).rejects.toMatchObject({ code: "forbidden" });
    await expect(change(team.admin.userId, "owner")).rejects.toMatchObject({ code: "forbidden" });
    await change(team.editor.userId, "viewer");
  });

  it("lets one of several use an invitation, and only the invited address", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const people = await Promise.all([buildUser(context), buildUser(context), buildUser(context)]);
    const { token } = await createInvitation(context, team.admin, team.slug, { role: "reviewer", days: 1 });
    const joined = await Promise.allSettled(people.map((person) => acceptInvitation(context, person, token)));
    expect(joined.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const addressed = await createInvitation(context, team.admin, team.slug, {
      role: "viewer",
      days: 1,
      email: "only@example.com",
    });
    const stranger = await buildUser(context);
    await expect(acceptInvitation(context, stranger, addressed.token)).rejects.toMatchObject({ code: "forbidden" });
    await expect(findInvitation(context.db, addressed.token)).resolves.toMatchObject({ email: "only@example.com" });
  });

  it("says of an invitation that it has expired, and leads whoever used one to the team", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const [late, early] = await Promise.all([buildUser(context), buildUser(context)]);
    const { id, token } = await createInvitation(context, team.admin, team.slug, { role: "reviewer", days: 1 });
    await acceptInvitation(context, early, token);
    expect(await readInvitation(context, early, token)).toMatchObject({ joined: team.slug, role: "reviewer" });
    for (const reader of [null, late])
      await expect(readInvitation(context, reader, token)).rejects.toMatchObject({ code: "not_found" });
    const another = await createInvitation(context, team.admin, team.slug, { role: "reviewer", days: 1 });
    expect(another.id).not.toBe(id);
    await context.db
      .update(invitations)
      .set({ expiresAt: new Date(0) })
      .where(eq(invitations.id, another.id));
    await expect(readInvitation(context, late, another.token)).rejects.toThrow(/has expired/);
    await expect(acceptInvitation(context, late, another.token)).rejects.toMatchObject({ code: "not_found" });
  });

  it("makes addresses of names in any script", () => {
    expect(slugOf("Päyments & Risk!")).toBe("payments-risk");
    expect(slugOf("決済")).toBe("team");
    expect(slugOf("a".repeat(100))).toHaveLength(40);
  });
});
