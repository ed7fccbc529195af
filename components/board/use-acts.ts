"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReviewAct } from "@/client/review-acts";
import type { ReviewCard } from "@/client/reviews";
import type { Role } from "@/core/permissions";
import type { Place } from "./board-context";
import type { ActMore, Refusal } from "./do-act";

export type DoAct = (cards: readonly ReviewCard[], act: ReviewAct, done: string, more?: ActMore) => void;

/** What can be done on the board, and what was refused of it last. */
export function useActs(team: string, role: Role, onRefused: (numbers: readonly number[]) => void) {
  const client = useQueryClient();
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const onRefusals = (refused: readonly Refusal[]) => {
    setRefusals(refused);
    onRefused(refused.map(({ number }) => number));
  };
  const act: DoAct = (...of) => void import("./do-act").then(({ doAct }) => doAct({ client, team, onRefusals }, ...of));
  const move = (cards: readonly ReviewCard[], from: Place, to: Place) =>
    void import("./do-act").then(({ doMove }) => doMove({ client, team, role, onRefusals }, cards, from, to));
  return { act, move, refusals, forget: () => setRefusals([]) };
}
