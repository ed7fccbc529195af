import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { createCaller, type Reply } from "@/client/api";
import { callerFor, createQueryClient } from "@/client/context";
import { shareHeader } from "@/core/live";

export type Shared = Reply<"GET /shared">;
export type SharedVersion = NonNullable<Shared["version"]>;

/** A query client whose requests carry the token of a share link, in a header: addresses are kept in logs and histories. */
export function createShareClient(token: string): QueryClient {
  const caller = createCaller(
    (request) => fetch(request),
    () => window.location.origin,
    { [shareHeader]: token },
  );
  return createQueryClient(caller);
}

/** Whether a text can be a link's token, which is letters, digits, `-` and `_`. */
export const isShareToken = (text: string) => /^[\w-]{1,100}$/.test(text);

/** What the link shows; asked again when its line says that it changed. */
export const sharedQuery = queryOptions({
  queryKey: ["shared"],
  queryFn: ({ client, signal }) => callerFor(client)("GET /shared", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
