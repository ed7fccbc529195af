import type { Doc } from "yjs";
import { type FieldProblem, LintelError } from "@/core/errors";
import { draftList, insertItem, listOrder, moveItem, removeItem, writeField } from "@/core/spec/draft";
import { type Field, type FieldValues, type ListField, type ListItem, maxItems } from "@/core/spec/field";
import { findPlace, valueAt } from "@/core/spec/path";
import { itemIdPattern, normaliseSpec } from "@/core/spec/value";

/** One change a program makes to a draft. Paths are those of the specification, with item ids. */
export type DraftChange =
  | { op: "set"; path: string; value?: unknown }
  | { op: "insert"; path: string; item?: unknown; index?: number | undefined }
  | { op: "remove"; path: string }
  | { op: "move"; path: string; index: number };

/**
 * Makes the changes in a document, in order; later ones may name items that earlier ones inserted. Everything that is wrong with
 * them is thrown together as one `invalid`, each with the number of its change, and then the document is of no use any more.
 */
export function applyChanges(doc: Doc, changes: readonly DraftChange[], newId: () => string): void {
  const fields: FieldProblem[] = [];
  doc.transact(() => {
    changes.forEach((change, index) => {
      for (const { at, message } of applyChange(doc, change, newId))
        fields.push({ path: `edits.${index}.${at}`, message });
    });
  });
  if (fields.length > 0)
    throw new LintelError("invalid", `The draft was not changed. ${fields[0]?.message}`, { fields });
}

/** What is wrong with a change: the part of it, and a sentence. */
type Fault = { at: "path" | "value" | "item"; message: string };

function applyChange(doc: Doc, change: DraftChange, newId: () => string): Fault[] {
  const { path } = change;
  const place = findPlace(path);
  const missing = missingItem(doc, path);
  if (missing !== null) return fault("path", `There is no item “${missing}” in the draft.`);
  if (change.op === "set") {
    if (place?.kind !== "field") return fault("path", `“${path}” is no field of the specification.`);
    const { value, messages } = readValue(path, place.field, change.value, newId);
    if (messages.length === 0 && value !== undefined) writeField(doc, place.field, value, path);
    return messages.map((message) => ({ at: "value", message }));
  }
  if (change.op === "insert") {
    if (place?.kind !== "field" || place.field.kind !== "list") return fault("path", `“${path}” is no list.`);
    return insert(doc, place.field, change, newId);
  }
  if (place?.kind !== "item") return fault("path", `“${path}” is no item of a list.`);
  const list = path.slice(0, path.lastIndexOf("."));
  if (change.op === "remove") removeItem(doc, list, place.id);
  else moveItem(doc, list, place.id, change.index);
  return [];
}

function insert(
  doc: Doc,
  field: ListField,
  change: Extract<DraftChange, { op: "insert" }>,
  newId: () => string,
): Fault[] {
  const present = doc.share.has(change.path) ? listOrder(draftList(doc, change.path)) : [];
  if (present.length >= maxItems) return fault("path", `The list is full: it holds ${maxItems} items.`);
  const { value, messages } = readValue(change.path, field, [change.item ?? {}], newId);
  const item = (value as ListItem[] | undefined)?.[0];
  if (messages.length > 0 || !item) return messages.map((message) => ({ at: "item", message }));
  if (present.includes(item.id)) return fault("item", `The list has an item “${item.id}” already.`);
  const { id, ...values } = item;
  insertItem(doc, field, change.path, id, values, change.index);
  return [];
}

function fault(at: Fault["at"], message: string): Fault[] {
  return [{ at, message }];
}

/** The first item a path goes through that its list does not have. */
function missingItem(doc: Doc, path: string): string | null {
  const keys = path.split(".");
  for (let end = 2; end < keys.length; end++) {
    const list = keys.slice(0, end).join(".");
    const place = findPlace(list);
    if (place?.kind !== "field" || place.field.kind !== "list") continue;
    const id = keys[end] ?? "";
    const isThere = itemIdPattern.test(id) && doc.share.has(list) && draftList(doc, list).has(id);
    if (!isThere) return id;
  }
  return null;
}

/** The canonical form of a value for the field at `path`, and what is wrong with it. */
export function readValue(path: string, field: Field, value: unknown, newId: () => string) {
  // The reader of specifications reads whole ones, so the value is given to it in one that holds nothing else.
  const { spec, problems } = normaliseSpec(around(path, value), newId);
  return {
    value: valueAt(spec as unknown as { [section: string]: FieldValues }, path),
    messages: problems.map(({ message }) => `${field.label}: ${message}`),
  };
}

function around(path: string, value: unknown): unknown {
  const keys = path.split(".");
  let inner: unknown = value ?? null;
  for (let end = keys.length - 1; end >= 0; end--) {
    const key = keys[end] ?? "";
    const place = findPlace(keys.slice(0, end + 1).join("."));
    inner = place?.kind === "item" ? [{ ...(inner as object), id: key }] : { [key]: inner };
  }
  return inner;
}
