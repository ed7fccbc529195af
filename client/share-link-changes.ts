import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/client/api";
import type { ReviewAt } from "@/client/reviews";
import { shareLinksQuery } from "@/client/share-links";
import type { Api } from "@/server/api/routes";

export type NewShareLink = NonNullable<Api["POST /teams/{team}/reviews/{number}/share-links"]["body"]>;
export type ShareLinkChange = NonNullable<Api["PATCH /teams/{team}/reviews/{number}/share-links/{id}"]["body"]>;

/** Makes a link; the reply has its token, which is given only now. */
export function useCreateShareLink(at: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewShareLink) =>
      api("POST /teams/{team}/reviews/{number}/share-links", {
        params: at,
        body,
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: shareLinksQuery(at).queryKey }),
  });
}

export function useUpdateShareLink(at: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: ShareLinkChange & { id: string }) =>
      api("PATCH /teams/{team}/reviews/{number}/share-links/{id}", { params: { ...at, id }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: shareLinksQuery(at).queryKey }),
  });
}

export function useRevokeShareLink(at: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      api("POST /teams/{team}/reviews/{number}/share-links/{id}/revoke", { params: { ...at, id } }),
    onSettled: () => client.invalidateQueries({ queryKey: shareLinksQuery(at).queryKey }),
  });
}

export function useRemoveGuest(at: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, guest }: { id: string; guest: string }) =>
      api("POST /teams/{team}/reviews/{number}/share-links/{id}/guests/{guest}/remove", {
        params: { ...at, id, guest },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: shareLinksQuery(at).queryKey }),
  });
}
