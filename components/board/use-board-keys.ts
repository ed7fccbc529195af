"use client";

import { useShortcut } from "@/components/ui/use-shortcut";

/** Moves the focus from review to review with `j` and `k`; Enter then opens, as on any link. */
export function useBoardKeys() {
  const move = (step: 1 | -1) => {
    const links = [...document.querySelectorAll<HTMLElement>("[data-review]")];
    // Compared by identity only, so the type of the focused element does not matter.
    const here = links.indexOf(document.activeElement as HTMLElement);
    const next = here < 0 ? links[step > 0 ? 0 : links.length - 1] : links[here + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  useShortcut("j", "Next review", () => move(1));
  useShortcut("k", "Previous review", () => move(-1));
  useShortcut("m", "Actions for the review", () =>
    document.activeElement?.closest("li")?.querySelector<HTMLElement>("[aria-haspopup=menu]")?.click(),
  );
}
