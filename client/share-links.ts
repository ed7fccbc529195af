import { queryOptions } from "@tanstack/react-query";
import type { Reply } from "@/client/api";
import { callerFor } from "@/client/context";
import type { ReviewAt } from "@/client/reviews";

export type ShareLink = Reply<"GET /teams/{team}/reviews/{number}/share-links">["items"][number];

/** The share links of a review. Views are counted without an event, so whoever looks on asks again. */
export const shareLinksQuery = ({ team, number }: ReviewAt) =>
  queryOptions({
    queryKey: ["review", team, number, "share-links"],
    queryFn: ({ client, signal }) =>
      callerFor(client)("GET /teams/{team}/reviews/{number}/share-links", { params: { team, number }, signal }),
    refetchInterval: 5000,
  });
