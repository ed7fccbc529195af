import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/client/api";
import { renewAfterWrite } from "@/client/live-state";
import { type ReviewAt, reviewQuery } from "@/client/reviews";
import { versionsQuery } from "@/client/versions";

/** Publishes the draft as it is saved. */
export function usePublishVersion({ team, number }: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (message: string) =>
      api("POST /teams/{team}/reviews/{number}/versions", {
        params: { team, number },
        body: { message },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: () => refreshReview(client, { team, number }),
  });
}

/** Makes the draft equal to a version. */
export function useRestoreVersion({ team, number }: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (version: number) =>
      api("POST /teams/{team}/reviews/{number}/versions/{version}/restore", {
        params: { team, number, version },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: () => refreshReview(client, { team, number }),
  });
}

function refreshReview(client: ReturnType<typeof useQueryClient>, at: ReviewAt) {
  return renewAfterWrite(
    client,
    at.team,
    { queryKey: versionsQuery(at).queryKey },
    { queryKey: reviewQuery(at).queryKey, exact: true },
    { queryKey: ["review", at.team, at.number, "events"] },
    { queryKey: ["team", at.team, "reviews"] },
  );
}
