import type { QueryKey } from "@tanstack/react-query";
import { reviewsQuery } from "@/client/reviews";
import { boardCountsQuery } from "./board-body";
import { boardSections, readBoardFilters } from "./board-filters";

/**
 * Whatever the board shows at an address before anything is unfolded: what the server fetches ahead. Columns of owners and labels
 * are known only from their counts, so the browser asks for those.
 */
export function boardQueries(
  team: string,
  address: Record<string, string | string[] | undefined>,
): readonly { queryKey: QueryKey }[] {
  const filters = readBoardFilters({ get: (name) => [address[name]].flat()[0] ?? null });
  const isKnown = filters.layout === "table" || (filters.by !== "owner" && filters.by !== "label");
  const open = isKnown ? boardSections(filters).filter((section) => section.startsOpen) : [];
  return [boardCountsQuery(team, filters), ...open.map((section) => reviewsQuery(team, section.filter))];
}
