const colourPattern = /^(#[0-9a-f]{3,8}|var\(--[a-z0-9-]{1,40}\))$/i;
/** A page of the review, by its address behind the review's own: it becomes a link for the others. */
const placePattern = /^[a-z0-9-]{1,60}(\/[a-z0-9-]{1,80}){0,3}(\?thread=[1-9]\d{0,8})?$/;
const mostCursorLetters = 2000;

/**
 * What one person tells the others about where they are, with their real name in it. The colours go into a style sheet in
 * other people's pages and everything else into their screens, so only what has its expected form is passed on.
 */
export function cleanPresence(state: unknown, user: { id: string; name: string }): object | null {
  if (typeof state !== "object" || state === null) return null;
  const { user: claimed, cursor, field, place } = state as Record<"user" | "cursor" | "field" | "place", unknown>;
  const { color, colorLight } = (typeof claimed === "object" && claimed !== null ? claimed : {}) as Record<
    string,
    unknown
  >;
  const isColour = (value: unknown) => typeof value === "string" && colourPattern.test(value);
  return {
    user: {
      id: user.id,
      name: user.name,
      ...(isColour(color) ? { color } : {}),
      ...(isColour(colorLight) ? { colorLight } : {}),
    },
    field: typeof field === "string" ? field.slice(0, 300) : null,
    place: typeof place === "string" && placePattern.test(place) ? place : null,
    ...(cursor !== undefined && JSON.stringify(cursor).length <= mostCursorLetters ? { cursor } : {}),
  };
}
