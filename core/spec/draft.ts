import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";
import type * as Y from "yjs";
import { type Spec, specDefinition } from "./definition";
import type { Definition, Field, Fields, FieldValue, FieldValues, ListField, ListItem } from "./field";
import { emptyValue, itemIdPattern, orderChoices } from "./value";

/**
 * The draft: a Yjs document that mirrors the definition.
 *
 * Every text is a root type named by its path, every list and every set of choices a root map, and plain values stand in the
 * root map `values`. Root types merge by name, so nothing has to be created before it is written to: two people, or two
 * releases of the definition, can never race over who creates a container. Taking an item out of its list leaves its texts in
 * place, so undo and restore bring it back whole.
 */
const valuesName = "values";

const isText = (field: Field) => field.kind === "text" || field.kind === "markdown" || field.kind === "code";

/** The shared text behind a text, Markdown or code field. */
export function draftText(doc: Y.Doc, path: string): Y.Text {
  return doc.getText(path);
}

/** The shared map of plain values, by path: numbers, choices, flags, dates and references. */
export function draftValues(doc: Y.Doc): Y.Map<FieldValue> {
  return doc.getMap(valuesName);
}

/** The shared set behind a `choices` field: value → true. */
export function draftChoices(doc: Y.Doc, path: string): Y.Map<true> {
  return doc.getMap(path);
}

/** The shared list behind a `list` field: item id → order key. */
export function draftList(doc: Y.Doc, path: string): Y.Map<string> {
  return doc.getMap(path);
}

/** The path under which a shared type stands in the document, or `undefined` for one that is no root type. */
export function pathOfType(doc: Y.Doc, type: unknown): string | undefined {
  for (const [path, root] of doc.share) if (root === type) return path;
  return undefined;
}

/**
 * Ids of a list's items in order. Equal order keys, which two people can make at once, are told apart by id. Whatever else a
 * broken client put into the map is no item.
 */
export function listOrder(list: Y.Map<string>): string[] {
  return [...list.entries()]
    .filter(([id, key]) => typeof key === "string" && itemIdPattern.test(id))
    .sort(([idA, a], [idB, b]) => (a < b ? -1 : a > b ? 1 : idA < idB ? -1 : 1))
    .map(([id]) => id);
}

/** The whole draft as a dense specification. */
export function readSpec(doc: Y.Doc): Spec;
export function readSpec(doc: Y.Doc, definition: Definition): Record<string, FieldValues>;
export function readSpec(doc: Y.Doc, definition: Definition = specDefinition): Record<string, FieldValues> {
  const values = draftValues(doc);

  const readFields = (fields: Fields, path: string): FieldValues =>
    Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, read(field, `${path}.${key}`)]));

  function read(field: Field, path: string): FieldValue {
    if (field.kind === "group") return readFields(field.fields, path);
    if (field.kind !== "list" && field.kind !== "choices" && !isText(field)) return readPlain(field, values.get(path));
    // A path nobody wrote to has no shared type; asking for it would create thousands of empty ones.
    if (!doc.share.has(path)) return emptyValue(field);
    if (field.kind === "choices") return orderChoices(field, draftChoices(doc, path).keys());
    if (field.kind === "list")
      return listOrder(draftList(doc, path)).map(
        (id) => ({ id, ...readFields(field.fields, `${path}.${id}`) }) as ListItem,
      );
    return draftText(doc, path).toString();
  }

  return Object.fromEntries(
    definition.sections.map((section) => [section.key, readFields(section.fields, section.key)]),
  );
}

// A program with an old or broken client can put any JSON here; only what the field can hold is read.
function readPlain(field: Field, value: FieldValue | undefined): FieldValue {
  const expected = field.kind === "number" ? "number" : field.kind === "flag" ? "boolean" : "string";
  return typeof value === expected ? (value as FieldValue) : emptyValue(field);
}

/**
 * Makes the draft equal to `spec`, changing only what differs: texts are edited in place between their common beginning and end,
 * so that cursors and edits of others elsewhere in them survive. One transaction with the given origin.
 */
export function writeSpec(
  doc: Y.Doc,
  spec: { readonly [section: string]: FieldValues },
  origin?: unknown,
  definition: Definition = specDefinition,
): void {
  doc.transact(() => {
    for (const section of definition.sections) writeFields(doc, section.fields, spec[section.key] ?? {}, section.key);
  }, origin);
}

/** Writes the given fields below `path`; keys missing in `values` become empty. */
export function writeFields(doc: Y.Doc, fields: Fields, values: FieldValues, path: string): void {
  for (const [key, field] of Object.entries(fields))
    writeField(doc, field, values[key] ?? emptyValue(field), `${path}.${key}`);
}

/** Writes one field. Lists keep the order keys of items that are in order already. */
export function writeField(doc: Y.Doc, field: Field, value: FieldValue, path: string): void {
  switch (field.kind) {
    case "group":
      writeFields(doc, field.fields, value as FieldValues, path);
      break;
    case "list":
      writeList(doc, field, value as ListItem[], path);
      break;
    case "choices":
      writeChoices(doc, value as string[], path);
      break;
    case "text":
    case "markdown":
    case "code":
      if (value !== "" || doc.share.has(path)) writeText(draftText(doc, path), value as string);
      break;
    default:
      writePlain(draftValues(doc), path, value);
  }
}

function writeChoices(doc: Y.Doc, chosen: string[], path: string): void {
  if (chosen.length === 0 && !doc.share.has(path)) return;
  const wanted = new Set(chosen);
  const set = draftChoices(doc, path);
  for (const key of [...set.keys()]) if (!wanted.has(key)) set.delete(key);
  for (const key of wanted) if (!set.has(key)) set.set(key, true);
}

/** Writes a number, choice, flag, date or reference; an empty value takes no room in the document. */
export function writePlain(values: Y.Map<FieldValue>, path: string, value: FieldValue): void {
  const isEmpty = value === "" || value === null || value === false;
  if (isEmpty && values.has(path)) values.delete(path);
  if (!isEmpty && values.get(path) !== value) values.set(path, value);
}

/** Turns the text into `next` by replacing only what lies between the common beginning and end. */
export function writeText(text: Y.Text, next: string): void {
  const before = text.toString();
  if (before === next) return;
  const most = Math.min(before.length, next.length);
  let start = 0;
  while (start < most && before[start] === next[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === next[next.length - 1 - end]) end++;
  // Yjs keeps a surrogate pair whole; a cut in the middle of one would turn both halves into U+FFFD.
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start--;
  if (end > 0 && isLowSurrogate(before.charCodeAt(before.length - end))) end--;
  const removed = before.length - start - end;
  if (removed > 0) text.delete(start, removed);
  const added = next.slice(start, next.length - end);
  if (added !== "") text.insert(start, added);
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

function writeList(doc: Y.Doc, field: ListField, items: ListItem[], path: string): void {
  if (items.length === 0 && !doc.share.has(path)) return;
  const list = draftList(doc, path);
  const wanted = new Set(items.map((item) => item.id));
  for (const id of [...list.keys()]) if (!wanted.has(id)) list.delete(id);
  const ids = items.map((item) => item.id);
  const current = listOrder(list);
  const isInOrder = current.every((id, index) => id === ids[index]);
  if (!isInOrder) {
    const keys = generateNKeysBetween(null, null, ids.length);
    ids.forEach((id, index) => {
      const key = keys[index];
      if (key !== undefined && list.get(id) !== key) list.set(id, key);
    });
  } else {
    const last = current.at(-1);
    const keys = generateNKeysBetween(
      last === undefined ? null : (list.get(last) ?? null),
      null,
      ids.length - current.length,
    );
    ids.slice(current.length).forEach((id, index) => {
      const key = keys[index];
      if (key !== undefined) list.set(id, key);
    });
  }
  for (const item of items) writeFields(doc, field.fields, item, `${path}.${item.id}`);
}

/** Puts an item with the given id at `index` of a list (its end by default), filled with `values`. */
export function insertItem(
  doc: Y.Doc,
  field: ListField,
  path: string,
  id: string,
  values: FieldValues = {},
  index?: number,
  origin?: unknown,
): void {
  doc.transact(() => {
    const list = draftList(doc, path);
    list.set(id, orderKeyAt(list, listOrder(list), index));
    writeFields(doc, field.fields, values, `${path}.${id}`);
  }, origin);
}

/** Takes an item out of its list. Its texts stay in the document, so putting the id back restores it whole. */
export function removeItem(doc: Y.Doc, path: string, id: string, origin?: unknown): void {
  doc.transact(() => draftList(doc, path).delete(id), origin);
}

/** Moves an item so that it stands at `index` among the others. */
export function moveItem(doc: Y.Doc, path: string, id: string, index: number, origin?: unknown): void {
  doc.transact(() => {
    const list = draftList(doc, path);
    if (!list.has(id)) return;
    const others = listOrder(list).filter((other) => other !== id);
    list.set(id, orderKeyAt(list, others, index));
  }, origin);
}

function orderKeyAt(list: Y.Map<string>, ids: string[], index = ids.length): string {
  const keyOf = (id: string | undefined) => (id === undefined ? null : (list.get(id) ?? null));
  const before = keyOf(ids[index - 1]);
  let after = keyOf(ids[index]);
  // Two people inserting at one place at once make equal keys; between equals there is no room, so go behind them.
  for (let next = index + 1; before !== null && after !== null && after <= before; next++) after = keyOf(ids[next]);
  return generateKeyBetween(before, after);
}
