import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { shareLinks, signInAttempts } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { createReview } from "@/server/reviews";
import { apiOf, buildTeam, cookieOf, testContext } from "@/server/testing";
import { publishVersion } from "@/server/versions";

const database = testDatabase();

type Made = { id: string; token: string; revision: number };

/** A team with a review of one published version, and ways to share it and to look at it as somebody with a link. */
async function sharing(context: Context = testContext(database)) {
  const send = apiOf(context);
  const team = await buildTeam(context);
  const { number } = await createReview(context, team.owner, team.slug, { title: "Shared design" });
  const at = { team: team.slug, number };
  const publish = (message: string) => publishVersion(context, team.owner, at, { message });
  await publish("First");
  const base = `/teams/${team.slug}/reviews/${number}/share-links`;
  const share = async (input: object = {}) => {
    const made = await send(team.editor, "POST", base, { name: "For the vendor", ...input });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body as Made;
  };
  /** A browser with the link: it keeps cookies as a browser would. */
  const visit = (token: string, address = "") => {
    const jar = new Map<string, string>();
    return async (method: string, path: string, body?: unknown, actor: Actor | null = null, key = "") => {
      const own = actor ? [await cookieOf(actor)] : [];
      const cookie = [...own, ...[...jar].map(([name, value]) => `${name}=${value}`)].join("; ");
      const headers = {
        "lintel-share": token,
        cookie,
        "user-agent": address,
        ...(key ? { "idempotency-key": key } : {}),
      };
      const reply = await send(actor, method, path, body, headers);
      for (const set of reply.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        jar.set(name, value);
      }
      return reply;
    };
  };
  return { context, send, team, at, number, base, publish, share, visit };
}

const without = (body: unknown) => JSON.stringify(body).replace(/"correlationId":"[^"]*"/, "");

describe("a share link", () => {
  it("shows its token once and keeps a hash of it", async () => {
    const { context, send, team, base, share } = await sharing();
    const { id, token } = await share();
    expect(Buffer.from(token, "base64url").length * 8).toBeGreaterThanOrEqual(128);
    const [row] = await context.db.select().from(shareLinks).where(eq(shareLinks.id, id));
    expect(JSON.stringify(row)).not.toContain(token);
    const list = await send(team.editor, "GET", base);
    expect(JSON.stringify(list.body)).toContain(id);
    expect(JSON.stringify(list.body)).not.toContain(token);
    expect(JSON.stringify(list.body)).not.toContain(row?.tokenHash);
  });

  it("is made, listed, changed and revoked by editors of the team alone", async () => {
    const { send, team, base, share } = await sharing();
    const { id, revision } = await share();
    for (const [actor, status] of [
      [team.reviewer, 403],
      [team.viewer, 403],
      [team.outsider, 404],
    ] as const) {
      expect((await send(actor, "GET", base)).status).toBe(status);
      expect((await send(actor, "POST", base, { name: "Mine" })).status).toBe(status);
      expect((await send(actor, "PATCH", `${base}/${id}`, { name: "Mine", revision })).status).toBe(status);
      expect((await send(actor, "POST", `${base}/${id}/revoke`)).status).toBe(status);
    }
    const other = await sharing();
    expect((await send(team.editor, "POST", `${base}/${(await other.share()).id}/revoke`)).status).toBe(404);
  });

  it("refuses a change made on a revision that is no longer the newest", async () => {
    const { send, team, base, share } = await sharing();
    const { id, revision } = await share();
    expect((await send(team.editor, "PATCH", `${base}/${id}`, { name: "One", revision })).status).toBe(200);
    expect((await send(team.editor, "PATCH", `${base}/${id}`, { name: "Two", revision })).status).toBe(409);
  });

  it("stays on its version, or follows the newest, and never shows the draft", async () => {
    const { publish, share, visit } = await sharing();
    const pinned = visit((await share({ version: 1 })).token);
    const following = visit((await share()).token);
    await publish("Second");
    const numberOf = async (who: typeof pinned) =>
      ((await who("GET", "/shared")).body as { version: { number: number } }).version.number;
    expect(await numberOf(pinned)).toBe(1);
    expect(await numberOf(following)).toBe(2);
  });

  it("answers alike whether it never was, was revoked or has expired", async () => {
    const { context, send, team, base, share, visit } = await sharing();
    const revoked = await share();
    const expired = await share({ days: 1 });
    const guest = visit(revoked.token);
    expect((await guest("GET", "/shared")).status).toBe(200);
    await send(team.editor, "POST", `${base}/${revoked.id}/revoke`);
    await context.db
      .update(shareLinks)
      .set({ expiresAt: new Date(0) })
      .where(eq(shareLinks.id, expired.id));
    const answers = await Promise.all(
      [revoked.token, expired.token, "A".repeat(32), "", "?"].map((token) => visit(token)("GET", "/shared")),
    );
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(without(answer.body)).toBe(without(answers[0]?.body));
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("opens with its password only, and closes when that changes", async () => {
    const { send, team, base, share, visit } = await sharing();
    const link = await share({ password: "open sesame" });
    const guest = visit(link.token);
    expect((await guest("GET", "/shared")).status).toBe(401);
    expect(JSON.stringify((await guest("GET", "/shared")).body)).not.toContain("Shared design");
    expect((await guest("POST", "/shared/unlock", { password: "open barley" })).status).toBe(422);
    const opened = await guest("POST", "/shared/unlock", { password: "open sesame" });
    expect(opened.status).toBe(204);
    for (const cookie of opened.headers.getSetCookie()) {
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; Path=\/(share|api\/v1\/shared|live\/share);/);
    }
    expect((await guest("GET", "/shared")).status).toBe(200);
    expect((await visit(link.token)("GET", "/shared")).status).toBe(401);
    await send(team.editor, "PATCH", `${base}/${link.id}`, { password: "another word", revision: link.revision });
    expect((await guest("GET", "/shared")).status).toBe(401);
  });

  it("evaluates few guesses of its password, also ones that a key makes repeatable", async () => {
    const { context, share, visit } = await sharing();
    const link = await share({ password: "open sesame" });
    const guess = visit(link.token);
    const wrong = await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        guess("POST", "/shared/unlock", { password: `guess ${at}` }, null, at % 2 ? `key-${at}` : ""),
      ),
    );
    expect(wrong.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(10);
    expect(wrong.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(20);
    expect((await guess("POST", "/shared/unlock", { password: "open sesame" })).status).toBe(429);
    await context.db.delete(signInAttempts);
  });

  it("counts a browser that comes back as one view, and members of the team as none", async () => {
    const { send, team, base, share, visit } = await sharing();
    const { token } = await share();
    for (const browser of ["one", "one", "two"]) await visit(token, browser)("POST", "/shared/views");
    await visit(token, "three")("POST", "/shared/views", undefined, team.viewer);
    const list = (await send(team.editor, "GET", base)).body as { items: { views: number; lastViewedAt: string }[] };
    expect(list.items[0]).toMatchObject({ views: 2, lastViewedAt: expect.any(String) });
  });

  it("lets guests in who may comment, and turns one who was removed away", async () => {
    const { send, team, base, share, visit } = await sharing();
    const reader = visit((await share()).token);
    expect((await reader("POST", "/shared/guest", { name: "The vendor" })).status).toBe(403);
    const link = await share({ mayComment: true });
    const guest = visit(link.token);
    expect((await guest("POST", "/shared/guest", { name: "The vendor" })).status).toBe(201);
    expect((await guest("GET", "/shared")).body).toMatchObject({ guest: { name: "The vendor" } });
    type List = { items: { id: string; guests: { id: string; name: string }[] }[] };
    const list = (await send(team.editor, "GET", base)).body as List;
    const [joined] = list.items.find(({ id }) => id === link.id)?.guests ?? [];
    expect(joined?.name).toBe("The vendor");
    expect((await send(team.editor, "POST", `${base}/${link.id}/guests/${joined?.id}/remove`)).status).toBe(204);
    expect((await guest("GET", "/shared")).status).toBe(404);
    expect((await guest("POST", "/shared/guest", { name: "Back again" })).status).toBe(404);
    expect((await visit(link.token)("GET", "/shared")).status).toBe(200);
  });

  it("lets a guest speak, and change what they said but not what others said", async () => {
    const { send, team, number, share, visit } = await sharing();
    const guest = visit((await share({ mayComment: true, showsThreads: true })).token);
    const anchor = { kind: "place", path: "data" };
    expect((await guest("POST", "/shared/threads", { anchor, body: "Too early" })).status).toBe(403);
    await guest("POST", "/shared/guest", { name: "The vendor" });
    type Said = { id: string; number: number; version: number; author: { kind: string }; first: { id: string } };
    const mention = `@[The owner](user:${team.owner.userId})`;
    const opened = (await guest("POST", "/shared/threads", { anchor, body: `Why? ${mention}` })).body as Said;
    expect(opened).toMatchObject({ number: 1, version: 1, author: { kind: "guest", name: "The vendor" } });
    expect(opened.first).toMatchObject({ body: "Why? @The owner", mentions: [] });
    const threads = `/teams/${team.slug}/reviews/${number}/threads`;
    const answered = await send(team.reviewer, "POST", `${threads}/1/comments`, { body: `Because. ${mention}` });
    const answer = (answered.body as Said).id;
    const read = (await guest("GET", "/shared/threads/1")).body as { comments: { body: string }[] };
    expect(read.comments.map(({ body }) => body)).toEqual(["Why? @The owner", "Because. @The owner"]);
    const own = `/shared/comments/${opened.first.id}`;
    expect((await guest("PATCH", own, { body: "How?", revision: 1 })).status).toBe(200);
    expect((await guest("PATCH", `/shared/comments/${answer}`, { body: "No.", revision: 1 })).status).toBe(403);
    expect((await guest("DELETE", `/shared/comments/${answer}`)).status).toBe(403);
    const reaction = `/shared/comments/${answer}/reactions/${encodeURIComponent("👍")}`;
    expect((await guest("PUT", reaction, { on: true })).status).toBe(200);
    const sneaky = { anchor, body: `@[x](user&#58;${team.owner.userId})` };
    expect((await guest("POST", "/shared/threads", sneaky)).body).toMatchObject({ first: { mentions: [] } });
    const question = { kind: "question", lens: "quality", question: "architecture-fit" };
    expect((await guest("POST", "/shared/threads", { anchor: question, body: "And this?" })).status).toBe(422);
    expect((await guest("DELETE", own)).status).toBe(200);
    const events = (await send(team.owner, "GET", `/teams/${team.slug}/reviews/${number}/events`)).body;
    expect(JSON.stringify(events)).toContain("guest.joined");
  });

  it("shows guests the threads on its version, or only their own", async () => {
    const { send, team, number, publish, share, visit } = await sharing();
    const anchor = { kind: "place", path: "data" };
    const speak = (body: string, version: number | null) =>
      send(team.reviewer, "POST", `/teams/${team.slug}/reviews/${number}/threads`, { anchor, body, version });
    await speak("On the draft", null);
    await speak("On the first", 1);
    const open = visit((await share({ mayComment: true, showsThreads: true })).token);
    const closed = visit((await share({ mayComment: true })).token);
    for (const guest of [open, closed]) {
      await guest("POST", "/shared/guest", { name: "The vendor" });
      await guest("POST", "/shared/threads", { anchor, body: "A question" });
    }
    const seen = async (guest: typeof open) => {
      const list = (await guest("GET", "/shared/threads")).body as { items: { number: number }[] };
      return list.items.map((thread) => thread.number);
    };
    expect(await seen(open)).toEqual([2, 3, 4]);
    expect(await seen(closed)).toEqual([4]);
    expect((await closed("GET", "/shared/threads/2")).status).toBe(404);
    expect((await open("GET", "/shared/threads/1")).status).toBe(404);
    expect((await closed("POST", "/shared/threads/2/comments", { body: "Blind" })).status).toBe(404);
    await publish("Second");
    expect(await seen(open)).toEqual([3]);
  });
});

describe("the public board", () => {
  it("is there only while the team says so, and shows the list and nothing else", async () => {
    const { send, team, number } = await sharing();
    await createReview(testContext(database), team.owner, team.slug, { title: "Second design" });
    const board = `/public-boards/${team.slug}`;
    const closed = await send(null, "GET", board);
    expect(closed.status).toBe(404);
    expect(without(closed.body)).toBe(without((await send(null, "GET", "/public-boards/no-such-team")).body));
    const settings = `/teams/${team.slug}`;
    expect((await send(team.editor, "PATCH", settings, { isPublic: true, revision: 1 })).status).toBe(403);
    expect((await send(team.admin, "PATCH", settings, { isPublic: true, revision: 1 })).status).toBe(200);
    type Page = { items: { number: number }[]; next: string | null };
    const first = (await send(null, "GET", `${board}?limit=1`)).body as Page;
    const second = (await send(null, "GET", `${board}?limit=1&cursor=${first.next}`)).body as Page;
    expect([...first.items, ...second.items].map((review) => review.number).sort()).toEqual([number, number + 1]);
    expect(second.next).toBeNull();
    expect(Object.keys(first.items[0] ?? {}).sort()).toEqual([
      "labels",
      "number",
      "phase",
      "status",
      "title",
      "updatedAt",
    ]);
    await send(team.owner, "PUT", `/teams/${team.slug}/reviews/${number}/archived`, { archived: true, revision: 2 });
    expect(((await send(null, "GET", board)).body as Page).items.map((review) => review.number)).toEqual([number + 1]);
    await send(team.admin, "PATCH", settings, { isPublic: false, revision: 2 });
    expect((await send(null, "GET", board)).status).toBe(404);
  });
});
