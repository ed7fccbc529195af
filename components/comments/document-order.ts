import type { Anchor } from "@/core/comments/anchor";
import { specDefinition } from "@/core/spec/definition";
import type { Fields, FieldValues, ListItem } from "@/core/spec/field";
import { valueAt } from "@/core/spec/path";
import { pathOf } from "./thread-address";

type AnySpec = { readonly [section: string]: FieldValues };

/** Beyond every index of a list, so that what is no longer there comes after what is. */
const last = 1_000_000;

/**
 * Where a path stands in the document, as the index at each of its levels: sections and fields as they are defined, items as
 * the list has them today.
 */
export function pathOrder(spec: AnySpec | null, path: string): number[] {
  const keys = path.split(".");
  const index = specDefinition.sections.findIndex(({ key }) => key === keys[0]);
  const section = specDefinition.sections[index];
  if (!section) return [last];
  const order = [index];
  let fields: Fields = section.fields;
  for (let depth = 1; depth < keys.length; depth++) {
    const key = keys[depth] ?? "";
    const names = Object.keys(fields);
    const field = fields[key];
    order.push(names.includes(key) ? names.indexOf(key) : last);
    if (!field || (field.kind !== "list" && field.kind !== "group")) break;
    fields = field.fields;
    const item = keys[depth + 1];
    if (field.kind !== "list" || item === undefined) continue;
    const items = spec && valueAt(spec, keys.slice(0, depth + 1).join("."));
    const place = Array.isArray(items) ? (items as ListItem[]).findIndex(({ id }) => id === item) : -1;
    order.push(place < 0 ? last : place);
    depth += 1;
  }
  return order;
}

/** Where a thread stands among all: by its place in the document, then by the passage, then by its number. */
export function threadOrder(
  spec: AnySpec | null,
  { number, anchor }: { number: number; anchor: Anchor },
  location: { path: string | null; range: { from: number } | null } | undefined,
): number[] {
  if (anchor.kind === "question") return [last, 0, number];
  const path = location?.path ?? pathOf(anchor) ?? "architecture.diagrams";
  return [...pathOrder(spec, path), -1, location?.range?.from ?? -1, number];
}

/** Which of two orders comes first, level by level; what contains the other comes before it. */
export function compareOrder(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let level = 0; level < length; level++) {
    const difference = (a[level] ?? 0) - (b[level] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
