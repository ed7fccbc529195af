import { afterEach, describe, expect, test } from "vitest";
import { WebSocket as NodeSocket } from "ws";
import type { StreamMessage } from "@/core/live";
import { testDatabase } from "@/db/testing";
import { type FaultProxy, faultProxy } from "@/server/live/fault-proxy";
import {
  buildMember,
  buildReview,
  cookieOf,
  happen,
  serveLive,
  type TestMember,
  type TestServer,
  testContext,
  until,
} from "@/server/live/testing";
import { type EventStream, openEventStream } from "./event-stream";

const database = testDatabase();
const cleanups: (() => unknown)[] = [];
/** A blackhole of 60 seconds, in a test's time; LINTEL_TEST_PACE=1 takes the minutes that it takes people. */
const pace = Number(process.env.LINTEL_TEST_PACE ?? 0.02);

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function room() {
  const servers = [await serveLive(testContext(database)), await serveLive(testContext(database))] as const;
  cleanups.push(...servers.map(({ stop }) => stop));
  const review = await buildReview(database);
  const publish = (times = 1) => happen(database, review.teamId, review.ownerId, times);
  const reader = async (line: { port: number }, after: number | null = 0) => {
    const member = await buildMember(database, review.teamId, "viewer");
    return openReader(line, member, review.team, after);
  };
  return { servers, ...review, publish, reader };
}

type Reader = {
  stream: EventStream;
  numbers: number[];
  reloads: number[];
  /** The numbers as they came on each line, before anything was made of them. */
  lines: number[][];
};

/** A browser's stream in all but the browser; it counts what it heard. */
async function openReader(
  line: { port: number },
  member: TestMember,
  team: string,
  after: number | null,
): Promise<Reader> {
  const cookie = await cookieOf(member);
  const numbers: number[] = [];
  const reloads: number[] = [];
  const lines: number[][] = [];
  const stream = openEventStream({
    url: `ws://127.0.0.1:${line.port}/live/events`,
    pace,
    makeSocket: (url) => {
      const heard: number[] = [];
      lines.push(heard);
      const socket = new NodeSocket(url, { headers: { cookie, origin: `http://127.0.0.1:${line.port}` } });
      socket.on("error", () => {});
      socket.on("message", (data) => {
        const message = JSON.parse(data.toString()) as StreamMessage;
        if ("events" in message) heard.push(...message.events.map(({ number }) => number));
      });
      // A browser's socket in all that is used here.
      return socket as unknown as WebSocket;
    },
    onEvents: (_, events) => numbers.push(...events.map(({ number }) => number)),
    onReload: (_, last) => reloads.push(last),
    onInbox: () => {},
    onState: () => {},
  });
  cleanups.push(stream.stop);
  stream.follow(team, after);
  return { stream, numbers, reloads, lines };
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

/** The same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function proxied(server: TestServer): Promise<FaultProxy> {
  const proxy = await faultProxy(server);
  cleanups.push(proxy.stop);
  return proxy;
}

describe("a line that is cut at random", () => {
  test("brings every event once and in order, across two processes", async () => {
    const seed = Number(process.env.LINTEL_TEST_SEED ?? Date.now() % 1_000_000);
    console.log(`random cuts: LINTEL_TEST_SEED=${seed}`);
    const random = randomFrom(seed);
    const { servers, publish, reader } = await room();
    const proxies = [await proxied(servers[0]), await proxied(servers[1])] as const;
    const readers = await Promise.all(proxies.flatMap((proxy) => [reader(proxy), reader(proxy), reader(proxy)]));
    let last = 0;
    let isOver = false;
    const publishing = (async () => {
      while (!isOver) {
        last = await publish(1 + Math.floor(random() * 8));
        await new Promise((later) => setTimeout(later, random() * 20));
      }
    })();
    for (let round = 0; round < 60; round++) {
      const proxy = random() < 0.5 ? proxies[0] : proxies[1];
      const fault = random();
      if (fault < 0.5) proxy.cut();
      else if (fault < 0.7) proxy.delay(random() * 60);
      else if (fault < 0.8) proxy.blackhole();
      else proxy.mend();
      await new Promise((later) => setTimeout(later, random() * 120));
    }
    isOver = true;
    await publishing;
    for (const proxy of proxies) {
      proxy.delay(0);
      proxy.mend();
    }
    await until(() => readers.every(({ numbers }) => numbers.at(-1) === last), 20_000);
    for (const { numbers, reloads, lines } of readers) {
      expect(reloads).toEqual([]);
      expect(numbers).toEqual(upTo(last));
      for (const line of lines) expect(line).toEqual(line.map((_, place) => (line[0] ?? 0) + place));
      expect(lines.length).toBeGreaterThan(1);
    }
    expect(last).toBeGreaterThan(20);
  }, 60_000);

  test(
    "notices a blackhole by itself, and misses nothing of it",
    async () => {
      const { servers, publish, reader } = await room();
      const proxy = await proxied(servers[0]);
      const { stream, numbers, lines } = await reader(proxy);
      await publish(5);
      await until(() => numbers.length === 5);
      proxy.blackhole();
      await publish(20);
      await until(() => stream.state() !== "following", 60_000 * pace);
      await publish(20);
      await new Promise((later) => setTimeout(later, 60_000 * pace));
      proxy.mend();
      await until(() => numbers.length === 45, 5000 + 15_000 * pace);
      expect(numbers).toEqual(upTo(45));
      expect(lines.length).toBeGreaterThan(1);
    },
    60_000 + 180_000 * pace,
  );

  test("goes on at the next process when one stops", async () => {
    const { servers, publish, reader } = await room();
    const [first] = servers;
    const { numbers } = await reader(first);
    await publish(10);
    await until(() => numbers.length === 10);
    cleanups.splice(cleanups.indexOf(first.stop), 1);
    await first.stop();
    await publish(10);
    const next = await serveLive(testContext(database), first.port);
    cleanups.unshift(next.stop);
    await until(() => numbers.length === 20);
    expect(numbers).toEqual(upTo(20));
  });
});
