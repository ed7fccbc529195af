import type { Node, RangeVar, TypeName } from "libpg-query";

export const defaultSchema = "public";

/** The strings of a list of name nodes; anything else in it is passed over. */
export function strings(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => ("String" in node ? [node.String.sval ?? ""] : []));
}

export type Name = { id: string; schema: string; name: string };

export function nameOf(schema: string | undefined, name: string | undefined): Name {
  const place = schema || defaultSchema;
  return { id: `${place}.${name ?? ""}`, schema: place, name: name ?? "" };
}

export const relationName = (relation: RangeVar | undefined): Name => nameOf(relation?.schemaname, relation?.relname);

/** A name given as a list of parts, with or without its schema. */
export function partsName(parts: readonly string[]): Name {
  return nameOf(parts.length > 1 ? parts.at(-2) : undefined, parts.at(-1));
}

// The parser spells the standard's types by their names in the catalogue; these are the names people write.
const written: Record<string, string> = {
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  float4: "real",
  float8: "double precision",
  bool: "boolean",
  bpchar: "char",
};

const serials = new Set(["serial", "serial2", "serial4", "serial8", "smallserial", "bigserial"]);

export const isSerial = (type: string) => serials.has(type);

/** A column's type as people write it, with its precision and array brackets. */
export function typeText(type: TypeName | undefined): string {
  if (!type) return "";
  const parts = strings(type.names);
  const isBuiltIn = parts[0] === "pg_catalog" && parts.length > 1;
  const name = isBuiltIn ? (written[parts[1] as string] ?? (parts[1] as string)) : parts.join(".");
  const numbers = (type.typmods ?? []).map((node) => ("A_Const" in node ? String(node.A_Const.ival?.ival ?? 0) : ""));
  // A length of 1 is what `char` means, and intervals keep their fields in a bit mask nobody wrote.
  const isWritten = numbers.length > 0 && name !== "interval" && !(name === "char" && numbers[0] === "1");
  const brackets = "[]".repeat(type.arrayBounds?.length ?? 0);
  return `${name}${isWritten ? `(${numbers.join(",")})` : ""}${brackets}`;
}

/** PostgreSQL's own name for what the text leaves unnamed: `orders_customer_id_fkey`, with a number where that is taken. */
export function generatedName(parts: readonly string[], isTaken: (name: string) => boolean): string {
  const base = parts
    .filter((part) => part !== "")
    .join("_")
    .slice(0, 63);
  let name = base;
  for (let number = 1; isTaken(name); number++) name = `${base.slice(0, 63 - String(number).length)}${number}`;
  return name;
}
