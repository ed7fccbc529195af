import type { Lens } from "./lens";

/** The lens as JSON text, laid out as AWS's own template is. */
export function writeLens(lens: Lens): string {
  return `${JSON.stringify(lens, null, 2)}\n`;
}

/** A copy without Lintel's additions, for importers that refuse keys they do not know. */
export function withoutAdditions(lens: Lens): Lens {
  return JSON.parse(JSON.stringify(lens, (key, value) => (key === "lintel" ? undefined : value))) as Lens; // only optional keys go
}
