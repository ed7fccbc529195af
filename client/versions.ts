import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Reply } from "@/client/api";
import { callerFor } from "@/client/context";
import type { ReviewAt } from "@/client/reviews";

export type Version = Reply<"GET /teams/{team}/reviews/{number}/versions/{version}">;
export type VersionSummary = Reply<"GET /teams/{team}/reviews/{number}/versions">["items"][number];

export const versionsQuery = ({ team, number }: ReviewAt) =>
  infiniteQueryOptions({
    queryKey: ["review", team, number, "versions"],
    queryFn: ({ client, signal, pageParam }) =>
      callerFor(client)("GET /teams/{team}/reviews/{number}/versions", {
        params: { team, number },
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

/** One version, whole. It never changes, so it is fetched once. */
export const versionQuery = ({ team, number }: ReviewAt, version: number) =>
  queryOptions({
    queryKey: ["review", team, number, "version", version],
    queryFn: ({ client, signal }) =>
      callerFor(client)("GET /teams/{team}/reviews/{number}/versions/{version}", {
        params: { team, number, version },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
