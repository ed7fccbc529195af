"use client";

import { type RefObject, useRef, useState } from "react";
import { toast } from "@/components/ui/toast";
import { draftList, draftText, insertItem, listOrder, moveItem, removeItem } from "@/core/spec/draft";
import { type FieldValues, type ListField, maxItems } from "@/core/spec/field";
import { newItemId } from "../new-item-id";
import { useDraft, useDraftList } from "../use-draft";
import { controlIn, focusSoon, itemElement } from "./focus-soon";
import { readItem, withFreshIds } from "./item-values";

export type ListEditing = ReturnType<typeof useListEditing>;

/**
 * What can be done to a list. Every act is one step of undo, says aloud what happened, and leaves the focus somewhere sensible.
 */
export function useListEditing(field: ListField, path: string) {
  const { doc, undoManager, isReadOnly } = useDraft();
  const ids = useDraftList(path);
  const root = useRef<HTMLDivElement>(null);
  const [news, setNews] = useState("");
  /** Brings an item into a virtual list's window; set by the list that is virtual. */
  const reveal = useRef<((id: string) => void) | null>(null);

  const asOneStep = (act: () => void) => {
    undoManager?.stopCapturing();
    doc.transact(act);
    undoManager?.stopCapturing();
  };
  const titleOf = (id: string) => {
    const name = `${path}.${id}.${field.title}`;
    const title = doc.share.has(name) ? draftText(doc, name).toString().trim() : "";
    return title === "" ? `unnamed ${field.item}` : `“${title.slice(0, 80)}”`;
  };
  const focusItem = (id: string, key?: string) => {
    reveal.current?.(id);
    focusSoon(() => controlIn(itemElement(root.current, id), key && `${path}.${id}.${key}`));
  };

  /** Puts items with these values behind the item `after` (at the end by default); their ids, or none when the list is full. */
  const insert = (rows: readonly FieldValues[], after?: string): string[] => {
    const order = listOrder(draftList(doc, path));
    if (order.length + rows.length > maxItems) {
      toast.error(`A list holds at most ${maxItems.toLocaleString("en")} entries.`, {
        description: `“${field.label}” has ${order.length.toLocaleString("en")}. Nothing was added.`,
      });
      return [];
    }
    const start = after === undefined ? order.length : order.indexOf(after) + 1;
    const fresh = rows.map(() => newItemId());
    asOneStep(() =>
      rows.forEach((values, index) => {
        insertItem(doc, field, path, fresh[index] as string, values, start + index);
      }),
    );
    return fresh;
  };
  const add = (after?: string): string | undefined => {
    const [id] = insert([{}], after);
    if (id) setNews(`${capital(field.item)} added.`);
    return id;
  };
  const duplicate = (id: string): string | undefined => {
    const values = withFreshIds(field.fields, readItem(doc, field, path, id), newItemId);
    const title = values[field.title];
    if (typeof title === "string" && title !== "") values[field.title] = `${title} (copy)`.slice(0, 500);
    const [copy] = insert([values], id);
    if (copy) setNews(`${titleOf(id)} duplicated.`);
    return copy;
  };
  const remove = (id: string) => {
    const order = listOrder(draftList(doc, path));
    const key = draftList(doc, path).get(id);
    const name = titleOf(id);
    asOneStep(() => removeItem(doc, path, id));
    setNews(`${name} deleted.`);
    toast.show(`${capital(field.item)} ${name} deleted.`, {
      action: {
        label: "Undo",
        // Not the undo manager: by the time the button is pressed its last step may be another one.
        run: () => {
          if (key !== undefined) asOneStep(() => draftList(doc, path).set(id, key));
          focusItem(id);
        },
      },
    });
    return order[order.indexOf(id) + 1] ?? order[order.indexOf(id) - 1];
  };
  /** Without a word: for a row that held nothing. */
  const removeQuietly = (id: string) => removeItem(doc, path, id);
  const moveTo = (id: string, index: number) => {
    const order = listOrder(draftList(doc, path));
    const to = Math.min(Math.max(index, 0), order.length - 1);
    if (order.indexOf(id) === to) return;
    asOneStep(() => moveItem(doc, path, id, to));
    setNews(`${titleOf(id)} moved to place ${to + 1} of ${order.length}.`);
  };
  /** One place up or down, with the focus staying where it was inside the item. */
  const step = (id: string, by: -1 | 1) => {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    moveTo(id, listOrder(draftList(doc, path)).indexOf(id) + by);
    // Moving an element in the page may drop its focus.
    if (focused && itemElement(root.current, id)?.contains(focused)) focusSoon(() => focused);
  };

  return {
    field,
    path,
    ids,
    root: root as RefObject<HTMLDivElement | null>,
    reveal,
    news,
    isReadOnly,
    insert,
    add,
    duplicate,
    remove,
    removeQuietly,
    moveTo,
    step,
    focusItem,
  };
}

export const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
