import type { ReviewFilter } from "@/client/reviews";
import { type Status, statuses } from "@/core/approvals/status";
import { isAwaited } from "@/core/approvals/turn";

/** What the board shows, as it stands in the address: a link to a view is the view. */
export type BoardFilters = {
  text: string;
  /** Empty is every status. */
  statuses: readonly Status[];
  owner: string;
  label: string;
  sort: BoardSort;
  layout: "list" | "columns";
  archived: boolean;
};

export const boardSorts = ["updated", "number", "due", "score"] as const;
export type BoardSort = (typeof boardSorts)[number];

export const boardSortLabels: Record<BoardSort, string> = {
  updated: "Last changed",
  number: "Newest first",
  due: "Due first",
  score: "Best score first",
};

type Reader = { get(name: string): string | null };

/** Reads an address; whatever it does not understand is as if it were not there. */
export function readBoardFilters(address: Reader): BoardFilters {
  const wanted = new Set(address.get("status")?.split(","));
  return {
    text: address.get("q")?.slice(0, 200) ?? "",
    statuses: statuses.filter((status) => wanted.has(status)),
    owner: address.get("owner") ?? "",
    label: address.get("label") ?? "",
    sort: boardSorts.find((sort) => sort === address.get("sort")) ?? "updated",
    layout: address.get("layout") === "columns" ? "columns" : "list",
    archived: address.get("archived") === "yes",
  };
}

/** The query of an address for filters, with nothing said that is usual; `""` where all is usual. */
export function writeBoardFilters(filters: BoardFilters): string {
  const query = new URLSearchParams();
  if (filters.text) query.set("q", filters.text);
  if (filters.statuses.length > 0) query.set("status", filters.statuses.join(","));
  if (filters.owner) query.set("owner", filters.owner);
  if (filters.label) query.set("label", filters.label);
  if (filters.sort !== "updated") query.set("sort", filters.sort);
  if (filters.layout === "columns") query.set("layout", "columns");
  if (filters.archived) query.set("archived", "yes");
  // A comma needs no escape in a query, and an address is also read by people.
  const text = query.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

/** Whether fewer reviews may be shown than there are. */
export function isFiltered(filters: BoardFilters): boolean {
  return filters.statuses.length > 0 || isSearched(filters);
}

/** A section is a status, or one flat list of what was searched for, best read in one order. */
export type BoardSection = { key: Status | "found"; startsOpen: boolean; filter: ReviewFilter };

/**
 * The sections of the board. Statuses somebody waits for begin open; the others load when they are opened, so that
 * years of finished reviews cost nothing. A search, and the archive, is one flat list, except in columns.
 */
export function boardSections(filters: BoardFilters): BoardSection[] {
  const { text, owner, label, archived, sort } = filters;
  const filterOf = (status: readonly Status[], limit: number): ReviewFilter => ({
    sort,
    limit,
    ...(status.length > 0 ? { status: status.join(",") } : {}),
    ...(text ? { text } : {}),
    ...(owner ? { owner } : {}),
    ...(label ? { label } : {}),
    ...(archived ? { archived: "true" } : {}),
  });
  if (filters.layout === "list" && (isSearched(filters) || archived))
    return [{ key: "found", startsOpen: true, filter: filterOf(filters.statuses, 50) }];
  const shown = filters.statuses.length > 0 ? filters.statuses : boardOrder;
  return boardOrder
    .filter((status) => shown.includes(status))
    .map((status) => ({
      key: status,
      startsOpen: filters.statuses.length > 0 || isAwaited(status) || filters.layout === "columns",
      filter: filterOf([status], 20),
    }));
}

function isSearched(filters: BoardFilters): boolean {
  return Boolean(filters.text || filters.owner || filters.label);
}

const boardOrder: readonly Status[] = [
  "in_review",
  "changes_requested",
  "draft",
  "approved",
  "postponed",
  "rejected",
  "superseded",
];
