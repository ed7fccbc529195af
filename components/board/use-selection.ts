"use client";

import { useState } from "react";

/** The numbers of the reviews on the screen, in their order. */
export function shownNumbers(): number[] {
  const shown = document.querySelectorAll<HTMLElement>("[data-card]");
  return [...new Set([...shown].map((card) => Number(card.dataset.card)))];
}

export type Selection = ReturnType<typeof useSelection>;

/** Which reviews are chosen. It is kept by number, so that it stays when rows come, go or change their place. */
export function useSelection() {
  const [numbers, setNumbers] = useState<ReadonlySet<number>>(new Set());
  const [anchor, setAnchor] = useState<number>();
  /** Chooses one or lets it go; with `isRange` everything from the one chosen last to this one. */
  const toggle = (number: number, isRange: boolean) => {
    const next = new Set(numbers);
    for (const each of isRange && anchor !== undefined ? between(anchor, number) : [number]) {
      if (numbers.has(number)) next.delete(each);
      else next.add(each);
    }
    setNumbers(next);
    setAnchor(number);
  };
  return {
    numbers,
    toggle,
    choose: (wanted: readonly number[]) => setNumbers(new Set(wanted)),
    clear: () => setNumbers(new Set()),
  };
}

function between(one: number, other: number): number[] {
  const shown = shownNumbers();
  const [from = 0, to = 0] = [shown.indexOf(one), shown.indexOf(other)].sort((a, b) => a - b);
  return from < 0 ? [other] : shown.slice(from, to + 1);
}
