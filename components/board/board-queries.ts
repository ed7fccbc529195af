import type { QueryKey } from "@tanstack/react-query";
import { reviewCountsQuery, reviewsQuery } from "@/client/reviews";
import { boardSections, readBoardFilters } from "./board-filters";

/** Whatever the board shows at an address before anything is unfolded: what the server fetches ahead. */
export function boardQueries(
  team: string,
  address: Record<string, string | string[] | undefined>,
): readonly { queryKey: QueryKey }[] {
  const get = (name: string) => [address[name]].flat()[0] ?? null;
  const open = boardSections(readBoardFilters({ get })).filter((section) => section.startsOpen);
  return [reviewCountsQuery(team, "status"), ...open.map((section) => reviewsQuery(team, section.filter))];
}
