"use client";

import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";
import type { Selection } from "./use-selection";

/**
 * Hears the clicks of every row and card in one place: a router link, a check box and a menu on each of them would prefetch,
 * listen and hydrate for each. Links are plain ones, followed without loading the page anew; clicks that ask for a new tab are
 * the browser's.
 */
export function useBoardClicks(selection: Selection, openMenu: (number: number) => void) {
  const router = useRouter();
  return (event: MouseEvent) => {
    if (!(event.target instanceof Element) || event.defaultPrevented) return;
    const menu = event.target.closest<HTMLElement>("[data-menu]");
    if (menu) return openMenu(Number(menu.dataset.menu));
    const box = event.target.closest<HTMLElement>("[data-select]");
    if (box) return selection.toggle(Number(box.dataset.select), event.shiftKey);
    const link = event.target.closest<HTMLAnchorElement>("a[data-review]");
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !isPlain) return;
    event.preventDefault();
    router.push(link.pathname);
  };
}
