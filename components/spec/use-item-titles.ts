"use client";

import { useMemo, useSyncExternalStore } from "react";
import type * as Y from "yjs";
import { draftList, draftText, listOrder } from "@/core/spec/draft";
import { findPlace } from "@/core/spec/path";
import { watchDraft } from "./draft-watch";
import { useDraft } from "./use-draft";

export type TitledItem = { id: string; title: string; noun: string };

type Titles = { items: readonly TitledItem[]; listeners: Set<() => void> };
const known = new WeakMap<Y.Doc, Map<string, Titles>>();

/** Titles are read anew this long after the last change below their list, so that typing elsewhere in an item costs nothing. */
const settleMs = 150;

function readTitles(doc: Y.Doc, paths: readonly string[]): TitledItem[] {
  return paths.flatMap((path) => {
    const place = findPlace(path);
    if (place?.kind !== "field" || place.field.kind !== "list") return [];
    const { title, item } = place.field;
    return listOrder(draftList(doc, path)).map((id) => {
      const name = `${path}.${id}.${title}`;
      return { id, title: doc.share.has(name) ? draftText(doc, name).toString() : "", noun: item };
    });
  });
}

function titlesOf(doc: Y.Doc, joined: string): Titles {
  const byPaths = known.get(doc) ?? new Map<string, Titles>();
  known.set(doc, byPaths);
  const existing = byPaths.get(joined);
  if (existing) return existing;
  const paths = joined.split(" ");
  const titles: Titles = { items: readTitles(doc, paths), listeners: new Set() };
  byPaths.set(joined, titles);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const items = readTitles(doc, paths);
      if (JSON.stringify(items) === JSON.stringify(titles.items)) return;
      titles.items = items;
      for (const listener of titles.listeners) listener();
    }, settleMs);
  };
  for (const path of paths) watchDraft(doc).below(path, refresh);
  return titles;
}

/** The items of the lists at these paths with their titles: what a reference may point to. Shared by all who ask. */
export function useItemTitles(paths: readonly string[]): readonly TitledItem[] {
  const { doc } = useDraft();
  const joined = paths.join(" ");
  const titles = useMemo(() => titlesOf(doc, joined), [doc, joined]);
  return useSyncExternalStore(
    (listener) => {
      titles.listeners.add(listener);
      return () => titles.listeners.delete(listener);
    },
    () => titles.items,
    () => titles.items,
  );
}
