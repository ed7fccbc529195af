"use client";

import { useSyncExternalStore } from "react";
import { type Anchor, maxQuote } from "@/core/comments/anchor";
import { quoteOf } from "./suggestion-target";

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
  const chosen = text.slice(from, Math.min(to, from + maxQuote));
  const start = from + (chosen.length - chosen.trimStart().length);
  const end = start + chosen.trim().length;
  return end > start ? { kind: "text", path, quote: quoteOf(text, start, end) } : null;
}
