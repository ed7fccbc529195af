"use client";

import { type RefObject, useEffect } from "react";

/**
 * Keeps the focus on a review that has just come to stand somewhere else, by a move of one's own or of somebody else: its old
 * element is gone, and the browser would send the keyboard back to the top of the page.
 */
export function useKeptFocus(board: RefObject<HTMLElement | null>) {
  useEffect(() => {
    if (!board.current) return;
    let last: HTMLElement | null = null;
    const stop = new AbortController();
    const remember = ({ target }: FocusEvent) => {
      last = target instanceof Element ? target.closest<HTMLElement>("[data-card]") : null;
    };
    document.addEventListener("focusin", remember, { signal: stop.signal });
    const observer = new MutationObserver(() => {
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      document.querySelector<HTMLElement>(`[data-review="${last.dataset.card}"]`)?.focus({ preventScroll: true });
    });
    observer.observe(board.current, { childList: true, subtree: true });
    return () => {
      stop.abort();
      observer.disconnect();
    };
  }, [board]);
}
