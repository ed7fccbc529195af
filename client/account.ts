import { queryOptions } from "@tanstack/react-query";
import { callerFor } from "@/client/context";

/** Who is signed in, with their teams. */
export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: ({ client, signal }) => callerFor(client)("GET /account", { signal }),
  staleTime: 60_000,
});

export const sessionsQuery = queryOptions({
  queryKey: ["account", "sessions"],
  queryFn: ({ client, signal }) => callerFor(client)("GET /account/sessions", { signal }),
});

export const tokensQuery = queryOptions({
  queryKey: ["account", "tokens"],
  queryFn: ({ client, signal }) => callerFor(client)("GET /account/tokens", { signal }),
});

export const signUpStateQuery = queryOptions({
  queryKey: ["sign-up"],
  queryFn: ({ client, signal }) => callerFor(client)("GET /sign-up", { signal }),
});

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: ({ client, signal }) => callerFor(client)("GET /invitations/{token}", { params: { token }, signal }),
  });
