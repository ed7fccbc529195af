"use client";

import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { accountQuery } from "@/client/account";
import { type ReviewAt, reviewQuery } from "@/client/reviews";
import { teamQuery } from "@/client/teams";
import {
  useApplySuggestion,
  useDeleteComment,
  useEditComment,
  useMarkRead,
  useOpenThread,
  useReact,
  useReattachThread,
  useReopenThread,
  useReply,
  useResolveThread,
} from "@/client/thread-changes";
import { commentEditsQuery, threadQuery, threadsQuery } from "@/client/threads";
import { may, refusal } from "@/core/permissions";
import type { CommentsOptions, ThreadActions, ThreadSource } from "./thread-source";

/** The threads of a review as a member of its team reads and writes them. */
export function useMemberSource(at: ReviewAt): ThreadSource {
  const client = useQueryClient();
  const { data: review } = useSuspenseQuery(reviewQuery(at));
  const { data: account } = useSuspenseQuery(accountQuery);
  const { data: team } = useQuery(teamQuery(at.team));
  const threads = useQuery(threadsQuery(at));
  const actions = useMemberActions(at);
  const { role } = review;
  return {
    key: `${account.id}.${review.id}`,
    me: { kind: "member", id: account.id, name: account.name },
    refusals: {
      write: refusal(role, "thread.write"),
      resolve: refusal(role, "thread.write"),
      apply: refusal(role, "suggestion.apply"),
      reattach: refusal(role, "thread.write"),
    },
    canRemoveAll: may(role, "comment.remove"),
    people: team?.members ?? [],
    threads: {
      items: threads.data?.items ?? [],
      isComplete: threads.data !== undefined,
      error: threads.error,
      retry: () => void threads.refetch(),
    },
    // A page of the API holds what a page of the panel needs and more; only the names of the key differ in their types.
    comments: (thread) => threadQuery(at, thread) as unknown as CommentsOptions,
    edits: async (_thread, comment) => {
      const { items } = await client.fetchQuery(commentEditsQuery(at, comment));
      return items.toReversed();
    },
    actions,
  };
}

function useMemberActions(at: ReviewAt): ThreadActions {
  const open = useOpenThread(at).mutateAsync;
  const reply = useReply(at).mutateAsync;
  const edit = useEditComment(at).mutateAsync;
  const remove = useDeleteComment(at).mutateAsync;
  const react = useReact(at).mutateAsync;
  const resolve = useResolveThread(at).mutateAsync;
  const reopen = useReopenThread(at).mutateAsync;
  const reattach = useReattachThread(at).mutateAsync;
  const apply = useApplySuggestion(at).mutateAsync;
  const read = useMarkRead(at).mutateAsync;
  return {
    open,
    reply: (thread, input) => reply({ thread, ...input }).then(nothing),
    edit: (thread, { id, revision }, body) => edit({ thread, comment: id, body, revision }).then(nothing),
    remove: (thread, { id }) => remove({ thread, comment: id }).then(nothing),
    react: (thread, { id }, emoji, on) => react({ thread, comment: id, emoji, on }).then(nothing),
    resolve: ({ number, revision }, outcome) => resolve({ thread: number, outcome, revision }).then(nothing),
    reopen: ({ number, revision }) => reopen({ thread: number, revision }).then(nothing),
    reattach: ({ number, revision }, anchor) => reattach({ thread: number, anchor, revision }).then(nothing),
    apply: (thread, { id }) => apply({ thread, comment: id }).then(nothing),
    read: ({ number, lastEvent }) => read({ thread: number, event: lastEvent }).then(nothing),
  };
}

const nothing = () => {};
