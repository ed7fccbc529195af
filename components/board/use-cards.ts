"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer } from "react";
import { cardsOnBoard } from "./board-cards";

/** Every review that the board has loaded, as it is now: an act names the revision of this moment, not of an earlier one. */
export function useCardsOnBoard(team: string) {
  // What is read here changes without any value of this hook changing, so it must not be kept between drawings.
  "use no memo";
  const client = useQueryClient();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ type, query }) => {
        if (type === "updated" && query.queryKey[2] === "reviews") redraw();
      }),
    [client],
  );
  return cardsOnBoard(client, team);
}
