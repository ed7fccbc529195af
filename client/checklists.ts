import { queryOptions } from "@tanstack/react-query";
import type { Reply } from "@/client/api";
import { callerFor } from "@/client/context";
import type { ReviewAt } from "@/client/reviews";

export type Checklist = Reply<"GET /teams/{team}/reviews/{number}/checklists/{lens}">;

export const checklistQuery = ({ team, number }: ReviewAt, lens: string) =>
  queryOptions({
    queryKey: ["review", team, number, "checklist", lens],
    queryFn: ({ client, signal }) =>
      callerFor(client)("GET /teams/{team}/reviews/{number}/checklists/{lens}", {
        params: { team, number, lens },
        signal,
      }),
  });
