"use client";

import { useQuery } from "@tanstack/react-query";
import type { Shared } from "@/client/shared";
import {
  useDeleteSharedComment,
  useEditSharedComment,
  useOpenSharedThread,
  useReactToSharedComment,
  useReplyInSharedThread,
} from "@/client/shared-thread-changes";
import { sharedThreadQuery, sharedThreadsQuery } from "@/client/shared-threads";
import type { CommentsOptions, ThreadActions, ThreadSource } from "@/components/comments/thread-source";

const notHere = "This is for members of the team.";

/**
 * The threads of a link as its guest reads and writes them. `join` makes sure that the guest has given a name before something is
 * written, and throws where they would rather not.
 */
export function useGuestSource(shared: Shared, join: () => Promise<void>): ThreadSource {
  const threads = useQuery(sharedThreadsQuery);
  const actions = useGuestActions(join);
  return {
    key: `${shared.guest?.id ?? "guest"}.${shared.key}`,
    me: shared.guest && { kind: "guest", ...shared.guest },
    refusals: {
      write: shared.mayComment ? null : "This link is for reading.",
      resolve: notHere,
      apply: notHere,
      reattach: notHere,
    },
    canRemoveAll: false,
    people: [],
    threads: {
      items: threads.data ?? [],
      isComplete: threads.data !== undefined,
      error: threads.error,
      retry: () => void threads.refetch(),
    },
    // A page of the API holds what a page of the panel needs and more; only the names of the key differ in their types.
    comments: (thread) => sharedThreadQuery(thread) as unknown as CommentsOptions,
    edits: null,
    actions,
  };
}

function useGuestActions(join: () => Promise<void>): ThreadActions {
  const open = useOpenSharedThread();
  const reply = useReplyInSharedThread();
  const edit = useEditSharedComment();
  const remove = useDeleteSharedComment();
  const react = useReactToSharedComment();
  const refuse = async () => {
    throw new Error(notHere);
  };
  return {
    open: async ({ anchor, body }) => {
      await join();
      return open({ anchor, body });
    },
    reply: async (thread, { body }) => {
      await join();
      await reply({ thread, body });
    },
    edit: async (_thread, { id, revision }, body) => void (await edit({ comment: id, body, revision })),
    remove: async (_thread, { id }) => void (await remove(id)),
    react: async (_thread, { id }, emoji, on) => {
      await join();
      await react({ comment: id, emoji, on });
    },
    resolve: refuse,
    reopen: refuse,
    reattach: refuse,
    apply: null,
    read: async () => {},
  };
}
