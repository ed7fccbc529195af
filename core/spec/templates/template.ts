import type { Spec } from "../definition";
import { itemIdPattern, normaliseSpec } from "../value";
import type { TemplateInfo } from "./template-list";

/** A start for a review: what the author sees when choosing, and the specification the draft begins with. */
export type Template = TemplateInfo & { readonly spec: Spec };

type PartialValue<T> = T extends readonly (infer I)[]
  ? I extends { id: string }
    ? PartialItem<I>[]
    : I[]
  : T extends object
    ? { [K in keyof T]?: PartialValue<T[K]> }
    : T;
type PartialItem<I> = { id?: string } & { [K in keyof I as Exclude<K, "id">]?: PartialValue<I[K]> };

/** A specification with only the fields a template fills in; items that nothing refers to need no id. */
export type PartialSpec = PartialValue<Spec>;
export type PartialSection<K extends keyof Spec> = PartialValue<Spec[K]>;

/**
 * The id of an item that others refer to: its short name, filled up to ten characters. Throws on a name that makes no id,
 * which is a mistake in the template.
 */
export function item(name: string): string {
  const id = name.padEnd(10, "0");
  if (!itemIdPattern.test(id))
    throw new Error(`“${name}” makes no item id: at most ten lower-case letters and digits.`);
  return id;
}

/**
 * The dense specification of a template. Items without an id are numbered in the order in which they stand, so building twice
 * gives the same ids. Throws where a value does not fit the definition.
 */
export function buildSpec(partial: PartialSpec): Spec {
  let count = 0;
  const { spec, problems } = normaliseSpec(partial, () => `x${String(++count).padStart(9, "0")}`);
  if (problems.length > 0)
    throw new Error(
      `The template does not fit: ${problems.map(({ path, message }) => `${path}: ${message}`).join(" ")}`,
    );
  return spec;
}
