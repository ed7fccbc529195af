import type { QueryKey } from "@tanstack/react-query";
import { type ReviewCounts, reviewCountsQuery, reviewsQuery } from "@/client/reviews";
import { type BoardFilters, boardSections, countsFor, isFiltered, readBoardFilters } from "./board-filters";

type Address = Record<string, string | string[] | undefined>;
type Queries = readonly { queryKey: QueryKey }[];

/** Rows that fill a screen, and columns. */
const rowsOfScreen = 20;
const columnsOfScreen = 5;

/**
 * What fills a screen of the board at an address, for the server to fetch ahead: what lies below it the browser asks for, since
 * drawing it into the page would be most of the page's cost. What `then` gives depends on the counts. Columns of owners and labels
 * are known only from theirs, so the browser asks for those too.
 */
export function boardQueries(team: string, address: Address) {
  const filters = readBoardFilters({ get: (name) => [address[name]].flat()[0] ?? null });
  const counts = boardCountsQuery(team, filters);
  const isKnown = filters.layout === "table" || (filters.by !== "owner" && filters.by !== "label");
  const open = isKnown ? boardSections(filters).filter((section) => section.startsOpen) : [];
  const asked = open.map((section) => ({ value: section.value, query: reviewsQuery(team, section.filter) }));
  const now = asked.slice(0, filters.layout === "columns" ? columnsOfScreen : 1).map(({ query }) => query);
  const then = ({ options }: ReviewCounts): Queries => {
    if (filters.layout !== "list") return [];
    const sizeOf = (value: string) => options.find((option) => option.value === value)?.count ?? 0;
    let rows = 0;
    const isSeen = asked.map(({ value }) => {
      const begins = rows;
      rows += sizeOf(value);
      return begins < rowsOfScreen;
    });
    return asked.filter((_, index) => index > 0 && isSeen[index]).map(({ query }) => query);
  };
  return { counts, now: [counts, ...now] as Queries, then };
}

/** What the counts beside the sections are asked by; a search that is one flat list needs none. */
export function boardCountsQuery(team: string, filters: BoardFilters) {
  const { group, filter } = countsFor(filters);
  const isNeeded = filters.layout !== "table" || !isFiltered(filters);
  return { ...reviewCountsQuery(team, group, filter), enabled: isNeeded };
}
