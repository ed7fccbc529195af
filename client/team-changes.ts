import { useMutation, useQueryClient } from "@tanstack/react-query";
import { accountQuery } from "@/client/account";
import { api } from "@/client/api";
import { invitationsQuery, teamQuery } from "@/client/teams";
import type { Role } from "@/core/permissions";

export function useCreateTeam() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api("POST /teams", { body: { name }, idempotencyKey: crypto.randomUUID() }),
    onSuccess: (team) => {
      client.setQueryData(teamQuery(team.slug).queryKey, team);
      return client.invalidateQueries({ queryKey: accountQuery.queryKey, exact: true });
    },
  });
}

export function useUpdateTeam(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name?: string; targets?: Record<string, number>; isPublic?: boolean; revision: number }) =>
      api("PATCH /teams/{team}", { params: { team }, body }),
    onSuccess: (changed) => {
      client.setQueryData(teamQuery(team).queryKey, changed);
      return client.invalidateQueries({ queryKey: accountQuery.queryKey, exact: true });
    },
    onError: () => void client.invalidateQueries({ queryKey: teamQuery(team).queryKey, exact: true }),
  });
}

/** Gives a member another role; `null` takes them out of the team. */
export function useChangeMember(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ userId, to }: { userId: string; to: Role | null }): Promise<void> => {
      const params = { team, userId };
      if (to === null) await api("DELETE /teams/{team}/members/{userId}", { params });
      else await api("PUT /teams/{team}/members/{userId}", { params, body: { role: to } });
    },
    onSettled: () => client.invalidateQueries({ queryKey: teamQuery(team).queryKey, exact: true }),
  });
}

export function useCreateInvitation(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { role: Role; email?: string; days: number }) =>
      api("POST /teams/{team}/invitations", { params: { team }, body, idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => client.invalidateQueries({ queryKey: invitationsQuery(team).queryKey }),
  });
}

export function useRevokeInvitation(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api("DELETE /teams/{team}/invitations/{id}", { params: { team, id } }),
    onSettled: () => client.invalidateQueries({ queryKey: invitationsQuery(team).queryKey }),
  });
}
