import { queryOptions } from "@tanstack/react-query";
import type { Reply } from "@/client/api";
import { callerFor } from "@/client/context";
import type { ReviewAt } from "@/client/reviews";

export type ShareLink = Reply<"GET /teams/{team}/reviews/{number}/share-links">["items"][number];

export const shareLinksQuery = ({ team, number }: ReviewAt) =>
  queryOptions({
    queryKey: ["review", team, number, "share-links"],
    queryFn: ({ client, signal }) =>
      callerFor(client)("GET /teams/{team}/reviews/{number}/share-links", { params: { team, number }, signal }),
  });
