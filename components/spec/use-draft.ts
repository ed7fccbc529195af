"use client";

import { createContext, use, useCallback, useMemo, useSyncExternalStore } from "react";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { draftChoices, draftList, draftText, draftValues, listOrder, writePlain } from "@/core/spec/draft";
import type { FieldValue } from "@/core/spec/field";
import { watchDraft } from "./draft-watch";

/** What every field of the form stands on. */
export type Draft = {
  doc: Y.Doc;
  undoManager: Y.UndoManager | null;
  awareness: Awareness | null;
  isReadOnly: boolean;
};

export const DraftContext = createContext<Draft | null>(null);

export function useDraft(): Draft {
  const draft = use(DraftContext);
  if (!draft) throw new Error("A field of the specification stands outside of a draft.");
  return draft;
}

/** The string at a text path, current at every render. Write through `draftText(doc, path)`. */
export function useDraftText(path: string): { text: Y.Text; value: string } {
  const { doc } = useDraft();
  const text = draftText(doc, path);
  const value = useDraftSnapshot(path, () => text.toString());
  return { text, value };
}

/** The number, choice, flag, date or reference at a path, `undefined` where it is empty; and how to set it. */
export function useDraftValue(path: string): [FieldValue | undefined, (value: FieldValue) => void] {
  const { doc } = useDraft();
  const value = useDraftSnapshot(path, () => draftValues(doc).get(path));
  return [value, (next) => doc.transact(() => writePlain(draftValues(doc), path, next))];
}

/** The chosen values of a set, in no order; and how to put one in or take it out. */
export function useDraftChoices(path: string): [readonly string[], (value: string, isChosen: boolean) => void] {
  const { doc } = useDraft();
  const set = draftChoices(doc, path);
  const joined = useDraftSnapshot(path, () => JSON.stringify([...set.keys()].sort()));
  const change = (value: string, isChosen: boolean) => {
    if (isChosen && !set.has(value)) set.set(value, true);
    if (!isChosen && set.has(value)) set.delete(value);
  };
  const values = useMemo(() => JSON.parse(joined) as string[], [joined]);
  return [values, change];
}

/** Ids of a list's items in order. */
export function useDraftList(path: string): readonly string[] {
  const { doc } = useDraft();
  const joined = useDraftSnapshot(path, () => listOrder(draftList(doc, path)).join(" "));
  return useMemo(() => (joined === "" ? [] : joined.split(" ")), [joined]);
}

function useDraftSnapshot<T extends FieldValue | undefined>(path: string, read: () => T): T {
  const { doc } = useDraft();
  const subscribe = useCallback((listener: () => void) => watchDraft(doc).at(path, listener), [doc, path]);
  return useSyncExternalStore(subscribe, read, read);
}
