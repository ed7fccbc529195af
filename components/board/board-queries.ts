import type { QueryKey } from "@tanstack/react-query";
import { reviewCountsQuery, reviewsQuery } from "@/client/reviews";
import { type BoardFilters, boardSections, countsFor, isFiltered, readBoardFilters } from "./board-filters";

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

/** What the counts beside the sections are asked by; a search that is one flat list needs none. */
export function boardCountsQuery(team: string, filters: BoardFilters) {
  const { group, filter } = countsFor(filters);
  const isNeeded = filters.layout !== "table" || !isFiltered(filters);
  return { ...reviewCountsQuery(team, group, filter), enabled: isNeeded };
}
