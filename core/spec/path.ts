import { specDefinition } from "./definition";
import type { Definition, Field, Fields, FieldValue, FieldValues, ListField, ListItem, Section } from "./field";

/**
 * A path is the address of a value: keys and item ids joined by dots, such as `services.services.k3v9x0q2ab.name`. Anchors,
 * findings, evidence, differences and the draft's shared types all use it.
 */
export type Path = string;

/** What stands at a path: a section, a field, or one item of a list. */
export type Place =
  | { kind: "section"; section: Section }
  | { kind: "field"; section: Section; field: Field }
  | { kind: "item"; section: Section; list: ListField; id: string };

/** The section, field or item a path names in the definition, or `null`. Item ids are not checked against any value. */
export function findPlace(path: Path, definition: Definition = specDefinition): Place | null {
  const [sectionKey, ...keys] = path.split(".");
  const section = definition.sections.find(({ key }) => key === sectionKey);
  if (!section) return null;
  let place: Place = { kind: "section", section };
  let fields: Fields | null = section.fields;
  let list: ListField | null = null;
  for (const key of keys) {
    if (list) {
      place = { kind: "item", section, list, id: key };
      fields = list.fields;
      list = null;
      continue;
    }
    const field: Field | undefined = fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!field) return null;
    place = { kind: "field", section, field };
    list = field.kind === "list" ? field : null;
    fields = field.kind === "group" ? field.fields : null;
  }
  return place;
}

type AnySpec = { readonly [section: string]: FieldValues };

/** The value at a path of a dense spec, or `undefined` where a key or an item is missing. */
export function valueAt(spec: AnySpec, path: Path): FieldValue | undefined {
  let value: FieldValue | undefined = spec as FieldValues;
  for (const key of path.split(".")) {
    if (Array.isArray(value)) value = (value as ListItem[]).find((item) => item.id === key);
    else if (typeof value === "object" && value !== null && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  return value;
}

export type Visit = (path: Path, field: Field, value: FieldValue) => void;

/** Calls `visit` for every field with its path, in the order of the definition; groups and lists before what they hold. */
export function walkSpec(spec: AnySpec, visit: Visit, definition: Definition = specDefinition): void {
  for (const section of definition.sections) walkFields(section.fields, spec[section.key] ?? {}, section.key, visit);
}

export function walkFields(fields: Fields, values: FieldValues, path: Path, visit: Visit): void {
  for (const [key, field] of Object.entries(fields)) {
    const value = values[key];
    if (value === undefined) continue;
    const here = `${path}.${key}`;
    visit(here, field, value);
    if (field.kind === "group") walkFields(field.fields, value as FieldValues, here, visit);
    if (field.kind === "list")
      for (const item of value as ListItem[]) walkFields(field.fields, item, `${here}.${item.id}`, visit);
  }
}

/** The words for a path: "Services › Orders › Timeout budget". Items are named by their title field. */
export function describePath(spec: AnySpec, path: Path, definition: Definition = specDefinition): string {
  const keys = path.split(".");
  const words: string[] = [];
  for (let depth = 1; depth <= keys.length; depth++) {
    const here = keys.slice(0, depth).join(".");
    const place = findPlace(here, definition);
    if (!place) break;
    if (place.kind === "section") words.push(place.section.title);
    if (place.kind === "field") words.push(place.field.label);
    if (place.kind === "item") {
      const item = valueAt(spec, here) as ListItem | undefined;
      const title = item?.[place.list.title];
      words.push(typeof title === "string" && title !== "" ? title : `unnamed ${place.list.item}`);
    }
  }
  return words.join(" › ");
}
