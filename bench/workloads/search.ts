import type { Workload } from "../workload";
import { measureHttp, signedIn } from "../workload";

const at = (q: string) => `/api/v1/teams/bench/search?q=${encodeURIComponent(`${q} `)}`;
const touching = (q: string) => `/api/v1/teams/bench/elements?q=${encodeURIComponent(q)}`;
const several = (ask: (n: number) => string) => Array.from({ length: 77 }, (_, n) => ask(n));

/** Searches of a team; how often the words occur is said by `seedWords`. */
export const search: Workload = async (bench) => {
  const measure = (
    workload: string,
    paths: string[],
    bar: Parameters<typeof measureHttp>[1]["bar"],
    limit?: string[],
  ) =>
    measureHttp(bench, {
      workload: `search: ${workload}`,
      requests: signedIn(bench.seed, paths),
      ...(limit ? { limit: limit.map((path) => ({ path })) } : {}),
      bar,
    });
  const words = (n: number) => `alpha${n % 7} beta${n % 11}`;
  return [
    await measure(
      "one word of every text",
      several((n) => at(n % 2 ? "service" : "ledger")),
      { alone95: 100 },
    ),
    await measure(
      "two words, one text in 77",
      several((n) => at(words(n))),
      { rate: 250 },
      several((n) => `/search?q=${encodeURIComponent(words(n).replace(" ", " & "))}`),
    ),
    await measure(
      "two words of every text",
      several(() => at("service ledger")),
      { alone95: 100 },
    ),
    await measure(
      "one word of ten texts in 10,000",
      several((n) => at(`gamma${n * 7}`)),
      { rate: 250 },
    ),
    await measure(
      "a mistyped word",
      several((n) => at(n % 2 ? "servcie" : "confirmde")),
      { alone95: 100 },
    ),
    await measure(
      "designs that touch what all do",
      several(() => touching("PostgreSQL")),
      { alone95: 100 },
    ),
    await measure(
      "designs that touch a table",
      several((n) => touching(`table ledger_${n * 7}`)),
      { rate: 250 },
    ),
  ];
};
