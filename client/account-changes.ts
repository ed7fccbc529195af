import { useMutation, useQueryClient } from "@tanstack/react-query";
import { accountQuery, sessionsQuery, tokensQuery } from "@/client/account";
import { api } from "@/client/api";

export type SignUp = { name: string; email: string; password: string; team?: string; invitation?: string };

/** Makes an account; signing in is a step of its own. */
export function useSignUp() {
  return useMutation({ mutationFn: (body: SignUp) => api("POST /sign-up", { body }) });
}

/** Joins a team with the token of an invitation; gives the team's slug. */
export function useAcceptInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: string) => api("POST /invitations/{token}/accept", { params: { token } }),
    onSuccess: () => client.invalidateQueries({ queryKey: accountQuery.queryKey }),
  });
}

export function useUpdateAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api("PATCH /account", { body: { name } }),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Signs out every other browser as well. */
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { current?: string; next: string }) => api("PUT /account/password", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: accountQuery.queryKey }),
  });
}

export function useRevokeSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api("DELETE /account/sessions/{id}", { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

export function useSignOutEverywhere() {
  return useMutation({ mutationFn: () => api("DELETE /account/sessions") });
}

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; scope: "read" | "write"; days: number }) =>
      api("POST /account/tokens", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api("DELETE /account/tokens/{id}", { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
}
