import type * as Y from "yjs";
import { readSpec } from "@/core/spec/draft";
import type { Field, Fields, FieldValue, FieldValues, ListField, ListItem } from "@/core/spec/field";

/** The values of one item of a list, dense. `path` is the list's. */
export function readItem(doc: Y.Doc, list: ListField, path: string, id: string): FieldValues {
  const key = `${path}.${id}`;
  // An item is read as a specification of one section whose key is the item's own path: paths are all the draft knows.
  const section = { key, title: list.label, help: "", fields: list.fields };
  return readSpec(doc, { schemaVersion: 1, sections: [section] })[key] ?? {};
}

/** The same values for another item: items of lists inside it get ids of their own. */
export function withFreshIds(fields: Fields, values: FieldValues, newId: () => string): FieldValues {
  const fresh = (field: Field, value: FieldValue): FieldValue => {
    if (field.kind === "group") return withFreshIds(field.fields, value as FieldValues, newId);
    if (field.kind !== "list") return value;
    return (value as ListItem[]).map((item) => ({ ...withFreshIds(field.fields, item, newId), id: newId() }));
  };
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, fresh(field, values[key] as FieldValue)]),
  );
}

/** Everything written in an item as one lower-case text, for the filter of a list. Option values stand as their labels. */
export function searchText(fields: Fields, values: FieldValues): string {
  const words = (field: Field, value: FieldValue | undefined): string => {
    if (value === undefined || value === null || typeof value === "boolean") return "";
    if (field.kind === "group") return searchText(field.fields, value as FieldValues);
    if (field.kind === "list") return (value as ListItem[]).map((item) => searchText(field.fields, item)).join("\n");
    const texts = Array.isArray(value) ? (value as string[]) : [String(value)];
    if (field.kind !== "choice" && field.kind !== "choices") return texts.join(" ");
    return texts.map((text) => field.options.find((option) => option.value === text)?.label ?? text).join(" ");
  };
  return Object.entries(fields)
    .map(([key, field]) => words(field, values[key]))
    .join("\n")
    .toLowerCase();
}
