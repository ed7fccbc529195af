import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { createCaller, type Reply } from "@/client/api";
import { callerFor, createQueryClient } from "@/client/context";

export type Shared = Reply<"GET /shared">;
export type SharedVersion = NonNullable<Shared["version"]>;

/** The header that carries a link's token to the API. */
export const shareHeader = "Lintel-Share";

/** A query client whose requests carry the token of a share link, in a header: addresses are kept in logs and histories. */
export function createShareClient(token: string): QueryClient {
  const caller = createCaller(
    (request) => fetch(request),
    () => window.location.origin,
    { [shareHeader]: token },
  );
  return createQueryClient(caller);
}

/** What the link shows; asked again when its line says that it changed. */
export const sharedQuery = queryOptions({
  queryKey: ["shared"],
  queryFn: ({ client, signal }) => callerFor(client)("GET /shared", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Gives the password of a link; the page is to be loaded anew then, and this browser's cookie opens it. */
export function useUnlock() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => callerFor(client)("POST /shared/unlock", { body: { password } }),
  });
}

export function useCountView() {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => callerFor(client)("POST /shared/views") });
}

/** Gives a name, to write comments under. */
export function useJoinAsGuest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      callerFor(client)("POST /shared/guest", { body: { name }, idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => client.invalidateQueries({ queryKey: sharedQuery.queryKey }),
  });
}
