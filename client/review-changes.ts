import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Reply } from "@/client/api";
import { type Review, type ReviewAt, reviewQuery } from "@/client/reviews";
import type { Status } from "@/core/approvals/status";
import type { Phase } from "@/core/phases";

/** The head of the review is known from the reply; the lists it stands in are asked for again. */
function takeOver(client: QueryClient, team: string, review: Review) {
  client.setQueryData(reviewQuery({ team, number: review.number }).queryKey, review);
  return refreshBoard(client, team);
}

function refreshBoard(client: QueryClient, team: string) {
  return Promise.all(
    ["reviews", "review-counts", "labels"].map((part) => client.invalidateQueries({ queryKey: ["team", team, part] })),
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
  return useMutation({
    mutationFn: (body: Partial<ReviewDetails> & { revision: number }) =>
      api("PATCH /teams/{team}/reviews/{number}", { params: { team, number }, body }),
    onSuccess: (review) => takeOver(client, team, review),
    onError: () => void refreshBoard(client, team),
  });
}

/** Moves a review to another status. */
export function useMoveReview(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ number, ...body }: { number: number; to: Status; reason?: string; revision: number }) =>
      api("POST /teams/{team}/reviews/{number}/move", {
        params: { team, number },
        body,
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: (review) => takeOver(client, team, review),
    onError: () => void refreshBoard(client, team),
  });
}

/** Takes a review from the board, or brings it back. */
export function useArchiveReview(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ number, ...body }: { number: number; archived: boolean; revision: number }) =>
      api("PUT /teams/{team}/reviews/{number}/archived", { params: { team, number }, body }),
    onSuccess: (review) => takeOver(client, team, review),
    onError: () => void refreshBoard(client, team),
  });
}
