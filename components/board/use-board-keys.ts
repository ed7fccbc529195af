"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useShortcut } from "@/components/ui/use-shortcut";
import { cardsOnBoard } from "./board-cards";
import type { BoardContext } from "./board-context";
import type { Selection } from "./use-selection";

const focusedCard = () => document.activeElement?.closest<HTMLElement>("[data-card]") ?? null;

/**
 * The board by keyboard: `j` and `k` go from review to review, Enter opens as on any link, `x` chooses, `m` opens what can be
 * done, and Shift with an arrow puts a card into the column beside it.
 */
export function useBoardKeys(board: BoardContext, selection: Selection) {
  const client = useQueryClient();
  const go = (step: 1 | -1) => {
    const links = [...document.querySelectorAll<HTMLElement>("[data-review]")];
    // Compared by identity only, so the type of the focused element does not matter.
    const here = links.indexOf(focusedCard()?.querySelector("[data-review]") as HTMLElement);
    const next = here < 0 ? links[step > 0 ? 0 : links.length - 1] : links[here + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const toggle = (isRange: boolean) => {
    const card = focusedCard();
    if (card) selection.toggle(Number(card.dataset.card), isRange);
  };
  const moveBeside = (step: 1 | -1) => {
    const focused = focusedCard();
    const value = focused?.closest<HTMLElement>("[data-column]")?.dataset.column;
    const at = board.places.findIndex(({ section }) => section.value === value);
    const card = cardsOnBoard(client, board.team).get(Number(focused?.dataset.card));
    const [from, to] = [board.places[at], board.places[at + step]];
    if (card && from && to && value !== undefined) board.move([card], from, to);
  };
  const { canUpdate } = board;
  const isMovable = canUpdate && board.places.length > 1;
  useShortcut("j", "Next review", () => go(1));
  useShortcut("k", "Previous review", () => go(-1));
  useShortcut("m", "Actions for the review", () =>
    focusedCard()?.querySelector<HTMLElement>("[aria-haspopup=menu]")?.click(),
  );
  useShortcut("x", "Choose the review", () => toggle(false), { enabled: canUpdate });
  useShortcut("shift+x", "Choose all up to the review", () => toggle(true), { enabled: canUpdate });
  useShortcut("escape", "Choose none", selection.clear, { enabled: selection.numbers.size > 0 });
  useShortcut("shift+arrowright", "Move to the next column", () => moveBeside(1), { enabled: isMovable });
  useShortcut("shift+arrowleft", "Move to the previous column", () => moveBeside(-1), { enabled: isMovable });
}
