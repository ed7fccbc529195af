import { queryOptions } from "@tanstack/react-query";
import { callerFor } from "@/client/context";

export const teamQuery = (team: string) =>
  queryOptions({
    queryKey: ["team", team],
    queryFn: ({ client, signal }) => callerFor(client)("GET /teams/{team}", { params: { team }, signal }),
    staleTime: 60_000,
  });

export const invitationsQuery = (team: string) =>
  queryOptions({
    queryKey: ["team", team, "invitations"],
    queryFn: ({ client, signal }) => callerFor(client)("GET /teams/{team}/invitations", { params: { team }, signal }),
  });
