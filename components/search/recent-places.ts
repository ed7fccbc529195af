/** A place of a team that somebody went to from the palette. */
export type RecentPlace = { href: string; label: string };

const most = 6;
const keyOf = (team: string) => `lintel.recent.${team}`;

/** The newest first. Empty where the browser keeps nothing. */
export function recentPlaces(team: string): RecentPlace[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(team)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isPlace).slice(0, most) : [];
  } catch {
    return [];
  }
}

export function rememberPlace(team: string, place: RecentPlace): void {
  const others = recentPlaces(team).filter(({ href }) => href !== place.href);
  try {
    localStorage.setItem(keyOf(team), JSON.stringify([place, ...others].slice(0, most)));
  } catch {
    // A browser that keeps nothing has no recent places; going there works all the same.
  }
}

function isPlace(value: unknown): value is RecentPlace {
  if (typeof value !== "object" || value === null || !("href" in value) || !("label" in value)) return false;
  return typeof value.href === "string" && value.href.startsWith("/") && typeof value.label === "string";
}
