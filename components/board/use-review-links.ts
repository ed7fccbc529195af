"use client";

import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";

/**
 * Follows the board's plain links without loading the page anew, in one handler for all of them: a router link on every
 * row would prefetch, listen and hydrate for each. Clicks that ask for a new tab are the browser's.
 */
export function useReviewLinks() {
  const router = useRouter();
  return (event: MouseEvent) => {
    const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>("a[data-review]");
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || event.defaultPrevented) return;
    event.preventDefault();
    router.push(link.pathname);
  };
}
