import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { liveCode, type StreamEvent } from "@/core/live";
import { members, sessions, teams } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { mostBehind } from "@/server/live/event-stream";
import {
  buildMember,
  buildReview,
  cookieOf,
  followTeam,
  happen,
  serveLive,
  type TestStream,
  testContext,
  until,
} from "@/server/live/testing";
import { publishEvents } from "@/server/publish";

const database = testDatabase();
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A team with a server; `follow` opens the stream for somebody of the given role. */
async function room() {
  const server = await serveLive(testContext(database));
  cleanups.push(server.stop);
  const review = await buildReview(database);
  const follow = async (after: number | null = null, role: "viewer" | "editor" = "viewer", at = server) => {
    const member = await buildMember(database, review.teamId, role);
    const stream = await followTeam(at, member, review.team, after);
    cleanups.push(() => stream.socket.terminate());
    return { ...stream, member };
  };
  const publish = (times = 1) => happen(database, review.teamId, review.ownerId, times);
  return { server, ...review, follow, publish };
}

const isFollowing = ({ messages }: TestStream) => messages.length > 0;
const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => from + index);
const events = ({ messages }: TestStream): StreamEvent[] =>
  messages.flatMap((message) => ("events" in message ? message.events : []));

describe("the events of a team", () => {
  test("reach everybody who follows it, once and in order, with who did it and to which review", async () => {
    const { follow, publish, reviewId, teamId, ownerId } = await room();
    const streams = [await follow(), await follow(), await follow()];
    await until(() => streams.every(isFollowing));
    await publish(30);
    const at = { teamId, reviewId, actorId: ownerId };
    await database.db.transaction((tx) =>
      publishEvents(tx, at, [
        { type: "review.archived", payload: {} },
        { type: "review.unarchived", payload: {} },
      ]),
    );
    await until(() => streams.every((stream) => stream.numbers().length === 32));
    for (const stream of streams) expect(stream.numbers()).toEqual(upTo(32));
    expect(events(streams[0] as TestStream).at(-1)).toMatchObject({
      type: "review.unarchived",
      review: 1,
      actor: { id: ownerId, name: "A member" },
    });
  });

  test("go on from the number that was seen last", async () => {
    const { follow, publish } = await room();
    await publish(40);
    const stream = await follow(17);
    await until(() => stream.numbers().length === 23);
    await publish(3);
    await until(() => stream.numbers().length === 26);
    expect(stream.numbers()).toEqual(upTo(43, 18));
  });

  test("from now on are only what happens from now on, and the number it begins at is said", async () => {
    const { follow, publish } = await room();
    await publish(5);
    const stream = await follow(null);
    await until(() => isFollowing(stream));
    expect(stream.messages[0]).toMatchObject({ last: 5, events: [] });
    await publish();
    await until(() => stream.numbers().length > 0);
    expect(stream.numbers()).toEqual([6]);
  });

  test("of a month ago are caught up with, or the page is told to load anew", async () => {
    const { follow, publish, teamId } = await room();
    const last = 10 + mostBehind;
    await database.sql`
      insert into events (team_id, number, type, payload, created_at)
      select ${teamId}, number, 'team.updated', '{}', now() - interval '30 days' from generate_series(1, ${last}::int) as number`;
    await database.db.update(teams).set({ lastEvent: last }).where(eq(teams.id, teamId));
    const [near, far] = [await follow(10), await follow(9)];
    await until(() => near.numbers().length === mostBehind && isFollowing(far));
    expect(near.numbers()).toEqual(upTo(last, 11));
    expect(far.messages).toMatchObject([{ last, reload: true }]);
    await publish();
    await until(() => far.numbers().length === 1 && near.numbers().at(-1) === last + 1);
    expect(far.numbers()).toEqual([last + 1]);
  });

  test("that were put back from a backup begin anew", async () => {
    const { follow, publish } = await room();
    await publish(3);
    const stream = await follow(1000);
    await until(() => isFollowing(stream));
    expect(stream.messages[0]).toMatchObject({ last: 3, reload: true });
    await publish();
    await until(() => stream.numbers().length === 1);
    expect(stream.numbers()).toEqual([4]);
  });

  test("of another team, and the names of what one may not see, never arrive", async () => {
    const { follow, publish, server, teamId, ownerId, team } = await room();
    const other = await buildReview(database);
    const canary = "canary-of-the-other-team";
    const stranger = await buildMember(database, other.teamId, "owner");
    const refused = await followTeam(server, stranger, team);
    expect(await refused.closed).toMatchObject({ code: liveCode.notFound });
    const [viewer, editor] = [await follow(null, "viewer"), await follow(null, "editor")];
    await until(() => isFollowing(viewer) && isFollowing(editor));
    await database.db.transaction((tx) =>
      publishEvents(tx, { teamId: other.teamId, actorId: stranger.userId }, [
        { type: "team.updated", payload: { name: canary } },
      ]),
    );
    await database.db.transaction((tx) =>
      publishEvents(tx, { teamId, actorId: ownerId }, [
        { type: "share.created", payload: { shareLinkId: "1", name: "canary-of-a-link" } },
      ]),
    );
    await publish();
    await until(() => viewer.numbers().length === 2 && editor.numbers().length === 2);
    expect(JSON.stringify([viewer.messages, editor.messages, refused.messages])).not.toContain(canary);
    expect(JSON.stringify(viewer.messages)).not.toContain("canary");
    expect(JSON.stringify(editor.messages)).toContain("canary-of-a-link");
  });

  test("end within a second with the session or the membership, and nothing later arrives", async () => {
    const { follow, publish } = await room();
    const [removed, revoked, kept] = [await follow(), await follow(), await follow()];
    await until(() => [removed, revoked, kept].every(isFollowing));
    const { db } = database;
    await db.delete(members).where(eq(members.userId, removed.member.userId));
    await db.delete(sessions).where(eq(sessions.id, revoked.member.sessionId));
    const begin = performance.now();
    const codes = await Promise.all([removed.closed, revoked.closed]);
    expect(performance.now() - begin).toBeLessThan(1200);
    expect(codes).toMatchObject([{ code: liveCode.notFound }, { code: liveCode.signedOut }]);
    await publish();
    await until(() => kept.numbers().length === 1);
    expect([...removed.numbers(), ...revoked.numbers()]).toEqual([]);
  });

  test("end at once where the revocation is told", async () => {
    const { follow } = await room();
    const stream = await follow();
    await until(() => isFollowing(stream));
    await database.db.delete(sessions).where(eq(sessions.id, stream.member.sessionId));
    const begin = performance.now();
    await database.sql`select pg_notify('lintel_access', ${`session:${stream.member.sessionId}`})`;
    await stream.closed;
    // Sooner than it would be noticed without being told.
    expect(performance.now() - begin).toBeLessThan(750);
  });

  test("are found although nobody told of them", async () => {
    const { follow, teamId } = await room();
    const stream = await follow();
    await until(() => isFollowing(stream));
    await database.db.update(teams).set({ lastEvent: 1 }).where(eq(teams.id, teamId));
    await database.sql`insert into events (team_id, number, type, payload) values (${teamId}, 1, 'team.updated', '{}')`;
    await until(() => stream.numbers().length === 1, 7000);
  });

  test("of another process arrive", async () => {
    const { follow, publish } = await room();
    const there = await serveLive(testContext(database.owner));
    cleanups.push(there.stop);
    const [near, far] = [await follow(), await follow(null, "viewer", there)];
    await until(() => isFollowing(near) && isFollowing(far));
    await publish(20);
    await until(() => near.numbers().length === 20 && far.numbers().length === 20);
    expect(far.numbers()).toEqual(upTo(20));
  });

  test("wait for a reader that does not read, which costs nobody anything, and are all there when it does", async () => {
    const { follow, publish, teamId, ownerId } = await room();
    const [slow, quick] = [await follow(), await follow()];
    await until(() => isFollowing(slow) && isFollowing(quick));
    slow.socket.pause();
    const name = "x".repeat(60_000);
    for (let index = 0; index < 200; index++)
      await database.db.transaction((tx) =>
        publishEvents(tx, { teamId, actorId: ownerId }, [{ type: "team.updated", payload: { name } }]),
      );
    await until(() => quick.numbers().length === 200);
    slow.socket.resume();
    await publish();
    await until(() => slow.numbers().length === 201, 15_000);
    expect(slow.numbers()).toEqual(upTo(201));
  }, 30_000);
});

describe("somebody's notifications", () => {
  test("are announced to this person's sockets alone", async () => {
    const { follow } = await room();
    const [mine, other] = [await follow(), await follow()];
    await until(() => isFollowing(mine) && isFollowing(other));
    await database.sql`select pg_notify('lintel_inbox', ${mine.member.userId})`;
    await until(() => mine.messages.some((message) => "inbox" in message));
    expect(other.messages.some((message) => "inbox" in message)).toBe(false);
  });
});

describe("the events' socket", () => {
  test("is closed to other sites, to nobody, and to what makes no sense", async () => {
    const { server, teamId, team } = await room();
    const member = await buildMember(database, teamId, "viewer");
    const cookie = await cookieOf(member);
    const origin = `http://127.0.0.1:${server.port}`;
    const outcome = (headers: Record<string, string>, ...said: (string | Buffer)[]) =>
      new Promise((done) => {
        const socket = new WebSocket(`ws://127.0.0.1:${server.port}/live/events`, { headers });
        socket.on("open", () => {
          for (const message of said) socket.send(message);
        });
        socket.on("error", (error) => done(error.message));
        socket.on("close", (code) => done(code));
      });
    expect(await outcome({ cookie, origin: "https://evil.example" })).toMatch(/403/);
    expect(await outcome({ cookie })).toMatch(/403/);
    expect(await outcome({ origin })).toBe(liveCode.signedOut);
    for (const said of ["", "{", "null", '{"follow":7}', '{"follow":"x","after":-1}', Buffer.from("x")])
      expect(await outcome({ cookie, origin }, said)).toBe(liveCode.badMessage);
    expect(await outcome({ cookie, origin }, "x".repeat(5000))).toBe(1009);
    const ask = JSON.stringify({ follow: team, after: null });
    expect(await outcome({ cookie, origin }, ...Array.from({ length: 30 }, () => ask))).toBe(liveCode.tooMany);
  });

  test("is told to come back when the process stops", async () => {
    const { server, follow } = await room();
    const stream = await follow();
    await until(() => isFollowing(stream));
    cleanups.splice(cleanups.indexOf(server.stop), 1);
    await server.stop();
    expect(await stream.closed).toMatchObject({ code: liveCode.restarting });
  });
});
