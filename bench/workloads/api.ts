import { prose } from "../spec-of";
import type { Workload } from "../workload";
import { measureHttp, signedIn } from "../workload";

const reviews = (numbers: readonly number[]) => numbers.map((n) => `/api/v1/teams/bench/reviews/${n}`);
const get = (paths: string[]) => paths.map((path) => ({ path }));
/** Enough requests that every connection asks as another member. */
const sixteen = (path: string) => Array.from({ length: 16 }, () => path);

export const list: Workload = async (bench) => [
  await measureHttp(bench, {
    workload: "board, list of 50 (JSON)",
    requests: signedIn(bench.seed, sixteen("/api/v1/teams/bench/reviews?status=in_review&sort=updated&limit=50")),
    limit: get(["/list"]),
    bar: { ratio: 0.35 },
  }),
];

export const review: Workload = async (bench) => [
  await measureHttp(bench, {
    workload: "open a review of 9 KB (JSON)",
    requests: signedIn(
      bench.seed,
      reviews(bench.seed.usual).map((path) => `${path}/draft`),
    ),
    limit: get(bench.seed.usual.map((n) => `/review?n=${n}`)),
    bar: { ratio: 0.35 },
  }),
  await measureHttp(bench, {
    workload: "head of a review (JSON)",
    requests: signedIn(bench.seed, reviews(bench.seed.usual)),
    limit: get(["/row"]),
    bar: { ratio: 0.4 },
  }),
];

export const row: Workload = async (bench) => [
  await measureHttp(bench, {
    workload: "one row: the account (JSON)",
    requests: signedIn(bench.seed, sixteen("/api/v1/account")),
    limit: get(["/row"]),
    bar: { ratio: 0.4, rate: 1000 },
  }),
];

export const history: Workload = async (bench) => [
  await measureHttp(bench, {
    workload: "history: versions of a review",
    requests: signedIn(
      bench.seed,
      reviews(bench.seed.versioned).map((path) => `${path}/versions`),
    ),
    limit: get(bench.seed.versioned.map((n) => `/versions?n=${n}`)),
    bar: { rate: 700, ratio: 0.35, either: true },
  }),
  await measureHttp(bench, {
    workload: "history: what happened in a review",
    requests: signedIn(
      bench.seed,
      reviews(bench.seed.usual).map((path) => `${path}/events`),
    ),
    bar: { rate: 700 },
  }),
];

export const exporting: Workload = async (bench) => [
  await measureHttp(bench, {
    workload: "export Markdown, warm",
    requests: signedIn(
      bench.seed,
      reviews(bench.seed.usual.slice(0, 100)).map((path) => `${path}/export.md`),
    ),
    bar: { rate: 500 },
  }),
];

/** A version keeps its scores with their reasons beside the specification. */
const scoreBytes = 25_000;

export const publish: Workload = async (bench) => {
  const { seed } = bench;
  const measure = (workload: string, numbers: readonly number[], bytes: number) =>
    measureHttp(bench, {
      workload,
      requests: signedIn(
        seed,
        reviews(numbers).map((path) => `${path}/versions`),
        {
          method: "POST",
          body: JSON.stringify({ message: "Published by the bench" }),
          headers: { "content-type": "application/json" },
        },
      ),
      limit: [{ path: "/write", method: "POST", body: JSON.stringify({ text: prose(bytes + scoreBytes, 1) }) }],
      bar: { ratio: 0.25 },
    });
  return [
    await measure("publish 9 KB", seed.usual.slice(0, 64), 9000),
    await measure("publish 48 KB", seed.large.slice(0, 64), 48_000),
  ];
};

export const board: Workload = async (bench) => [
  await measureHttp(bench, {
    workload: "board page, rendered on the server",
    requests: signedIn(bench.seed, sixteen("/bench"), { headers: { "accept-encoding": "gzip" } }),
    bar: { rate: 150, p95: 200 },
    isSlow: true,
  }),
];

export const page: Workload = async (bench) => [
  await measureHttp(bench, {
    workload: "review page, rendered on the server",
    requests: signedIn(
      bench.seed,
      bench.seed.usual.map((n) => `/bench/reviews/${n}/spec/requirements`),
      {
        headers: { "accept-encoding": "gzip" },
      },
    ),
    bar: { rate: 150, p95: 200 },
    isSlow: true,
  }),
];
