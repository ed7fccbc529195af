import { diffArrays } from "diff";
import { specDefinition } from "../spec/definition";
import type { Definition, Field, Fields, FieldValue, FieldValues, ListField, ListItem } from "../spec/field";
import { describePath, findPlace, type Path, valueAt } from "../spec/path";
import { emptyValue } from "../spec/value";

type AnySpec = { readonly [section: string]: FieldValues };

/**
 * One difference between two specifications. `path` is the field or the item; `label` names it in words within its section.
 * Positions count from 0 in the list as it stands before (`from`) and after (`to`).
 */
export type Change =
  | { kind: "changed"; path: Path; label: string; field: Field; before: FieldValue; after: FieldValue }
  | { kind: "added"; path: Path; label: string; list: ListField; item: ListItem; to: number }
  | { kind: "removed"; path: Path; label: string; list: ListField; item: ListItem; from: number }
  | { kind: "moved"; path: Path; label: string; list: ListField; from: number; to: number };

export type SectionDiff = { key: string; title: string; changes: Change[] };
/** Sections with a difference, in the order of the definition; empty for equal specifications. */
export type SpecDiff = SectionDiff[];

/**
 * Compares two specifications field by field and by meaning: list items are matched by id, so one that moved is told as moved
 * and one that was edited as changed, each field on its own. `applyDiff(before, diffSpecs(before, after))` equals `after`.
 */
export function diffSpecs(before: AnySpec, after: AnySpec, definition: Definition = specDefinition): SpecDiff {
  return definition.sections
    .map((section) => {
      const changes: Change[] = [];
      diffFields(section.fields, before[section.key] ?? {}, after[section.key] ?? {}, section.key, "", changes);
      return { key: section.key, title: section.title, changes };
    })
    .filter(({ changes }) => changes.length > 0);
}

function diffFields(
  fields: Fields,
  before: FieldValues,
  after: FieldValues,
  path: Path,
  within: string,
  changes: Change[],
): void {
  for (const [key, field] of Object.entries(fields)) {
    const a = before[key] ?? emptyValue(field);
    const b = after[key] ?? emptyValue(field);
    const here = `${path}.${key}`;
    const label = within === "" ? field.label : `${within} › ${field.label}`;
    if (field.kind === "group") diffFields(field.fields, a as FieldValues, b as FieldValues, here, label, changes);
    else if (field.kind === "list") diffList(field, a as ListItem[], b as ListItem[], here, label, changes);
    else if (!isEqual(a, b)) changes.push({ kind: "changed", path: here, label, field, before: a, after: b });
  }
}

function isEqual(a: FieldValue, b: FieldValue): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

function diffList(
  list: ListField,
  before: ListItem[],
  after: ListItem[],
  path: Path,
  within: string,
  changes: Change[],
): void {
  const oldPlaces = new Map(before.map((item, index) => [item.id, index]));
  const kept = new Set(after.map(({ id }) => id));
  const nameOf = (item: ListItem) => `${within} › ${itemName(list, item)}`;
  before.forEach((item, from) => {
    if (!kept.has(item.id))
      changes.push({ kind: "removed", path: `${path}.${item.id}`, label: nameOf(item), list, item, from });
  });
  const places = after.map(({ id }) => oldPlaces.get(id)).filter((place) => place !== undefined);
  const inOrder = longestIncreasing(places);
  after.forEach((item, to) => {
    const here = `${path}.${item.id}`;
    const from = oldPlaces.get(item.id);
    const old = from === undefined ? undefined : before[from];
    if (from === undefined || !old) {
      changes.push({ kind: "added", path: here, label: nameOf(item), list, item, to });
      return;
    }
    if (!inOrder.has(from)) changes.push({ kind: "moved", path: here, label: nameOf(item), list, from, to });
    diffFields(list.fields, old, item, here, nameOf(item), changes);
  });
}

function itemName(list: ListField, item: ListItem): string {
  const title = item[list.title];
  return typeof title === "string" && title.trim() !== "" ? title : `unnamed ${list.item}`;
}

/** The members of a longest increasing run, so that as few items as possible are told as moved (patience sorting). */
function longestIncreasing(places: readonly number[]): Set<number> {
  const ends: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const place of places) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    previous.set(place, ends[low - 1]);
    ends[low] = place;
  }
  const members = new Set<number>();
  for (let place = ends.at(-1); place !== undefined; place = previous.get(place)) members.add(place);
  return members;
}

/** `before` with the differences made; neither argument is changed. */
export function applyDiff<S extends AnySpec>(before: S, diff: SpecDiff, definition: Definition = specDefinition): S {
  const spec = structuredClone(before) as Record<string, FieldValues>;
  const rearranged = new Map<Path, Change[]>();
  for (const change of diff.flatMap(({ changes }) => changes)) {
    const [parent, key] = splitPath(change.path);
    if (change.kind !== "changed") rearranged.set(parent, [...(rearranged.get(parent) ?? []), change]);
    else (valueAt(spec, parent) as FieldValues)[key] = structuredClone(change.after);
  }
  for (const [path, changes] of rearranged) rearrange(spec, path, changes, definition);
  return spec as S;
}

function rearrange(spec: Record<string, FieldValues>, path: Path, changes: Change[], definition: Definition): void {
  if (findPlace(path, definition)?.kind !== "field") return;
  const items = valueAt(spec, path) as ListItem[];
  const byId = new Map(items.map((item) => [item.id, item]));
  const gone = new Set(changes.map((change) => splitPath(change.path)[1]));
  const result = items.filter(({ id }) => !gone.has(id));
  const placed = changes.filter((change) => change.kind === "added" || change.kind === "moved");
  for (const change of placed.sort((a, b) => a.to - b.to)) {
    const item = change.kind === "added" ? structuredClone(change.item) : byId.get(splitPath(change.path)[1]);
    if (item) result.splice(change.to, 0, item);
  }
  const [parent, key] = splitPath(path);
  (valueAt(spec, parent) as FieldValues)[key] = result;
}

function splitPath(path: Path): [parent: Path, key: string] {
  const at = path.lastIndexOf(".");
  return [path.slice(0, at), path.slice(at + 1)];
}

/** How many differences a comparison holds. */
export const countChanges = (diff: SpecDiff) => diff.reduce((sum, { changes }) => sum + changes.length, 0);

/** The whole label of a change with its section: "Security › Threats › Token theft › Mitigation". */
export const describeChange = (spec: AnySpec, change: Change, definition: Definition = specDefinition) =>
  describePath(spec, change.path, definition);

/** A run of words that both texts have, or only one of them. */
export type Hunk = { kind: "same" | "added" | "removed"; text: string };

// A number with its fraction, a word with its hyphens, one run of white space, or one sign.
const word = /\s+|[\p{L}\p{N}\p{M}_]+(?:[.,'’-][\p{L}\p{N}\p{M}_]+)*|[^\s]/gu;
const wordsOf = (text: string): string[] => text.match(word) ?? [];

/**
 * The words that differ between two texts, computed when they are shown. Texts too different to compare within `timeout`
 * milliseconds come back as one removal and one addition.
 */
export function wordHunks(before: string, after: string, timeout = 200): Hunk[] {
  const parts = diffArrays(wordsOf(before), wordsOf(after), { timeout, maxEditLength: 20_000 });
  const whole: Hunk[] = [
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ];
  const hunks: Hunk[] = parts
    ? parts.map(({ added, removed, value }) => ({
        kind: added ? "added" : removed ? "removed" : "same",
        text: value.join(""),
      }))
    : whole;
  return hunks.filter(({ text }) => text !== "");
}
