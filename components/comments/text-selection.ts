"use client";

import { useSyncExternalStore } from "react";
import type { Anchor } from "@/core/comments/anchor";
import { quoteOf } from "@/core/comments/quote";

/** A passage somebody has selected in a text that can be spoken about. */
export type TextSelection = {
  path: string;
  from: number;
  to: number;
  text: string;
  /** Where the passage ends in the window. */
  box: { left: number; top: number; bottom: number };
};

let current: TextSelection | null = null;
const listeners = new Set<() => void>();

export function setTextSelection(next: TextSelection | null) {
  if (current === next) return;
  current = next;
  for (const listener of listeners) listener();
}

export const readTextSelection = () => current;

export function useTextSelection(): TextSelection | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    readTextSelection,
    () => null,
  );
}

/** The anchor of a selected passage, without the white space around it; `null` where nothing is left. */
export function anchorOf({ path, from, to, text }: TextSelection): Anchor | null {
  const quote = quoteOf(text, from, to);
  return quote && { kind: "text", path, quote };
}
