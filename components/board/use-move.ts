"use client";

import type { ReviewCard } from "@/client/reviews";
import type { Role } from "@/core/permissions";
import type { BoardSection } from "./board-filters";
import { moveBetween } from "./board-moves";
import type { DoAct } from "./use-acts";

/** Puts cards from one place of the board into another; those that cannot go there stay, with the reason. */
export function useMove(role: Role, act: DoAct, labelOf: (section: BoardSection) => string) {
  return (cards: readonly ReviewCard[], from: BoardSection, to: BoardSection) => {
    const moves = cards.map((card) => ({ card, move: moveBetween(card, role, from, to) }));
    const refused = moves.flatMap(({ card, move }) =>
      "blocker" in move ? [{ number: card.number, reason: move.blocker }] : [],
    );
    const allowed = moves.flatMap(({ card, move }) => ("act" in move ? [{ card, act: move.act }] : []));
    const name = labelOf(to);
    // Every card of a move gets the same act: what differs is only whether it may.
    const shared = allowed[0]?.act ?? { kind: "archived", archived: false };
    const people = to.group === "owner" ? [{ id: to.value, name }] : [];
    act(
      allowed.map(({ card }) => card),
      shared,
      `→ ${name}`,
      { refused, people },
    );
  };
}
