import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Reply } from "@/client/api";
import { callerFor } from "@/client/context";

export type SharedThread = Reply<"GET /shared/threads">["items"][number];

/** All threads that a link shows, by number, each with its first comment. */
export const sharedThreadsQuery = queryOptions({
  queryKey: ["shared", "threads"],
  queryFn: async ({ client, signal }) => {
    const items: SharedThread[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: Reply<"GET /shared/threads"> = await callerFor(client)("GET /shared/threads", {
        query: cursor ? { cursor } : {},
        signal,
      });
      items.push(...page.items);
      cursor = page.next;
    }
    return items;
  },
});

/** One of them with its comments; pages go back in time, each oldest first. */
export const sharedThreadQuery = (thread: number) =>
  infiniteQueryOptions({
    queryKey: ["shared", "threads", thread],
    queryFn: ({ client, signal, pageParam }) =>
      callerFor(client)("GET /shared/threads/{thread}", {
        params: { thread },
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.earlier,
  });
