import { queryOptions } from "@tanstack/react-query";
import type { Reply } from "@/client/api";
import { callerFor } from "@/client/context";

export type TeamLens = Reply<"GET /teams/{team}/lenses">["items"][number];

/** The checklists a team's reviews are scored by: the shipped ones, then the team's own. */
export const lensesQuery = (team: string) =>
  queryOptions({
    queryKey: ["team", team, "lenses"],
    queryFn: ({ client, signal }) => callerFor(client)("GET /teams/{team}/lenses", { params: { team }, signal }),
    staleTime: 60_000,
  });

/** Where a browser finds a lens as a file. */
export function lensAddress(team: string, lens: string): string {
  return `/api/v1/teams/${team}/lenses/${lens}/export.json`;
}
