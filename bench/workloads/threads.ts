import { prose } from "../spec-of";
import type { Workload } from "../workload";
import { measureHttp, signedIn } from "../workload";

const threadCount = 500;

/** Discussions: the list of a review with 500 threads, one thread, replies to many threads, and in a review with 10,000 comments. */
export const threads: Workload = async (bench) => {
  const { seed } = bench;
  const at = (review: number) => `/api/v1/teams/bench/reviews/${review}/threads`;
  const numbers = Array.from({ length: threadCount }, (_, index) => (index * 7) % threadCount).map(
    (number) => number + 1,
  );
  const reply = {
    method: "POST" as const,
    body: JSON.stringify({ body: prose(200, 3) }),
    headers: { "content-type": "application/json" },
  };
  const limitReply = [{ path: "/write", method: "POST" as const, body: JSON.stringify({ text: prose(1000, 1) }) }];
  const list = (workload: string, review: number) =>
    measureHttp(bench, {
      workload,
      requests: signedIn(
        seed,
        Array.from({ length: 16 }, () => at(review)),
      ),
      limit: [{ path: `/threads?n=${review}` }],
      bar: { rate: 500, ratio: 0.35, either: true },
    });
  return [
    await list("threads of a review with 500", seed.threaded),
    await list("threads of a review with 10,000 comments", seed.talkative),
    await measureHttp(bench, {
      workload: "one thread of a review with 10,000 comments",
      requests: signedIn(
        seed,
        numbers.map((number) => `${at(seed.talkative)}/${number}`),
      ),
      limit: numbers.map((number) => ({ path: `/thread?n=${seed.talkative}&thread=${number}` })),
      bar: { rate: 500, ratio: 0.35, either: true },
    }),
    await measureHttp(bench, {
      workload: "reply in a thread, 64 reviews",
      requests: signedIn(
        seed,
        seed.usual.slice(0, 64).map((number, index) => `${at(number)}/${(index % 10) + 1}/comments`),
        reply,
      ),
      limit: limitReply,
      bar: { rate: 600, ratio: 0.25, either: true },
    }),
    await measureHttp(bench, {
      workload: "reply in a review with 10,000 comments",
      requests: signedIn(
        seed,
        numbers.slice(0, 64).map((number) => `${at(seed.talkative)}/${number}/comments`),
        reply,
      ),
      limit: limitReply,
      bar: { rate: 600, ratio: 0.25, either: true },
    }),
  ];
};
