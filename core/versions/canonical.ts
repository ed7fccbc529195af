/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * The one text of a value, the same on every machine and in every release: keys sorted by code unit, no white space, `-0` as
 * `0`, and keys without content (`null`, `""`, `false`, `[]`, `{}`) left out, so that a field the definition gains later changes
 * no hash of an older version. Text stands as it was typed: normalising it to NFC would hide an edit. Throws on a number JSON
 * cannot hold.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError(`${value} has no canonical form`);
    return JSON.stringify(value === 0 ? 0 : value);
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined || member === null || member === "" || member === false) continue;
    const text = canonicalJson(member);
    if (text !== "[]" && text !== "{}") members.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${members.join(",")}}`;
}

const isArray = (value: object): value is readonly Json[] => Array.isArray(value);
