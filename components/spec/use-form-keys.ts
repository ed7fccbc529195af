"use client";

import { type FocusEvent, type KeyboardEvent, useEffect } from "react";
import type * as Y from "yjs";
import { toast } from "@/components/ui/toast";
import { useShortcut } from "@/components/ui/use-shortcut";
import { pathOfType, readSpec } from "@/core/spec/draft";
import { describePath, findPlace } from "@/core/spec/path";
import { useDraft } from "./use-draft";
import type { Sections } from "./use-section";

/**
 * What the keys do everywhere in the form, and telling the others in which field one is. Undo and redo belong to the document,
 * not to the one text field that has the focus: taken before the browser's own, which knows nothing of the rest.
 */
export function useFormKeys(sections: Sections) {
  const { undoManager, awareness, isReadOnly } = useDraft();
  const { previous, next, go } = sections;
  useShortcut("[", "Previous section", () => previous && go(previous.key), { enabled: Boolean(previous) });
  useShortcut("]", "Next section", () => next && go(next.key), { enabled: Boolean(next) });
  const canEdit = { enabled: !isReadOnly && undoManager !== null };
  useShortcut("mod+z", "Undo", () => undoManager?.undo(), canEdit);
  useShortcut("mod+shift+z", "Redo", () => undoManager?.redo(), canEdit);
  // Rows and items take these keys themselves; they stand here so that the list of shortcuts names them.
  useShortcut("alt+arrowup", "Move this row or item up", () => {}, canEdit);
  useShortcut("alt+arrowdown", "Move this row or item down", () => {}, canEdit);
  useShortcut("mod+enter", "Add an item below this one", () => {}, canEdit);
  useUndoNews(sections);

  const onKeyDownCapture = (event: KeyboardEvent) => {
    const isUndoKey = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z";
    const isRedoKey = event.ctrlKey && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "y";
    if ((!isUndoKey && !isRedoKey) || isReadOnly || !undoManager) return;
    event.preventDefault();
    event.stopPropagation();
    if (isRedoKey || event.shiftKey) undoManager.redo();
    else undoManager.undo();
  };
  const tellField = (path: string | null) => {
    if (awareness?.getLocalState()) awareness.setLocalStateField("field", path);
  };
  return {
    onKeyDownCapture,
    onFocus: (event: FocusEvent<HTMLElement>) =>
      tellField(event.target.closest<HTMLElement>("[data-path]")?.dataset.path ?? null),
    onBlur: () => tellField(null),
  };
}

type Popped = { type: "undo" | "redo"; changedParentTypes: Map<Y.AbstractType<unknown>, unknown> };

/** A change taken back in a section that is not on the screen would go unseen, so it is said where it happened. */
function useUndoNews({ current, go }: Sections) {
  const { doc, undoManager } = useDraft();
  useEffect(() => {
    if (!undoManager) return;
    const onPopped = ({ type, changedParentTypes }: Popped) => {
      for (const changed of changedParentTypes.keys()) {
        if (changed._item !== null) continue;
        const path = pathOfType(doc, changed);
        const place = path === undefined ? null : findPlace(path);
        if (!path || !place || place.section.key === current.key) continue;
        const words = describePath(readSpec(doc), path);
        toast.show(type === "undo" ? `Taken back in ${words}.` : `Done again in ${words}.`, {
          action: { label: "Show", run: () => go(place.section.key, path) },
        });
        return;
      }
    };
    undoManager.on("stack-item-popped", onPopped as never);
    return () => undoManager.off("stack-item-popped", onPopped as never);
  }, [doc, undoManager, current.key, go]);
}
