import { queryOptions } from "@tanstack/react-query";
import type { Reply } from "@/client/api";
import { callerFor } from "@/client/context";
import type { ReviewAt } from "@/client/reviews";

export type Draft = Reply<"GET /teams/{team}/reviews/{number}/draft">;

/** The draft as saved, for a page that is read before its editors are there; the open draft itself comes over the socket. */
export const draftQuery = ({ team, number }: ReviewAt) =>
  queryOptions({
    queryKey: ["review", team, number, "draft"],
    queryFn: ({ client, signal }) =>
      callerFor(client)("GET /teams/{team}/reviews/{number}/draft", { params: { team, number }, signal }),
    staleTime: 0,
  });
