import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callerFor } from "@/client/context";
import { sharedQuery } from "@/client/shared";

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
