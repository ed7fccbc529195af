import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { ReviewCard, ReviewPage } from "@/client/reviews";

/** Every review that the board has loaded, by number. */
export function cardsOnBoard(client: QueryClient, team: string): Map<number, ReviewCard> {
  const lists = client.getQueriesData<InfiniteData<ReviewPage>>({ queryKey: ["team", team, "reviews"] });
  const items = lists.flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? []);
  const cards = new Map<number, ReviewCard>();
  // Lists of filters that were left are as old as that; the newest of a card counts.
  for (const card of items) if (card.revision >= (cards.get(card.number)?.revision ?? 0)) cards.set(card.number, card);
  return cards;
}
