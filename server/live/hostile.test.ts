import fc from "fast-check";
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from "lib0/encoding";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { draftDocumentName, liveCode } from "@/core/live";
import { draftText } from "@/core/spec/draft";
import { testDatabase } from "@/db/testing";
import { currentSpec } from "@/server/draft-projection";
import { draftStore } from "@/server/draft-store";
import { buildMember, buildReview, cookieOf, openClient, serveLive, testContext, until } from "@/server/live/testing";

const database = testDatabase();
const problem = "requirements.problem";
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function room() {
  const context = testContext(database);
  const server = await serveLive(context);
  cleanups.push(server.stop);
  const review = await buildReview(database);
  const name = draftDocumentName(review.reviewId);
  const honest = await openClient(server, await buildMember(database, review.teamId, "editor"), review.reviewId);
  cleanups.push(honest.leave);
  await until(() => honest.provider.isSynced && !honest.provider.hasUnsyncedChanges);

  /** A socket of somebody signed in that says what it wants; it has opened the draft unless told otherwise. */
  const attack = async (opens = true) => {
    const member = await buildMember(database, review.teamId, "editor");
    const origin = `http://127.0.0.1:${server.port}`;
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/live`, {
      headers: { cookie: await cookieOf(member), origin },
    });
    const closed = new Promise<{ code: number; reason: string }>((done) => {
      socket.on("close", (code, reason) => done({ code, reason: reason.toString() }));
    });
    socket.on("error", () => {});
    cleanups.push(() => socket.terminate());
    await new Promise((open) => socket.once("open", open));
    let heard = 0;
    socket.on("message", () => heard++);
    if (opens) {
      socket.send(message(name, 2, (out) => [writeVarUint(out, 0), writeVarString(out, "cookie")]));
      await until(() => heard > 0);
    }
    return { socket, closed, heard: () => heard };
  };
  const isStillServing = async () => {
    const before = honest.saved.length;
    draftText(honest.doc, problem).insert(0, "!");
    await until(() => honest.saved.length > before, 15_000);
  };
  return { context, server, ...review, name, honest, attack, isStillServing };
}

type Encoder = ReturnType<typeof createEncoder>;

function message(name: string, type: number, write: (encoder: Encoder) => unknown): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, name);
  writeVarUint(encoder, type);
  write(encoder);
  return toUint8Array(encoder);
}

const editMessage = (name: string, update: Uint8Array) =>
  message(name, 0, (out) => [writeVarUint(out, 2), writeVarUint8Array(out, update)]);

describe("a hostile browser", () => {
  test("that sends any bytes at all is cut off, and nobody else notices", async () => {
    const { name, attack, isStillServing } = await room();
    const update = Y.encodeStateAsUpdate(withText("valid"));
    const valid = editMessage(name, update);
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .tuple(fc.nat(10), fc.uint8Array({ maxLength: 100 }))
        .map(([type, bytes]) => message(name, type, (out) => writeVarUint8Array(out, bytes))),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => editMessage(name, bytes)),
      fc.tuple(fc.nat(valid.length - 1), fc.nat(255)).map(([at, byte]) => {
        const bent = Uint8Array.from(valid);
        bent[at] = byte;
        return bent;
      }),
      fc.nat(valid.length).map((length) => valid.subarray(0, length)),
      fc
        .constantFrom("__proto__", "constructor", "toString", "draft:", "draft:x", `${name}/x`, "")
        .map((other) => message(other, 2, (out) => writeVarString(out, "x"))),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(garbage, { minLength: 1, maxLength: 8 }), fc.boolean(), async (messages, opens) => {
        const { socket } = await attack(opens);
        for (const bytes of messages) if (socket.readyState === socket.OPEN) socket.send(bytes);
        await new Promise((later) => setTimeout(later, 10));
        socket.terminate();
      }),
      { numRuns: 120 },
    );
    await isStillServing();
  }, 120_000);

  test("that speaks in the name of another draft, or broadcasts to the others, is cut off", async () => {
    const { context, attack, name, honest } = await room();
    const elsewhere = await buildReview(database);
    const first = await attack();
    first.socket.send(editMessage(draftDocumentName(elsewhere.reviewId), Y.encodeStateAsUpdate(withText("intruder"))));
    expect((await first.closed).code).toBe(liveCode.badMessage);
    expect((await draftStore(context).load(elsewhere.reviewId)).seq).toBe(0);
    const second = await attack();
    const before = honest.saved.length;
    second.socket.send(message(name, 6, (out) => writeVarString(out, JSON.stringify({ saved: 999 }))));
    expect((await second.closed).code).toBe(liveCode.badMessage);
    expect(honest.saved.length).toBe(before);
  });

  test("that puts things into a draft which no field holds changes nothing of the specification", async () => {
    const { context, attack, name, reviewId, isStillServing } = await room();
    const doc = new Y.Doc();
    const values = doc.getMap("values");
    values.set("requirements.problem", "in the wrong place");
    values.set("__proto__", { polluted: true });
    values.set("performance.rows", { deep: { er: [1, 2, 3] } });
    const list = doc.getMap("requirements.functional");
    list.set("../../etc", "a0");
    list.set("aaaaaaaaaa", 7);
    list.set("bbbbbbbbbb", "not an order key");
    doc.getMap("no.such.path").set("x", true);
    draftText(doc, problem).insert(0, "\u0000\ud800 visible \u0007");
    const { socket, heard } = await attack();
    const before = heard();
    socket.send(editMessage(name, Y.encodeStateAsUpdate(doc)));
    await until(() => heard() > before);
    const { spec } = await currentSpec(context, reviewId);
    expect(spec.requirements.problem).toBe("\ufffd visible ");
    expect(spec.requirements.functional.map(({ id }) => id)).toEqual(["bbbbbbbbbb"]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    await isStillServing();
  });

  test("that sends one huge change is told the limit", async () => {
    const { attack, name, isStillServing } = await room();
    const { socket, closed } = await attack();
    socket.send(editMessage(name, Y.encodeStateAsUpdate(withText("x".repeat(5_000_000)))));
    expect(await closed).toEqual({ code: liveCode.tooLarge, reason: "One change may hold 4 MB at most." });
    await isStillServing();
  });

  test("that floods the draft with edits holds up nobody else for long", async () => {
    const { attack, name, honest, isStillServing } = await room();
    const { socket } = await attack();
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => socket.send(editMessage(name, update)));
    for (let index = 0; index < 3000; index++) draftText(doc, "data.indexing").insert(0, "flood ");
    const begin = performance.now();
    await isStillServing();
    expect(performance.now() - begin).toBeLessThan(5000);
    await until(() => draftText(honest.doc, "data.indexing").length === 18_000, 30_000);
  }, 60_000);

  test("that asks for the whole draft again and again is cut off", async () => {
    const { attack, name, isStillServing } = await room();
    const { socket, closed } = await attack();
    const question = message(name, 0, (out) => [writeVarUint(out, 0), writeVarUint8Array(out, new Uint8Array([0]))]);
    for (let index = 0; index < 200; index++) if (socket.readyState === socket.OPEN) socket.send(question);
    expect((await closed).code).toBe(liveCode.tooMany);
    await isStillServing();
  });

  test("that reads nothing is dropped before it fills the memory, and gets everything when it reads again", async () => {
    const { server, reviewId, teamId, honest, isStillServing } = await room();
    const member = await buildMember(database, teamId, "viewer");
    const slow = await openClient(server, member, reviewId);
    cleanups.push(slow.leave);
    await until(() => slow.provider.isSynced);
    // A reader that hangs: the operating system's buffers fill, then ours.
    (slow.socket.webSocket as unknown as WebSocket).pause();
    const text = draftText(honest.doc, "data.ddl");
    for (let round = 0; round < 45; round++) {
      text.insert(0, "y".repeat(900_000));
      text.delete(0, 900_000);
      await isStillServing();
    }
    text.insert(0, "the end");
    (slow.socket.webSocket as unknown as WebSocket | null)?.resume();
    await until(() => slow.closes.length > 0, 20_000);
    await until(() => draftText(slow.doc, "data.ddl").toString() === "the end", 20_000);
  }, 90_000);
});

function withText(text: string): Y.Doc {
  const doc = new Y.Doc();
  draftText(doc, problem).insert(0, text);
  return doc;
}
