import type * as Y from "yjs";
import { draftValues, pathOfType } from "@/core/spec/draft";

type Listener = () => void;

/**
 * One observer for a whole draft that tells each listener of its own path only. A large specification shows thousands of
 * fields; an observer for each of them, on maps they share, would make every keystroke cost as much as the document is long.
 */
export type DraftWatch = {
  /** Calls the listener when the value at exactly this path changes. */
  at: (path: string, listener: Listener) => () => void;
  /** Calls the listener when anything at or below this path changes. */
  below: (path: string, listener: Listener) => () => void;
  /** Counts the changes at or below a path, for snapshots that are costly to compare. */
  countBelow: (path: string) => number;
};

const watches = new WeakMap<Y.Doc, DraftWatch>();

/** The watch of a document; the same one for the same document. */
export function watchDraft(doc: Y.Doc): DraftWatch {
  const known = watches.get(doc);
  if (known) return known;
  const exact = new Map<string, Set<Listener>>();
  const beneath = new Map<string, Set<Listener>>();
  const counts = new Map<string, number>();
  const names = new WeakMap<Y.AbstractType<unknown>, string>();

  const nameOf = (type: Y.AbstractType<unknown>) => {
    const name = names.get(type) ?? pathOfType(doc, type) ?? "";
    names.set(type, name);
    return name;
  };

  doc.on("afterTransaction", (transaction) => {
    if (transaction.changed.size === 0) return;
    const values = draftValues(doc);
    const paths = new Set<string>();
    for (const [type, keys] of transaction.changed) {
      // The draft knows root types only; anything nested was written by a foreign program and is shown nowhere.
      if (type._item !== null) continue;
      if ((type as unknown) === values) for (const key of keys) key !== null && paths.add(key);
      else paths.add(nameOf(type as Y.AbstractType<unknown>));
    }
    const told = new Set<Listener>();
    for (const path of paths) {
      for (const listener of exact.get(path) ?? []) told.add(listener);
      for (let end = path.length; end > 0; end = path.lastIndexOf(".", end - 1)) {
        const above = path.slice(0, end);
        if (counts.has(above)) counts.set(above, (counts.get(above) ?? 0) + 1);
        for (const listener of beneath.get(above) ?? []) told.add(listener);
      }
    }
    for (const listener of told) listener();
  });

  const add = (map: Map<string, Set<Listener>>, path: string, listener: Listener) => {
    const listeners = map.get(path) ?? new Set();
    map.set(path, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) map.delete(path);
    };
  };
  const watch: DraftWatch = {
    at: (path, listener) => add(exact, path, listener),
    below: (path, listener) => {
      if (!counts.has(path)) counts.set(path, 0);
      return add(beneath, path, listener);
    },
    countBelow: (path) => counts.get(path) ?? 0,
  };
  watches.set(doc, watch);
  return watch;
}
