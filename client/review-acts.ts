import { type InfiniteData, type QueryClient, type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Reply } from "@/client/api";
import type { ReviewCard, ReviewFilter, ReviewPage } from "@/client/reviews";
import type { Api } from "@/server/api/routes";

export type ReviewAct = NonNullable<Api["POST /teams/{team}/review-batch"]["body"]>["act"];
export type Outcome = Reply<"POST /teams/{team}/review-batch">["items"][number];
type Person = ReviewCard["owner"];
/** `people` gives names to the ids an act carries, for what is shown before the server has answered. */
type Wanted = { cards: readonly ReviewCard[]; act: ReviewAct; people?: readonly Person[] };

/** What one request takes. */
const mostTogether = 100;

/**
 * Does one act on reviews of the board. The cards stand where they will be before the server has answered; those it refuses go
 * back, and the outcomes say why.
 */
export function useActOnReviews(team: string) {
  const client = useQueryClient();
  const lists: QueryKey = ["team", team, "reviews"];
  return useMutation({
    mutationFn: async ({ cards, act }: Wanted) => {
      const items: Outcome[] = [];
      for (let from = 0; from < cards.length; from += mostTogether) {
        const reviews = cards.slice(from, from + mostTogether).map(({ number, revision }) => ({ number, revision }));
        const request = { params: { team }, body: { reviews, act }, idempotencyKey: crypto.randomUUID() };
        items.push(...(await api("POST /teams/{team}/review-batch", request)).items);
      }
      return items;
    },
    onMutate: async ({ cards, act, people = [] }) => {
      await client.cancelQueries({ queryKey: lists });
      replaceCards(client, lists, cards, (card) => afterAct(card, act, people));
    },
    onSuccess: (items, { cards, act, people = [] }) => {
      const refused = new Set(items.filter(({ outcome }) => outcome === "refused").map(({ number }) => number));
      const shown = cards.filter(({ number }) => refused.has(number)).map((card) => afterAct(card, act, people));
      const before = new Map(cards.map((card) => [card.number, card]));
      replaceCards(client, lists, shown, (card) => before.get(card.number) ?? card);
    },
    onError: (_error, { cards, act, people = [] }) => {
      const before = new Map(cards.map((card) => [card.number, card]));
      const shown = cards.map((card) => afterAct(card, act, people));
      replaceCards(client, lists, shown, (card) => before.get(card.number) ?? card);
    },
    onSettled: (_items, _error, { cards }) =>
      Promise.all([
        ...["reviews", "review-counts", "labels"].map((part) =>
          client.invalidateQueries({ queryKey: ["team", team, part] }),
        ),
        ...cards.map(({ number }) => client.invalidateQueries({ queryKey: ["review", team, number], exact: true })),
      ]),
  });
}

/** The card as the act leaves it. */
export function afterAct(card: ReviewCard, act: ReviewAct, people: readonly Person[]): ReviewCard {
  const person = (id: string) => people.find((one) => one.id === id) ?? { id, name: "…" };
  switch (act.kind) {
    case "status":
      return { ...card, status: act.to };
    case "archived":
      return { ...card, archivedAt: act.archived ? new Date().toISOString() : null };
    case "owner":
      return { ...card, owner: person(act.ownerId) };
    case "phase":
      return { ...card, phase: act.phase };
    case "due":
      return { ...card, dueOn: act.dueOn };
    case "labels": {
      const kept = card.labels.filter((label) => !act.remove.includes(label));
      return { ...card, labels: [...new Set([...kept, ...act.add])].sort() };
    }
    case "reviewer": {
      const others = card.reviewers.filter(({ id }) => id !== act.userId);
      return { ...card, reviewers: act.isOn ? [...others, person(act.userId)] : others };
    }
  }
}

/** Puts changed cards where they belong in every list at hand: out of those they no longer match, first in those they newly do. */
function replaceCards(
  client: QueryClient,
  lists: QueryKey,
  cards: readonly ReviewCard[],
  change: (card: ReviewCard) => ReviewCard,
) {
  const changes = cards.map((before) => ({ before, after: change(before) }));
  for (const [key, data] of client.getQueriesData<InfiniteData<ReviewPage>>({ queryKey: lists })) {
    // The filter of a list is the last part of its key; see `reviewsQuery`.
    const filter = key.at(-1) as ReviewFilter;
    if (data) client.setQueryData(key, { ...data, pages: withChanges(data.pages, filter, changes) });
  }
}

type Change = { before: ReviewCard; after: ReviewCard };

function withChanges(pages: readonly ReviewPage[], filter: ReviewFilter, changes: readonly Change[]): ReviewPage[] {
  const byNumber = new Map(changes.map((change) => [change.before.number, change]));
  const arriving = changes
    .filter(({ before, after }) => !isIn(before, filter) && isIn(after, filter))
    .map(({ after }) => after);
  return pages.map((page, index) => ({
    ...page,
    items: [
      ...(index === 0 ? arriving : []),
      ...page.items.flatMap((card) => {
        const after = byNumber.get(card.number)?.after;
        if (!after) return [card];
        return isIn(after, filter) && !arriving.includes(after) ? [after] : [];
      }),
    ],
  }));
}

/** Whether a list with this filter has the card, as far as a move can change it: the texts it is searched by stay the same. */
function isIn(card: ReviewCard, filter: ReviewFilter): boolean {
  const among = (wanted: string | undefined, own: readonly string[]) =>
    !wanted || own.some((value) => wanted.split(",").includes(value));
  return (
    (card.archivedAt !== null) === (filter.archived === "true") &&
    among(filter.status, [card.status]) &&
    among(filter.phase, [card.phase]) &&
    among(filter.owner, [card.owner.id]) &&
    !(filter.ownerNot && among(filter.ownerNot, [card.owner.id])) &&
    among(filter.label, card.labels) &&
    !(filter.labelNot && among(filter.labelNot, card.labels))
  );
}
