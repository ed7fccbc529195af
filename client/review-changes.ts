import { type InfiniteData, type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Reply } from "@/client/api";
import { renewAfterWrite } from "@/client/live-state";
import { type Change, changeOf, useOptimistic } from "@/client/optimistic";
import {
  type Review,
  type ReviewAt,
  type ReviewCard,
  type ReviewFilter,
  type ReviewPage,
  reviewQuery,
} from "@/client/reviews";
import type { Status } from "@/core/approvals/status";
import type { Phase } from "@/core/phases";

/** The review is known from the reply; the lists it stands in are asked for again. */
function takeOver(client: QueryClient, team: string, review: Review) {
  client.setQueryData(reviewQuery({ team, number: review.number }).queryKey, review);
  return renewAfterWrite(client, team, ...boardOf(team));
}

const boardOf = (team: string) =>
  ["reviews", "review-counts", "labels"].map((part) => ({ queryKey: ["team", team, part] }));

/** What a write does to a review wherever it is shown, so far as this page can tell before the server has answered. */
export function changeReview({ team, number }: ReviewAt, to: Partial<ReviewCard>): Change[] {
  const isIn = (filter: ReviewFilter | undefined) => {
    if (to.archivedAt !== undefined && (filter?.archived === "true") !== (to.archivedAt !== null)) return false;
    return !to.status || !filter?.status || filter.status.split(",").includes(to.status);
  };
  return [
    changeOf<Review>({ ...reviewQuery({ team, number }), exact: true }, (review) => ({ ...review, ...to })),
    ...[true, false].map((stays) =>
      changeOf<InfiniteData<ReviewPage>>(
        {
          queryKey: ["team", team, "reviews"],
          predicate: ({ queryKey }) => isIn(queryKey[3] as ReviewFilter | undefined) === stays,
        },
        (data) => ({
          ...data,
          pages: data.pages.map(({ items, ...page }) => ({
            ...page,
            items: stays
              ? items.map((card) => (card.number === number ? { ...card, ...to } : card))
              : items.filter((card) => card.number !== number),
          })),
        }),
      ),
    ),
  ];
}

/** What is known of a review once the server has taken a write; the next write names its revision. */
function takeReview(client: QueryClient, team: string, { id, template, createdAt, role, ...card }: Review): void {
  client.setQueryData(reviewQuery({ team, number: card.number }).queryKey, { ...card, id, template, createdAt, role });
  client.setQueriesData<InfiniteData<ReviewPage>>(
    { queryKey: ["team", team, "reviews"] },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (item.number === card.number ? card : item)),
        })),
      },
  );
}

/** Makes a review, empty or from a template. */
export function useCreateReview(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { title: string; template?: string }) =>
      api("POST /teams/{team}/reviews", { params: { team }, body, idempotencyKey: crypto.randomUUID() }),
    onSuccess: (review) => void takeOver(client, team, review),
  });
}

type Document = { text: string; format: "markdown" | "json"; filename: string };

/** What a document would become; makes nothing. */
export function usePreviewImport(team: string) {
  return useMutation({
    mutationFn: (body: Document) => api("POST /teams/{team}/import-preview", { params: { team }, body }),
  });
}

export type ImportPreview = Reply<"POST /teams/{team}/import-preview">;

/** Makes a review of a document. */
export function useImportReview(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Document & { title?: string }) =>
      api("POST /teams/{team}/import", { params: { team }, body, idempotencyKey: crypto.randomUUID() }),
    onSuccess: ({ review }) => void takeOver(client, team, review),
  });
}

export type ReviewDetails = {
  title: string;
  ownerId: string;
  labels: string[];
  dueOn: string | null;
  phase: Phase;
  reviewerIds: string[];
};

/** Changes the head of a review as of the revision that was seen. */
export function useUpdateReview({ team, number }: ReviewAt) {
  const client = useQueryClient();
  return useOptimistic({
    team,
    send: (body: Partial<ReviewDetails> & { revision: number }) =>
      api("PATCH /teams/{team}/reviews/{number}", { params: { team, number }, body }),
    // Names of people are the server's to say.
    changes: ({ ownerId: _, reviewerIds: __, revision: ___, ...details }) =>
      changeReview({ team, number }, shownDetails(details)),
    taken: (review) => takeReview(client, team, review),
    stale: () => boardOf(team),
  });
}

function shownDetails(details: Partial<Pick<ReviewDetails, "title" | "labels" | "dueOn" | "phase">>) {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined)) as typeof details;
}

/** Moves a review to another status. */
export function useMoveReview(team: string) {
  const client = useQueryClient();
  return useOptimistic({
    team,
    send: ({ number, ...body }: { number: number; to: Status; reason?: string; revision: number }) =>
      api("POST /teams/{team}/reviews/{number}/move", {
        params: { team, number },
        body,
        idempotencyKey: crypto.randomUUID(),
      }),
    changes: ({ number, to }) => changeReview({ team, number }, { status: to }),
    taken: (review) => takeReview(client, team, review),
    stale: () => boardOf(team),
  });
}

/** Takes a review from the board, or brings it back. */
export function useArchiveReview(team: string) {
  const client = useQueryClient();
  return useOptimistic({
    team,
    send: ({ number, ...body }: { number: number; archived: boolean; revision: number }) =>
      api("PUT /teams/{team}/reviews/{number}/archived", { params: { team, number }, body }),
    changes: ({ number, archived }) =>
      changeReview({ team, number }, { archivedAt: archived ? new Date().toISOString() : null }),
    taken: (review) => takeReview(client, team, review),
    stale: () => boardOf(team),
  });
}
