/** One side of a comparison: the number of a version, or the draft. */
export type Side = number | "draft";

/** The sides an address names; without them, the last version against the draft. */
export function readSides(address: { get: (name: string) => string | null }, last: number): { from: Side; to: Side } {
  return { from: readSide(address.get("from")) ?? (last || "draft"), to: readSide(address.get("to")) ?? "draft" };
}

function readSide(text: string | null): Side | null {
  if (text === "draft") return "draft";
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
