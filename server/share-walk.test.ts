import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { sharePath } from "@/core/live";
import { shareLinks } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import type { Actor } from "@/server/actor";
import type { Method } from "@/server/api/route";
import { routes } from "@/server/api/routes";
import { serveLive } from "@/server/live/testing";
import { apiOf, buildTeam, testContext } from "@/server/testing";

const database = testDatabase();

type Sender = ReturnType<typeof apiOf>;
type Body = { id: string; token: string; first: { id: string } };

/** A word that stands nowhere else; `out` is what a guest must never meet, `in` what they came for. */
const word = (side: "in" | "out", what: string) => `canary-${side}-${what}-${randomUUID().slice(0, 8)}`;

/**
 * A team with words in every corner of it: one review that is shared by a link to its first version, and everything around that,
 * each thing with a word of its own.
 */
async function site(options: { showsThreads: boolean }) {
  const context = testContext(database);
  const send = apiOf(context);
  const team = await buildTeam(context);
  const at = `/teams/${team.slug}`;
  const review = `${at}/reviews/1`;
  const done = async (actor: Actor, method: Method, path: string, body?: unknown) => {
    const reply = await send(actor, method, path, body);
    expect(reply.status, `${method} ${path}: ${JSON.stringify(reply.body)}`).toBeLessThan(300);
    return reply.body as Body;
  };
  const words = {
    shared: word("in", "shared"),
    title: word("in", "title"),
    thread: word("in", "thread"),
    label: word("out", "label"),
    draft: word("out", "draft"),
    later: word("out", "later-version"),
    laterTitle: word("out", "later-title"),
    other: word("out", "other-review"),
    answer: word("out", "answer"),
    draftThread: word("out", "draft-thread"),
    laterThread: word("out", "later-thread"),
    otherGuest: word("out", "other-guest"),
    linkName: word("out", "link-name"),
    history: word("out", "edited-away"),
  };
  const write = (problem: string) =>
    done(team.owner, "PATCH", `${review}/draft`, {
      edits: [{ op: "set", path: "requirements.problem", value: problem }],
    });
  const publish = (message: string) => done(team.owner, "POST", `${review}/versions`, { message });
  const speak = (body: string, version: number | null) =>
    done(team.reviewer, "POST", `${review}/threads`, { anchor: { kind: "place", path: "data" }, body, version });

  await done(team.owner, "PATCH", at, { name: "Those who share", revision: 1 });
  await done(team.owner, "POST", `${at}/reviews`, { title: words.title });
  await done(team.owner, "POST", `${at}/reviews`, { title: words.other });
  await write(words.shared);
  await publish("The first");
  const answer = { questionId: "architecture-fit", choices: [], notes: words.answer };
  await send(team.owner, "PUT", `${review}/checklists/quality/answers/architecture-fit`, { answer, revision: 0 });
  await write(words.later);
  const head = (await send(team.owner, "GET", review)).body as { revision: number };
  await done(team.owner, "PATCH", review, { title: words.laterTitle, labels: [words.label], revision: head.revision });
  await publish(words.later);
  await write(words.draft);
  const mention = `@[The owner](user:${team.owner.userId})`;
  const thread = await speak(words.history, 1);
  const edited = { body: `${words.thread} ${mention}`, revision: 1 };
  await done(team.reviewer, "PATCH", `${review}/comments/${thread.first.id}`, edited);
  await speak(words.draftThread, null);
  await speak(words.laterThread, 2);

  const link = (input: object) => done(team.editor, "POST", `${review}/share-links`, { mayComment: true, ...input });
  const mine = await link({ name: words.linkName, version: 1, showsThreads: options.showsThreads });
  const theirs = await link({ name: words.linkName, version: 2, showsThreads: true });
  const guest = await join(send, theirs.token, words.otherGuest);
  const anchor = { kind: "place", path: "data" };
  const opened = await guest("POST", "/shared/threads", { anchor, body: words.laterThread });
  expect(opened.status).toBe(201);
  const visitor = await join(send, mine.token, "The vendor");
  const tokens = [mine.token, theirs.token];
  const ids = [team.owner.userId, team.reviewer.userId, team.owner.email, team.reviewer.email, team.slug, team.team.id];
  return {
    context,
    send,
    team,
    review,
    words,
    tokens,
    mine,
    theirs,
    visitor,
    ids,
    thread,
    opened: opened.body as Body,
  };
}

/** A browser that has a link and has given a name. */
async function join(send: Sender, token: string, name: string) {
  const joined = await send(null, "POST", "/shared/guest", { name }, { "lintel-share": token });
  expect(joined.status).toBe(201);
  const cookie = joined.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
    send(null, method, path, body, { "lintel-share": token, cookie, ...more });
}

const methods: Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** What a guest may reach: beside these, nothing answers them anything but 401 or 404. */
const allowed = new Set([
  "GET /shared",
  "POST /shared/unlock",
  "POST /shared/views",
  "POST /shared/guest",
  "GET /shared/threads",
  "POST /shared/threads",
  "GET /shared/threads/{thread}",
  "POST /shared/threads/{thread}/comments",
  "PATCH /shared/comments/{comment}",
  "DELETE /shared/comments/{comment}",
  "PUT /shared/comments/{comment}/reactions/{emoji}",
]);

const bodies: Record<string, unknown> = {
  "POST /shared/unlock": { password: "no password" },
  "POST /shared/guest": { name: "The vendor" },
  "POST /shared/threads": { anchor: { kind: "place", path: "data" }, body: "A question" },
  "POST /shared/threads/{thread}/comments": { body: "An answer" },
  "PATCH /shared/comments/{comment}": { body: "Changed", revision: 1 },
  "PUT /shared/comments/{comment}/reactions/{emoji}": { on: true },
};

describe.each([{ showsThreads: true }, { showsThreads: false }])("everything a guest can try with %o", (options) => {
  it("answers nothing from outside of the link", async () => {
    const all = await site(options);
    const { send, team, words, visitor, tokens, mine, theirs, ids } = all;
    const threadIds = [all.thread, all.opened].map((thread) => thread.first.id);
    const values: Record<string, string[]> = {
      team: [team.slug],
      number: ["1", "2"],
      version: ["1", "2"],
      thread: ["1", "2", "3", "4", "5"],
      comment: threadIds,
      userId: [team.owner.userId],
      id: [mine.id, theirs.id],
      token: tokens,
      lens: ["quality"],
      question: ["architecture-fit"],
      emoji: ["👍"],
    };
    const forbidden = [
      ...Object.values(words).filter((text) => text.includes("-out-")),
      ...(options.showsThreads ? [] : [words.thread]),
      ...ids,
      ...tokens,
      `"${team.owner.name}"`,
    ];
    let tried = 0;
    const look = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
      const reply = await visitor(method, path, body, headers);
      const said = JSON.stringify([reply.body, [...reply.headers]]);
      for (const text of forbidden) {
        // A refusal names the address that was asked for.
        const isEcho = decodeURIComponent(path).includes(text) && reply.status === 404;
        if (!isEcho) expect(said, `${method} ${path}`).not.toContain(text);
      }
      tried++;
      return reply.status;
    };
    for (const route of routes) {
      for (const path of fillAll(route.path, values)) {
        for (const method of methods) {
          const key = `${method} ${route.path}`;
          const declared = routes.find((each) => each.method === method && each.path === route.path);
          const status = await look(method, path, method === "GET" ? undefined : (bodies[key] ?? {}));
          if (!declared || declared.who === "anyone") continue;
          if (declared.who === "link") expect(allowed, key).toContain(key);
          else expect(status, `${key} for a guest`).toBe(401);
        }
      }
    }
    const tricks: Record<string, string>[] = [
      { authorization: `Bearer ${mine.token}` },
      { cookie: `authjs.session-token=${mine.token}` },
      { "x-lintel-path": "/", "x-original-url": all.review },
    ];
    for (const trick of tricks)
      for (const path of [all.review, `${all.review}/draft`, `${all.review}/threads`, `/teams/${team.slug}`])
        expect(await look("GET", path, undefined, trick), JSON.stringify(trick)).toBe(401);
    for (const query of ["?version=2", "?team=x&number=2", `?token=${theirs.token}`, "?cursor=0", "?cursor=-1"])
      for (const path of ["/shared", "/shared/threads", "/shared/threads/1"])
        await look("GET", path + query, undefined);
    expect(tried).toBeGreaterThan(400);
    // What the guest came for is there.
    const read = JSON.stringify((await visitor("GET", "/shared")).body);
    expect(read).toContain(words.shared);
    expect(read).toContain(words.title);
    const threads = JSON.stringify((await visitor("GET", "/shared/threads")).body);
    expect(threads.includes(words.thread)).toBe(options.showsThreads);
    expect(threads).toContain("A question");
    expect((await send(team.owner, "GET", `${all.review}/threads`)).status).toBe(200);
  }, 120_000);
});

describe("the line of a link", () => {
  it("says nothing but that something changed, and ends within a second of a revoke and when the link expires", async () => {
    const { context, send, team, review, mine, theirs, visitor, words } = await site({ showsThreads: true });
    const server = await serveLive(context);
    try {
      const own = follow(server.port, mine.token);
      const other = follow(server.port, theirs.token);
      await own.heard(1);
      await other.heard(1);
      await visitor("POST", "/shared/threads", { anchor: { kind: "place", path: "data" }, body: "Heard" });
      await own.heard(2);
      const speak = { anchor: { kind: "place", path: "data" }, body: words.draftThread, version: null };
      await send(team.reviewer, "POST", `${review}/threads`, speak);
      const begin = performance.now();
      await send(team.editor, "POST", `${review}/share-links/${mine.id}/revoke`);
      expect(await own.closed).toMatchObject({ code: 4404 });
      expect(performance.now() - begin).toBeLessThan(1000);
      expect((await visitor("GET", "/shared")).status).toBe(404);
      expect((await visitor("GET", "/shared/threads")).status).toBe(404);
      expect(own.messages.map((message) => JSON.parse(message))).toEqual([{ share: "open" }, { share: "threads" }]);
      expect(other.messages.map((message) => JSON.parse(message))).toEqual([{ share: "open" }]);
      expect(await follow(server.port, mine.token).closed).toMatchObject({ code: 4404 });
      expect(await follow(server.port, theirs.token, "https://elsewhere.example").closed).toMatchObject({
        code: 1006,
      });
      // Nobody tells of a link that expires while its page is open.
      await context.db.update(shareLinks).set({ expiresAt: new Date() }).where(eq(shareLinks.id, theirs.id));
      const expired = performance.now();
      expect(await other.closed).toMatchObject({ code: 4404 });
      expect(performance.now() - expired).toBeLessThan(1500);
    } finally {
      await server.stop();
    }
  }, 30_000);
});

function follow(port: number, token: string, origin = `http://127.0.0.1:${port}`) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${sharePath}`, { headers: { origin } });
  const messages: string[] = [];
  socket.on("error", () => {});
  socket.on("open", () => socket.send(JSON.stringify({ token })));
  socket.on("message", (data) => messages.push(data.toString()));
  const closed = new Promise<{ code: number; reason: string }>((done) =>
    socket.on("close", (code, reason) => done({ code, reason: reason.toString() })),
  );
  const heard = async (count: number) => {
    const end = performance.now() + 5000;
    while (messages.length < count) {
      if (performance.now() > end) throw new Error(`heard ${messages.length} of ${count}`);
      await new Promise((later) => setTimeout(later, 5));
    }
  };
  return { socket, messages, closed, heard };
}

/** A path with every combination of the values its parameters may have. */
function fillAll(path: string, values: Record<string, string[]>): string[] {
  const name = /\{(\w+)\}/.exec(path)?.[1];
  if (!name) return [path];
  const some = values[name] ?? [randomUUID()];
  return some.flatMap((value) => fillAll(path.replace(`{${name}}`, encodeURIComponent(value)), values));
}
