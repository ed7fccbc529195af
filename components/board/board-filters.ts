import type { CountFilter, CountGroup, ReviewFilter, ReviewSort } from "@/client/reviews";
import { type Status, statuses } from "@/core/approvals/status";
import { type Phase, phases } from "@/core/phases";

export const risks = ["high", "medium", "unanswered", "none", "unknown"] as const;
export const dues = ["overdue", "week", "none"] as const;
export const layouts = ["list", "columns", "table"] as const;
/** What sections and columns can be made of. */
export const groupings = ["status", "phase", "owner", "label", "risk"] as const;
export type Grouping = (typeof groupings)[number];

/** What the board shows, as it stands in the address: a link to a view is the view. */
export type BoardFilters = {
  text: string;
  /** Empty is everything, in each of these. */
  status: readonly Status[];
  phase: readonly Phase[];
  risk: readonly (typeof risks)[number][];
  owner: readonly string[];
  label: readonly string[];
  reviewer: readonly string[];
  /** Only what waits for the person who looks. */
  isMyTurn: boolean;
  due: (typeof dues)[number] | "";
  sort: ReviewSort;
  layout: (typeof layouts)[number];
  by: Grouping;
  archived: boolean;
  /** The saved view it began from, to be told when it is another by now. */
  view: string;
};

const sorts: readonly ReviewSort[] = [
  "updated",
  "updated-asc",
  "number",
  "number-asc",
  "due",
  "due-desc",
  "score",
  "score-asc",
];

type Reader = { get(name: string): string | null };

/** Reads an address; whatever it does not understand is as if it were not there. */
export function readBoardFilters(address: Reader): BoardFilters {
  const list = (name: string) => [...new Set((address.get(name) ?? "").split(",").filter((part) => part !== ""))];
  const among = <T extends string>(name: string, all: readonly T[]) => {
    const wanted = new Set(list(name));
    return all.filter((value) => wanted.has(value));
  };
  const one = <T extends string, U>(name: string, all: readonly T[], usual: U) =>
    all.find((value) => value === address.get(name)) ?? usual;
  return {
    text: address.get("q")?.slice(0, 200) ?? "",
    status: among("status", statuses),
    phase: among("phase", phases),
    risk: among("risk", risks),
    owner: list("owner"),
    label: list("label"),
    reviewer: list("reviewer"),
    isMyTurn: address.get("waiting") === "me",
    due: one("due", dues, ""),
    sort: one("sort", sorts, "updated"),
    layout: one("layout", layouts, "list"),
    by: one("by", groupings, "status"),
    archived: address.get("archived") === "yes",
    view: address.get("view") ?? "",
  };
}

/** The query of an address for filters, with nothing said that is usual; `""` where all is usual. */
export function writeBoardFilters(filters: BoardFilters): string {
  const query = new URLSearchParams();
  const say = (name: string, value: string | readonly string[], usual = "") => {
    const text = typeof value === "string" ? value : value.join(",");
    if (text !== usual) query.set(name, text);
  };
  say("q", filters.text);
  for (const name of ["status", "phase", "risk", "owner", "label", "reviewer"] as const) say(name, filters[name]);
  say("waiting", filters.isMyTurn ? "me" : "");
  say("due", filters.due);
  say("sort", filters.sort, "updated");
  say("layout", filters.layout, "list");
  say("by", filters.by, "status");
  say("archived", filters.archived ? "yes" : "");
  say("view", filters.view);
  // A comma needs no escape in a query, and an address is also read by people.
  const text = query.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

/** What a saved view remembers: the address without the view's own name and the question mark. */
export function viewQueryOf(filters: BoardFilters): string {
  return writeBoardFilters({ ...filters, view: "" }).slice(1);
}

/** Filters with nothing narrowed, in the same layout and order. */
export function withoutFilters(filters: BoardFilters): BoardFilters {
  const { sort, layout, by, archived } = filters;
  return { ...readBoardFilters(new URLSearchParams()), sort, layout, by, archived };
}

/** Whether fewer reviews may be shown than there are. */
export function isFiltered(filters: BoardFilters): boolean {
  return isSearched(filters) || filters.status.length > 0;
}

function isSearched({ text, phase, risk, owner, label, reviewer, isMyTurn, due }: BoardFilters): boolean {
  return Boolean(text || isMyTurn || due || [phase, risk, owner, label, reviewer].some((list) => list.length > 0));
}

/** The same as the API takes it, without what is not said. */
export function apiFilter(filters: BoardFilters): CountFilter {
  const { text, isMyTurn, due, archived } = filters;
  const lists = (["status", "phase", "risk", "owner", "label", "reviewer"] as const)
    .filter((name) => filters[name].length > 0)
    .map((name) => [name, filters[name].join(",")]);
  return {
    ...Object.fromEntries(lists),
    ...(isMyTurn ? { waiting: "me" } : {}),
    ...(due ? { due } : {}),
    ...(text ? { text } : {}),
    ...(archived ? { archived: "true" } : {}),
  };
}

/** A section of the list, a column, or the one flat list of what was searched for. */
export type BoardSection = {
  group: Grouping | "all";
  /** A value of the group; `""` for the rest beside the most used ones, and for the flat list. */
  value: string;
  startsOpen: boolean;
  filter: ReviewFilter;
};

/** Owners and labels are as many as people like: so many of the most used ones stand as columns, the rest in one. */
export const mostColumns = 12;

/**
 * The sections of the board. `used` are the owners or labels in use, most used first. Statuses somebody waits for begin open;
 * the others load when they are opened, so that years of finished reviews cost nothing. A table is flat, and so is a list that
 * was searched for, best read in one order.
 */
export function boardSections(filters: BoardFilters, used: readonly string[] = []): BoardSection[] {
  const { layout, by, sort } = filters;
  const common = { ...apiFilter(filters), sort };
  const isFlat =
    layout === "table" || (layout === "list" && by === "status" && (isSearched(filters) || filters.archived));
  if (isFlat) return [{ group: "all", value: "", startsOpen: true, filter: { ...common, limit: 50 } }];
  const chosen: readonly string[] = filters[by];
  const values = columnValues(by, used).filter((value) => chosen.length === 0 || chosen.includes(value));
  const sections = values.map((value, index) => ({
    group: by,
    value,
    startsOpen: layout === "columns" || chosen.length > 0 || (by === "status" ? isAwaitedFirst.has(value) : index < 3),
    filter: { ...common, [by]: value, limit: 20 },
  }));
  if ((by !== "owner" && by !== "label") || chosen.length > 0) return sections;
  const rest = { ...common, ...(values.length > 0 ? { [`${by}Not`]: values.join(",") } : {}), limit: 20 };
  return [...sections, { group: by, value: "", startsOpen: layout === "columns", filter: rest }];
}

function columnValues(by: Grouping, used: readonly string[]): readonly string[] {
  if (by === "owner" || by === "label") return used.slice(0, mostColumns);
  return { status: statusOrder, phase: phases, risk: risks }[by];
}

/** What the sections' counts are asked by. */
export function countsFor(filters: BoardFilters): { group: CountGroup; filter: CountFilter } {
  const { [filters.by]: _own, ...filter } = apiFilter(filters);
  return { group: filters.by, filter };
}

const statusOrder: readonly Status[] = [
  "in_review",
  "changes_requested",
  "draft",
  "approved",
  "postponed",
  "rejected",
  "superseded",
];
const isAwaitedFirst: ReadonlySet<string> = new Set(["in_review", "changes_requested", "draft"]);
