import { load, type Request } from "./http-load";
import { inTurns, type Outcome } from "./measure";
import type { Served } from "./processes";
import type { Seed } from "./seed";

/** Everything a workload works with: seeded data, and the two servers over it. */
export type Bench = {
  seed: Seed;
  databaseUrl: string;
  lintel: Served;
  limit: Served;
  rounds: number;
  seconds: number;
};

/** One line of the report. */
export type Row = {
  workload: string;
  size: number;
  lintel: Outcome;
  limit?: Outcome | undefined;
  /** The median over the rounds of Lintel's rate in the limit's. */
  ratio?: number | undefined;
  /** Median time of one request at one connection, in milliseconds. */
  alone?: number | undefined;
  bar: string;
  isMet: boolean;
};

export type Workload = (bench: Bench) => Promise<Row[]>;

type HttpWorkload = {
  workload: string;
  requests: Request[];
  limit?: Request[];
  /** Set where one takes long: a longer warm-up, and rounds so long that what their end cuts off weighs little. */
  isSlow?: boolean;
  /** What the bars of this workload are; `alone95` is the 95th percentile at one connection. A rate is also met through the ratio where both are given and `either` is set. */
  bar: { ratio?: number; rate?: number; p95?: number; alone95?: number; either?: boolean };
};

const connections = 16;

/** Requests of signed-in members, one after the other through the cookies, for pages or replies at these paths. */
export function signedIn(seed: Seed, paths: readonly string[], more: Partial<Request> = {}): Request[] {
  return paths.map((path, index) => ({
    path,
    ...more,
    headers: { cookie: seed.cookies[index % seed.cookies.length] ?? "", ...more.headers },
  }));
}

/** Measures requests to Lintel against requests to the limit in turns, at 16 connections, and Lintel alone at one. */
export async function measureHttp(
  bench: Bench,
  { workload, requests, limit, bar, isSlow }: HttpWorkload,
): Promise<Row> {
  const { rounds } = bench;
  const seconds = isSlow ? bench.seconds * 4 : bench.seconds;
  // What is compiled late must not count: a page's code is hot only after some hundred of it.
  await load(bench.lintel, requests, { connections, seconds: isSlow ? 8 : seconds });
  const sides = [() => load(bench.lintel, requests, { connections, seconds })];
  if (limit) sides.push(() => load(bench.limit, limit, { connections, seconds }));
  const { outcomes, ratio } = await inTurns(sides, rounds);
  const single = await inTurns([() => load(bench.lintel, requests, { connections: 1, seconds: 1 })], 1);
  const [own, other] = outcomes;
  if (!own) throw new Error("nothing was measured");
  return {
    workload,
    size: bench.seed.size,
    lintel: own,
    limit: other,
    ratio: other ? ratio : undefined,
    alone: single.outcomes[0]?.p50,
    bar: barText(bar),
    isMet: own.errors === 0 && isMet(bar, own, ratio, single.outcomes[0]?.p95 ?? Number.POSITIVE_INFINITY),
  };
}

function barText({ ratio, rate, p95, alone95, either }: HttpWorkload["bar"]): string {
  const parts = [
    ratio && `ratio ≥ ${ratio}`,
    rate && `≥ ${rate}/s`,
    p95 && `p95 < ${p95} ms`,
    alone95 && `p95 alone < ${alone95} ms`,
  ].filter(Boolean);
  return parts.join(either ? " or " : ", ");
}

function isMet(bar: HttpWorkload["bar"], own: Outcome, ratio: number, alone95: number): boolean {
  const tests = [
    bar.ratio === undefined ? [] : [ratio >= bar.ratio],
    bar.rate === undefined ? [] : [own.rate >= bar.rate],
    bar.p95 === undefined ? [] : [own.p95 < bar.p95],
    bar.alone95 === undefined ? [] : [alone95 < bar.alone95],
  ].flat();
  return bar.either ? tests.some(Boolean) : tests.every(Boolean);
}
