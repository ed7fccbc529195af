import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { api, type Reply } from "@/client/api";
import { type Change, changeOf, type OptimisticWrite, optimistic } from "@/client/optimistic";
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
export function actOnReviews(client: QueryClient, team: string, wanted: Wanted): Promise<Outcome[]> {
  return client
    .getMutationCache()
    .build(client, optimistic(client, write(client, team)))
    .execute(wanted);
}

function write(client: QueryClient, team: string): OptimisticWrite<Wanted, Outcome[]> {
  const shown = ({ cards, act, people = [] }: Wanted) =>
    cards.map((before) => ({ before, after: afterAct(before, act, people) }));
  return {
    team,
    send: async ({ cards, act }: Wanted) => {
      const items: Outcome[] = [];
      for (let from = 0; from < cards.length; from += mostTogether) {
        const reviews = cards.slice(from, from + mostTogether).map(({ number, revision }) => ({ number, revision }));
        const request = { params: { team }, body: { reviews, act }, idempotencyKey: crypto.randomUUID() };
        items.push(...(await api("POST /teams/{team}/review-batch", request)).items);
      }
      return items;
    },
    changes: (wanted) => changesOfLists(client, team, shown(wanted)),
    taken: (items, wanted) => {
      const outcomes = new Map(items.map((item) => [item.number, item]));
      const known = shown(wanted).map(({ before, after }) => {
        const item = outcomes.get(before.number);
        // What was refused goes back; the next write on what was taken names the new revision.
        if (item?.outcome === "refused") return { before: after, after: before };
        return { before: after, after: { ...after, revision: item?.revision ?? after.revision } };
      });
      for (const { queryKey, to } of changesOfLists(client, team, known))
        client.setQueryData(queryKey ?? [], (data: unknown) => data && to(data));
    },
    stale: ({ cards }) => [
      ...["reviews", "review-counts", "labels"].map((part) => ({ queryKey: ["team", team, part] })),
      ...cards.map(({ number }) => ({ queryKey: ["review", team, number], exact: true })),
    ],
  };
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

type Changed = { before: ReviewCard; after: ReviewCard };

/** Puts changed cards where they belong in every list at hand: out of those they no longer match, first in those they newly do. */
function changesOfLists(client: QueryClient, team: string, changed: readonly Changed[]): Change[] {
  const lists = client.getQueryCache().findAll({ queryKey: ["team", team, "reviews"] });
  return lists.map(({ queryKey }) =>
    changeOf<InfiniteData<ReviewPage>>({ queryKey, exact: true }, (data) => ({
      ...data,
      // The filter of a list is the last part of its key; see `reviewsQuery`.
      pages: withChanges(data.pages, queryKey.at(-1) as ReviewFilter, changed),
    })),
  );
}

function withChanges(pages: readonly ReviewPage[], filter: ReviewFilter, changed: readonly Changed[]): ReviewPage[] {
  const byNumber = new Map(changed.map((change) => [change.before.number, change]));
  const arriving = changed
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
