import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callerFor } from "@/client/context";
import { sharedThreadsQuery } from "@/client/shared-threads";
import type { Anchor } from "@/core/comments/anchor";
import type { Reaction } from "@/core/comments/comment";

/** A change a guest makes in threads; afterwards the threads are asked for anew. */
function useSharedChange<Input, Result>(
  run: (call: ReturnType<typeof callerFor>, input: Input) => Promise<Result>,
): (input: Input) => Promise<Result> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(callerFor(client), input),
    onSettled: () => client.invalidateQueries({ queryKey: sharedThreadsQuery.queryKey }),
  }).mutateAsync;
}

export const useOpenSharedThread = () =>
  useSharedChange((call, body: { anchor: Anchor; body: string }) =>
    call("POST /shared/threads", { body, idempotencyKey: crypto.randomUUID() }),
  );

export const useReplyInSharedThread = () =>
  useSharedChange((call, { thread, body }: { thread: number; body: string }) =>
    call("POST /shared/threads/{thread}/comments", {
      params: { thread },
      body: { body },
      idempotencyKey: crypto.randomUUID(),
    }),
  );

export const useEditSharedComment = () =>
  useSharedChange((call, { comment, ...body }: { comment: string; body: string; revision: number }) =>
    call("PATCH /shared/comments/{comment}", { params: { comment }, body }),
  );

export const useDeleteSharedComment = () =>
  useSharedChange((call, comment: string) => call("DELETE /shared/comments/{comment}", { params: { comment } }));

export const useReactToSharedComment = () =>
  useSharedChange((call, { comment, emoji, on }: { comment: string; emoji: Reaction; on: boolean }) =>
    call("PUT /shared/comments/{comment}/reactions/{emoji}", { params: { comment, emoji }, body: { on } }),
  );
