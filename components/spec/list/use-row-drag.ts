"use client";

import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect, useEffectEvent, useState } from "react";

type RowDrag = {
  row: RefObject<HTMLElement | null>;
  handle: RefObject<HTMLElement | null>;
  list: string;
  id: string;
  isEnabled: boolean;
  /** Another item of the same list was dropped on this one. */
  onDrop: (dragged: string, edge: "above" | "below") => void;
};

/** Lets a row be dragged by its handle within its own list. Returns what to draw: that it is dragged, or where a drop would go. */
export function useRowDrag({ row, handle, list, id, isEnabled, onDrop }: RowDrag) {
  const [state, setState] = useState<"idle" | "dragged" | "above" | "below">("idle");
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    const element = row.current;
    const dragHandle = handle.current;
    if (!element || !dragHandle || !isEnabled) return;
    const edgeAt = (y: number) => {
      const { top, height } = element.getBoundingClientRect();
      return y < top + height / 2 ? "above" : "below";
    };
    return combine(
      draggable({
        element,
        dragHandle,
        getInitialData: () => ({ list, id }),
        onDragStart: () => setState("dragged"),
        onDrop: () => setState("idle"),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.list === list && source.data.id !== id,
        onDrag: ({ location }) => setState(edgeAt(location.current.input.clientY)),
        onDragLeave: () => setState("idle"),
        onDrop: ({ source, location }) => {
          setState("idle");
          if (typeof source.data.id === "string") drop(source.data.id, edgeAt(location.current.input.clientY));
        },
      }),
    );
  }, [row, handle, list, id, isEnabled]);
  return state;
}

/** Where an item ends up that is dropped above or below another one. */
export function dropIndex(ids: readonly string[], dragged: string, target: string, edge: "above" | "below"): number {
  const others = ids.filter((id) => id !== dragged);
  return others.indexOf(target) + (edge === "below" ? 1 : 0);
}
