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
    if (!withoutContent.has(text)) members.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${members.join(",")}}`;
}

/** The canonical text of an object out of those of its members, where a member's own text is needed as well. */
export function canonicalObject(members: Readonly<Record<string, string>>): string {
  const kept = Object.keys(members)
    .sort()
    .filter((key) => !withoutContent.has(members[key] ?? "null"));
  return `{${kept.map((key) => `${JSON.stringify(key)}:${members[key]}`).join(",")}}`;
}

const withoutContent: ReadonlySet<string> = new Set(["null", '""', "false", "[]", "{}"]);

const isArray = (value: object): value is readonly Json[] => Array.isArray(value);
