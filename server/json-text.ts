const stored = Symbol("stored JSON");

/** A value that is already JSON, as the database keeps it; see {@link asStoredJson}. */
export type StoredJson = { readonly [stored]: string };

/**
 * JSON text out of the database in the place of the value it stands for. A reply sends it on as it is, without reading and
 * writing it again, so it may stand only as a property of a reply, and nothing may look into it.
 */
export function asStoredJson<Value>(text: string): Value {
  const value: StoredJson = { [stored]: text };
  // A reply is the only reader, and writes the same as it would for the value.
  return value as Value;
}

export function isStoredJson(value: unknown): value is StoredJson {
  return typeof value === "object" && value !== null && stored in value;
}

export function textOf(value: StoredJson): string {
  return value[stored];
}
