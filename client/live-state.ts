import type { QueryClient, QueryFilters } from "@tanstack/react-query";

/**
 * Whether events of others and of this page arrive at the moment, told by whoever follows them. Small, because every page
 * loads it, while what follows the events is loaded later.
 */
let isFollowing = false;
let team = "";

export function setFollowing(next: string | null): void {
  isFollowing = next !== null;
  team = next ?? team;
}

/**
 * Asks again for what a write of ours made stale. While the team's events arrive, they say the same a moment later, and the
 * queries are asked for once, not twice.
 */
export async function renewAfterWrite(client: QueryClient, of: string, ...stale: QueryFilters[]): Promise<void> {
  if (isFollowing && team === of) return;
  await Promise.all(stale.map((filters) => client.invalidateQueries(filters)));
}

const markerNoun = "event-number";

/**
 * A page rendered on the server says at which event its data was read; it is kept with the data, under a key of its own for each
 * rendering, since an older page may appear after a newer one.
 */
export function eventMarker(of: string, rendering: string): readonly [string, string, string] {
  return [markerNoun, of, rendering];
}

/** The team and the number in a query that is such a marker. */
export function readMarker(query: { queryKey: readonly unknown[]; state: { data?: unknown } }) {
  const [noun, of] = query.queryKey;
  const { data } = query.state;
  return noun === markerNoun && typeof data === "number" ? { team: String(of), number: data } : null;
}
