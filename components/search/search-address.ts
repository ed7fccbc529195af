import type { SearchKind } from "@/client/search";
import { type ElementKind, elementKinds } from "@/core/search/element-kinds";

/** What the search page shows, all of it in its address. */
export type SearchState =
  | { what: "text"; q: string; kind: SearchKind | "" }
  | { what: "elements"; q: string; kind: ElementKind | "" };

const searchKinds: readonly SearchKind[] = ["draft", "version", "comment"];

export function readSearch(query: { get: (name: string) => string | null }): SearchState {
  const q = query.get("q") ?? "";
  const kind = query.get("kind") ?? "";
  if (query.get("in") === "elements")
    return { what: "elements", q, kind: elementKinds.find((each) => each === kind) ?? "" };
  return { what: "text", q, kind: searchKinds.find((each) => each === kind) ?? "" };
}

export function searchAddress(team: string, { what, q, kind }: SearchState): string {
  const query = new URLSearchParams();
  if (q) query.set("q", q);
  if (what === "elements") query.set("in", what);
  if (kind) query.set("kind", kind);
  return `/${team}/search${query.size > 0 ? `?${query}` : ""}`;
}

/** Where a place of a design is read: in the draft's form, or in the document of a version. */
export function placeAddress(review: string, path: string, version: number | null): string {
  if (version !== null) return `${review}/versions/${version}#${path}`;
  return `${review}/spec/${path.split(".", 1)[0]}#${path}`;
}

/** "version 3", "versions 1–3 and 6"; empty where there is none. */
export function versionsText(versions: readonly { from: number; to: number }[]): string {
  const ranges = versions.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));
  const last = ranges.pop();
  if (last === undefined) return "";
  const isOne = ranges.length === 0 && !last.includes("–");
  return `${isOne ? "version" : "versions"} ${ranges.length > 0 ? `${ranges.join(", ")} and ` : ""}${last}`;
}
