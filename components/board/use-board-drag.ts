"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import type { ReviewCard } from "@/client/reviews";
import { toast } from "@/components/ui/toast";
import { cardsOnBoard } from "./board-cards";
import type { BoardContext, Place } from "./board-context";
import { moveBetween } from "./board-moves";

/** The column a card is held over, and why it would not be taken there. */
export type Over = { value: string; blocker: string | null };
type Dragged = { cards: readonly ReviewCard[]; from: string };

/**
 * Dragging cards with the browser's own means, heard by the board for all of them: a listener on each of hundreds of cards would
 * be paid for by everybody who never drags one. A chosen card takes the other chosen ones along. What a column would refuse it
 * says while the card is held over it. Fingers scroll; on a phone cards are moved from their menu.
 */
export function useBoardDrag(board: BoardContext, selected: ReadonlySet<number>) {
  const client = useQueryClient();
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const [over, setOver] = useState<Over | null>(null);
  const placeOf = (value: string) => board.places.find(({ section }) => section.value === value);
  const end = () => {
    for (const card of document.querySelectorAll("[data-dragged]")) card.removeAttribute("data-dragged");
    setDragged(null);
    setOver(null);
  };
  return {
    over,
    onDragStart: (event: DragEvent<HTMLElement>) => {
      const card = closest(event, "[data-card]");
      const number = Number(card?.dataset.card);
      const from = columnOf(event);
      if (!card || from === undefined) return;
      const numbers = selected.has(number) ? [...selected] : [number];
      const known = cardsOnBoard(client, board.team);
      setDragged({ cards: numbers.flatMap((one) => known.get(one) ?? []), from });
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", numbers.map((one) => `#${one}`).join(" "));
      // Only after the browser has taken its picture of the card.
      requestAnimationFrame(() => card.setAttribute("data-dragged", ""));
    },
    onDragOver: (event: DragEvent<HTMLElement>) => {
      const value = columnOf(event);
      if (!dragged || value === undefined || value === dragged.from) return setOver(null);
      event.preventDefault();
      const blocker = blockerOf(board, dragged, placeOf(dragged.from), placeOf(value));
      event.dataTransfer.dropEffect = blocker ? "none" : "move";
      if (over?.value !== value || over.blocker !== blocker) setOver({ value, blocker });
    },
    onDrop: (event: DragEvent<HTMLElement>) => {
      const value = columnOf(event);
      const [from, to] = [placeOf(dragged?.from ?? ""), value === undefined ? undefined : placeOf(value)];
      if (dragged && from && to && from !== to) {
        event.preventDefault();
        board.move(dragged.cards, from, to);
      }
      end();
    },
    onDragEnd: () => {
      // Let go over a column that refuses: the browser drops nothing, and the reason must not vanish with the column's frame.
      if (over?.blocker) toast.error("The review was not moved", { description: over.blocker });
      end();
    },
  };
}

/** The reason every dragged card is refused for; where some may go, the others are told of after the drop. */
function blockerOf(
  board: BoardContext,
  { cards }: Dragged,
  from: Place | undefined,
  to: Place | undefined,
): string | null {
  if (!from || !to) return null;
  const moves = cards.map((card) => moveBetween(card, board.role, from.section, to.section));
  const [first] = moves;
  return first && moves.every((move) => "blocker" in move) && "blocker" in first ? first.blocker : null;
}

function closest(event: DragEvent<HTMLElement>, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
}

function columnOf(event: DragEvent<HTMLElement>): string | undefined {
  return closest(event, "[data-column]")?.dataset.column;
}
