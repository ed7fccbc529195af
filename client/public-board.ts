import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Reply } from "@/client/api";
import { callerFor } from "@/client/context";

export type PublicReview = Reply<"GET /public-boards/{team}">["items"][number];

/** The reviews a team shows to everybody, page by page; looked at again now and then, so that a closed board goes away. */
export const publicBoardQuery = (team: string) =>
  infiniteQueryOptions({
    queryKey: ["public-board", team],
    queryFn: ({ client, signal, pageParam }) =>
      callerFor(client)("GET /public-boards/{team}", {
        params: { team },
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    refetchInterval: 30_000,
  });
