import { queryOptions } from "@tanstack/react-query";
import type { Reply } from "@/client/api";
import { callerFor } from "@/client/context";
import type { ReviewAt } from "@/client/reviews";

export type Diagrams = Reply<"GET /teams/{team}/reviews/{number}/diagrams">;

/** The generated diagrams of the draft as saved, with the problems of its DDL. Asked for anew whenever a page shows it. */
export const diagramsQuery = ({ team, number }: ReviewAt) =>
  queryOptions({
    queryKey: ["review", team, number, "diagrams"],
    queryFn: ({ client, signal }) =>
      callerFor(client)("GET /teams/{team}/reviews/{number}/diagrams", {
        params: { team, number },
        query: {},
        signal,
      }),
    staleTime: 0,
  });

/** Those of a version, which never change. */
export const versionDiagramsQuery = ({ team, number }: ReviewAt, version: number) =>
  queryOptions({
    queryKey: ["review", team, number, "version", version, "diagrams"],
    queryFn: ({ client, signal }) =>
      callerFor(client)("GET /teams/{team}/reviews/{number}/diagrams", {
        params: { team, number },
        query: { version },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
