import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { liveCode } from "@/core/live";
import { draftText, readSpec } from "@/core/spec/draft";
import { connect } from "@/db/connection";
import { draftUpdates, members, reviews, sessions } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { draftStore } from "@/server/draft-store";
import {
  buildMember,
  buildReview,
  cookieOf,
  openClient,
  serveLive,
  type TestClient,
  type TestServer,
  testContext,
  until,
} from "@/server/live/testing";

const database = testDatabase();
const problem = "requirements.problem";
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const text = (client: { doc: Y.Doc }) => draftText(client.doc, problem).toString();
const type = (client: { doc: Y.Doc }, added: string, at = text(client).length) =>
  draftText(client.doc, problem).insert(at, added);
const isSaved = (client: TestClient) => client.provider.isSynced && !client.provider.hasUnsyncedChanges;

/** A review with its server; `open` connects somebody of the given role. */
async function room() {
  const context = testContext(database);
  const server: TestServer = await serveLive(context);
  cleanups.push(server.stop);
  const review = await buildReview(database);
  const open = async (role: "editor" | "viewer" | "reviewer" = "editor", doc = new Y.Doc(), at = server) => {
    const member = await buildMember(database, review.teamId, role);
    const client = await openClient(at, member, review.reviewId, { doc });
    cleanups.push(client.leave);
    return { ...client, member };
  };
  const stored = async () => readSpec((await draftStore(context).load(review.reviewId)).doc).requirements.problem;
  return { context, server, ...review, open, stored };
}

describe("an open draft", () => {
  test("two editors see one another's edits and end with the same text, which is stored", async () => {
    const { open, stored } = await room();
    const [first, second] = [await open(), await open()];
    await until(() => isSaved(first) && isSaved(second));
    type(first, "Orders are lost. ");
    type(second, "Nobody notices. ");
    await until(() => text(first) === text(second) && text(first).length === 33);
    await until(() => isSaved(first) && isSaved(second));
    expect(await stored()).toBe(text(first));
  });

  test("says which number was committed, and only after it was", async () => {
    const { open, reviewId, server, context } = await room();
    const editor = await open();
    await until(() => isSaved(editor));
    // The row is locked by somebody else: the commit cannot happen, so no acknowledgement may come.
    let unlock = () => {};
    const locked = new Promise<void>((done) => {
      unlock = done;
    });
    let isLocked = false;
    const holding = database.owner.sql.begin(async (holder) => {
      await holder`select 1 from drafts where review_id = ${reviewId} for update`;
      isLocked = true;
      await locked;
    });
    await until(() => isLocked);
    const witness = await openClient(server, editor.member, reviewId);
    cleanups.push(witness.leave);
    await until(() => isSaved(witness));
    type(editor, "x");
    await new Promise((later) => setTimeout(later, 300));
    expect(isSaved(editor)).toBe(false);
    expect(editor.saved).toEqual([]);
    expect(text(witness)).toBe("");
    unlock();
    await holding;
    await until(() => isSaved(editor) && text(witness) === "x");
    expect(editor.saved).toEqual([1]);
    expect((await draftStore(context).load(reviewId)).seq).toBe(1);
  });

  test("an edit that cannot be stored is refused with a reason, kept by the browser, and stored later", async () => {
    const { open, reviewId, stored } = await room();
    const editor = await open();
    await until(() => isSaved(editor));
    await database.owner.sql.unsafe(
      `alter table draft_updates add constraint full_disk check (review_id <> '${reviewId}') not valid`,
    );
    type(editor, "kept");
    await until(() => editor.closes.some(({ code }) => code === liveCode.notStored));
    expect(editor.closes[0]?.reason).toMatch(/could not store/);
    expect(editor.saved).toEqual([]);
    await database.owner.sql`alter table draft_updates drop constraint full_disk`;
    await until(() => isSaved(editor));
    expect(await stored()).toBe("kept");
  });

  test("coming back without news stores nothing again", async () => {
    const { open, reviewId } = await room();
    const editor = await open();
    type(editor, "some text");
    draftText(editor.doc, problem).delete(2, 3);
    await until(() => isSaved(editor));
    const count = () => database.db.$count(draftUpdates, eq(draftUpdates.reviewId, reviewId));
    const before = await count();
    editor.socket.webSocket?.close();
    await until(() => !editor.provider.isSynced);
    await until(() => isSaved(editor));
    expect(await count()).toBe(before);
  });

  test("what two people wrote offline in one field is all there when they are back", async () => {
    const { open, stored } = await room();
    const [first, second] = [await open(), await open()];
    type(first, "base. ");
    await until(() => text(second) === "base. " && isSaved(first));
    first.socket.disconnect();
    second.socket.disconnect();
    await until(() => !first.provider.isSynced && !second.provider.isSynced);
    for (const word of ["one", "two", "three"]) type(first, `${word} `);
    for (const word of ["uno", "dos", "tres"]) type(second, `${word} `, 0);
    await Promise.all([first.socket.connect(), second.socket.connect()]);
    await until(() => isSaved(first) && isSaved(second) && text(first) === text(second));
    expect(text(first)).toBe("tres dos uno base. one two three ");
    expect(await stored()).toBe(text(first));
  });

  test("two processes on one database show one another's edits", async () => {
    const { open, stored } = await room();
    const connection = connect({ url: database.url, role: "lintel_app", max: 3 });
    const other = await serveLive(testContext(connection));
    cleanups.push(connection.close, other.stop);
    const here = await open();
    const there = await open("editor", new Y.Doc(), other);
    await until(() => isSaved(here) && isSaved(there));
    for (let index = 0; index < 40; index++) {
      type(here, "a");
      type(there, "b");
      await new Promise((later) => setTimeout(later, 3));
    }
    await until(() => isSaved(here) && isSaved(there) && text(here).length === 80 && text(here) === text(there));
    expect(await stored()).toBe(text(here));
  });
});

describe("who may do what in an open draft", () => {
  test("a viewer reads along but writes nothing", async () => {
    const { open, stored } = await room();
    const [editor, viewer] = [await open(), await open("viewer")];
    type(editor, "shown");
    await until(() => text(viewer) === "shown");
    type(viewer, " forged");
    await new Promise((later) => setTimeout(later, 200));
    expect(text(editor)).toBe("shown");
    expect(viewer.provider.authorizedScope).toBe("readonly");
    expect(viewer.provider.hasUnsyncedChanges).toBe(true);
    expect(await stored()).toBe("shown");
  });

  test("an archived review is only read", async () => {
    const { open, reviewId } = await room();
    await database.db.update(reviews).set({ archivedAt: new Date() }).where(eq(reviews.id, reviewId));
    const editor = await open();
    await until(() => editor.provider.isSynced);
    expect(editor.provider.authorizedScope).toBe("readonly");
  });

  test("somebody of another team is told there is no such review, and gets nothing of it", async () => {
    const { open, server, reviewId } = await room();
    const editor = await open();
    type(editor, "secret");
    const elsewhere = await buildReview(database);
    const stranger = await openClient(server, await buildMember(database, elsewhere.teamId, "owner"), reviewId);
    cleanups.push(stranger.leave);
    await until(() => stranger.closes.length > 0);
    expect(stranger.closes[0]).toEqual({
      code: liveCode.notFound,
      reason: "There is no such review, or you may not see it.",
    });
    expect(text(stranger)).toBe("");
  });

  test("losing the role, or the membership, or the session takes effect within a second", async () => {
    const { open, teamId, stored } = await room();
    const [demoted, removed, revoked] = [await open(), await open(), await open()];
    await until(() => [demoted, removed, revoked].every(isSaved));
    const { db } = database;
    await db.update(members).set({ role: "viewer" }).where(eq(members.userId, demoted.member.userId));
    await db.delete(members).where(eq(members.userId, removed.member.userId));
    await db.delete(sessions).where(eq(sessions.id, revoked.member.sessionId));
    const begin = performance.now();
    await until(() => [demoted, removed, revoked].every(({ closes }) => closes.length > 0), 1500);
    expect(performance.now() - begin).toBeLessThan(1200);
    expect(demoted.closes[0]?.code).toBe(liveCode.rightsChanged);
    expect(removed.closes[0]?.code).toBe(liveCode.notFound);
    expect(revoked.closes[0]?.code).toBe(liveCode.signedOut);
    for (const client of [demoted, removed, revoked]) type(client, "late");
    await until(() => demoted.provider.authorizedScope === "readonly");
    await new Promise((later) => setTimeout(later, 200));
    expect(await stored()).toBe("");
    expect(teamId).toBeTruthy();
  });

  test("a told revocation closes the socket at once", async () => {
    const { open } = await room();
    const editor = await open();
    await until(() => isSaved(editor));
    await database.db.delete(sessions).where(eq(sessions.id, editor.member.sessionId));
    await database.sql`select pg_notify('lintel_access', ${`session:${editor.member.sessionId}`})`;
    await until(() => editor.closes[0]?.code === liveCode.signedOut, 300);
  });

  test("a page of another site cannot open a socket, nor can nobody", async () => {
    const { server, reviewId, teamId } = await room();
    const member = await buildMember(database, teamId, "editor");
    const outcome = (headers: Record<string, string>) =>
      new Promise((done) => {
        const socket = new WebSocket(`ws://127.0.0.1:${server.port}/live`, { headers });
        socket.on("error", (error) => done(error.message));
        socket.on("close", (code) => done(code));
      });
    const cookie = await cookieOf(member);
    expect(await outcome({ cookie, origin: "https://evil.example" })).toMatch(/403/);
    expect(await outcome({ cookie })).toMatch(/403/);
    expect(await outcome({ origin: `http://127.0.0.1:${server.port}` })).toBe(liveCode.signedOut);
    expect(await outcome({ origin: `http://127.0.0.1:${server.port}`, cookie: "authjs.session-token=forged" })).toBe(
      liveCode.signedOut,
    );
    expect(reviewId).toBeTruthy();
  });

  test("nobody has more than twenty sockets", async () => {
    const { server, reviewId, teamId } = await room();
    const member = await buildMember(database, teamId, "editor");
    const clients = await Promise.all(Array.from({ length: 20 }, () => openClient(server, member, reviewId)));
    cleanups.push(...clients.map(({ leave }) => leave));
    await until(() => clients.every(isSaved));
    const extra = await openClient(server, member, reviewId);
    cleanups.push(extra.leave);
    await until(() => extra.closes[0]?.code === liveCode.tooMany);
    expect(clients.every(({ closes }) => closes.length === 0)).toBe(true);
  });

  test("presence carries the sender's own name, and nobody else's can be taken away", async () => {
    const { open } = await room();
    const [first, second] = [await open(), await open()];
    await until(() => isSaved(first) && isSaved(second));
    first.provider.setAwarenessField("user", { id: "forged", name: "The boss", color: "red;background:url(//evil)" });
    first.provider.setAwarenessField("field", problem);
    const seen = () => second.provider.awareness?.getStates().get(first.doc.clientID);
    await until(() => seen()?.field === problem);
    expect(seen()?.user).toEqual({ id: first.member.userId, name: "A member" });
    const states = second.provider.awareness?.states;
    states?.delete(first.doc.clientID);
    second.provider.awareness?.emit("update", [{ added: [], updated: [], removed: [first.doc.clientID] }, "local"]);
    await new Promise((later) => setTimeout(later, 200));
    const third = await open();
    await until(() => third.provider.awareness?.getStates().has(first.doc.clientID) === true);
  });
});

describe("stopping", () => {
  test("tells the browsers to come back, loses nothing acknowledged, and they go on at the next process", async () => {
    const { context, server, open, stored } = await room();
    const editor = await open();
    await until(() => isSaved(editor));
    const typing = setInterval(() => type(editor, "x"), 2);
    await new Promise((later) => setTimeout(later, 200));
    cleanups.splice(cleanups.indexOf(server.stop), 1);
    await server.stop();
    expect(editor.closes[0]).toMatchObject({ code: liveCode.restarting });
    const acknowledged = Math.max(0, ...editor.saved);
    expect((await stored()).length).toBeGreaterThanOrEqual(acknowledged);
    await new Promise((later) => setTimeout(later, 50));
    const next = await serveLive(context, server.port);
    cleanups.unshift(next.stop);
    await until(() => editor.provider.isSynced);
    clearInterval(typing);
    await until(() => isSaved(editor));
    expect(await stored()).toBe(text(editor));
  });

  test("does not wait for a socket whose owner is still being looked up", async () => {
    const { server, teamId } = await room();
    const cookie = await cookieOf(await buildMember(database, teamId, "editor"));
    let unlock = () => {};
    const locked = new Promise<void>((done) => {
      unlock = done;
    });
    let isLocked = false;
    const holding = database.owner.sql.begin(async (holder) => {
      await holder`lock table sessions in access exclusive mode`;
      isLocked = true;
      await locked;
    });
    await until(() => isLocked);
    const address = `127.0.0.1:${server.port}`;
    const socket = new WebSocket(`ws://${address}/live`, { headers: { cookie, origin: `http://${address}` } });
    const ended = new Promise((done) => {
      socket.on("error", done);
      socket.on("close", done);
    });
    const isWaiting = async () =>
      (await database.owner.sql`select 1 from pg_locks where relation = 'sessions'::regclass and not granted`).length >
      0;
    await until(isWaiting);
    cleanups.splice(cleanups.indexOf(server.stop), 1);
    const begin = performance.now();
    await server.stop();
    expect(performance.now() - begin).toBeLessThan(3000);
    await ended;
    unlock();
    await holding;
  });
});
