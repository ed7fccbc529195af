import { setTimeout as wait } from "node:timers/promises";
import { WebSocket } from "ws";
import { eventsPath, type StreamMessage } from "@/core/live";
import { inTurns, type Round } from "../measure";
import type { Bench, Row, Workload } from "../workload";

/** An open page in all but the browser; `last` is the number of the newest event it heard of. */
type Page = { socket: WebSocket; last: number };

/** How many follow, and within how many milliseconds all of them should know. */
const crowds = [
  [200, 250],
  [2000, 500],
] as const;
const openedTogether = 50;

async function open({ lintel, seed }: Bench, count: number, heard: () => void): Promise<Page[]> {
  const pages: Page[] = [];
  for (let begin = 0; begin < count; begin += openedTogether) {
    const some = Array.from({ length: Math.min(openedTogether, count - begin) }, (_, index) => {
      const cookie = seed.cookies[(begin + index) % seed.cookies.length] ?? "";
      const headers = { cookie, origin: lintel.base };
      const socket = new WebSocket(lintel.base.replace("http", "ws") + eventsPath, { headers });
      const page: Page = { socket, last: -1 };
      pages.push(page);
      socket.on("open", () => socket.send(JSON.stringify({ follow: seed.team, after: null })));
      return new Promise<void>((following, failed) => {
        socket.on("error", failed);
        socket.on("close", (code, reason) => failed(new Error(`closed: ${code} ${reason}`)));
        socket.on("message", (data) => {
          const message = JSON.parse(data.toString()) as StreamMessage;
          if (!("last" in message)) return;
          page.last = message.last;
          following();
          // A message without events only says that the line is alive.
          if ("events" in message && message.events.length > 0) heard();
        });
      });
    });
    await Promise.all(some);
  }
  return pages;
}

/** One change of a review at a time, until every open page has heard of it. */
async function changeAndTell(bench: Bench, count: number, changes: number): Promise<Round & { kilobytes: number }> {
  const { lintel, seed } = bench;
  let hear = () => {};
  const before = lintel.memory();
  const pages = await open(bench, count, () => hear());
  await wait(1000);
  const kilobytes = ((lintel.memory() - before) * 1024) / count;
  const address = `${lintel.base}/api/v1/teams/${seed.team}/reviews/${seed.usual[0]}`;
  const headers = { cookie: seed.cookies[0] ?? "", origin: lintel.base, "content-type": "application/json" };
  let { revision } = await (await fetch(address, { headers })).json();
  const times: number[] = [];
  const begin = performance.now();
  const cpu = lintel.cpu();
  for (let n = 0; n < changes; n++) {
    const asked = Math.max(...pages.map(({ last }) => last));
    const changed = performance.now();
    const everybody = new Promise<void>((done) => {
      let left = count;
      hear = () => {
        if (--left === 0) done();
      };
    });
    const reply = await fetch(address, {
      method: "PATCH",
      headers,
      body: JSON.stringify({ title: `Title ${n}`, revision }),
    });
    ({ revision } = await reply.json());
    await everybody;
    if (pages.some(({ last }) => last !== asked + 1))
      throw new Error(
        `an event was missed or came twice: ${[...new Set(pages.map(({ last }) => last))]} after ${asked}`,
      );
    times.push(performance.now() - changed);
  }
  const rate = (times.length * 1000) / (performance.now() - begin);
  const used = (lintel.cpu() - cpu) / times.length;
  for (const { socket } of pages) {
    socket.removeAllListeners("close");
    socket.terminate();
  }
  await wait(500);
  return { rate, times, errors: 0, bytes: 0, cpu: used, kilobytes };
}

export const follow: Workload = async (bench) => {
  const rows: Row[] = [];
  for (const [count, most] of crowds) {
    let kilobytes = 0;
    const { outcomes } = await inTurns(
      [
        async () => {
          const round = await changeAndTell(bench, count, 40);
          kilobytes = Math.max(kilobytes, round.kilobytes);
          return round;
        },
      ],
      1,
    );
    const [seen] = outcomes;
    if (!seen) throw new Error("nothing was measured");
    console.log(`  ${count} open pages: ${kilobytes.toFixed(0)} KB each`);
    rows.push({
      workload: `change → ${count.toLocaleString("en")} open pages`,
      size: bench.seed.size,
      lintel: seen,
      bar: `p95 ≤ ${most} ms`,
      isMet: seen.p95 <= most,
    });
  }
  return rows;
};
