import {
  type InfiniteData,
  type QueryClient,
  type QueryFilters,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { accountQuery } from "@/client/account";
import { api } from "@/client/api";
import { type Change, changeOf, useOptimistic } from "@/client/optimistic";
import { type ReviewAt, reviewQuery } from "@/client/reviews";
import {
  type Comment,
  commentEditsQuery,
  type Thread,
  type ThreadList,
  type ThreadPage,
  threadQuery,
  threadsQuery,
} from "@/client/threads";
import type { Anchor, Suggestion } from "@/core/comments/anchor";
import type { Reaction } from "@/core/comments/comment";
import type { Outcome } from "@/core/comments/outcome";

/** A comment and the number of the thread it stands in. */
type CommentAt = { thread: number; comment: string };

export type CommentDraft = { body: string; suggestion?: Suggestion | null };

/** Opens a thread. */
export function useOpenThread(at: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CommentDraft & { anchor: Anchor; version?: number | null }) =>
      api("POST /teams/{team}/reviews/{number}/threads", {
        params: at,
        body,
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: (thread) => takeThread(client, at, thread),
  });
}

/** Replies in a thread. */
export function useReply(at: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ thread, ...body }: CommentDraft & { thread: number }) =>
      api("POST /teams/{team}/reviews/{number}/threads/{thread}/comments", {
        params: { ...at, thread },
        body,
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: (comment, { thread }) => {
      const { event, createdAt } = comment;
      const count = ({ comments }: Thread) => ({ comments: comments + 1, lastEvent: event, lastCommentAt: createdAt });
      changeThread(client, at, thread, (known) =>
        known.lastEvent < event ? { ...known, ...count(known), isUnread: false } : known,
      );
      changePages(client, at, thread, (pages) =>
        pages.map((page, index) =>
          index === 0 && !page.comments.some(({ id }) => id === comment.id)
            ? { ...page, comments: [...page.comments, comment] }
            : page,
        ),
      );
    },
  });
}

/** Changes the text of one's own comment, as of the revision that was seen. */
export function useEditComment(at: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ thread: _, comment, ...body }: CommentAt & { body: string; revision: number }) =>
      api("PATCH /teams/{team}/reviews/{number}/comments/{comment}", { params: { ...at, comment }, body }),
    onSuccess: (comment, { thread }) => {
      takeComment(client, at, thread, comment);
      return client.invalidateQueries({ queryKey: commentEditsQuery(at, comment.id).queryKey });
    },
    onError: (_error, { thread }) => void refreshThread(client, at, thread),
  });
}

/** Deletes a comment; its trace stays. */
export function useDeleteComment(at: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ comment }: CommentAt) =>
      api("DELETE /teams/{team}/reviews/{number}/comments/{comment}", { params: { ...at, comment } }),
    onSuccess: (comment, { thread }) => {
      takeComment(client, at, thread, comment);
      return refreshThread(client, at, thread);
    },
  });
}

/** Adds or takes back a reaction. */
export function useReact(at: ReviewAt) {
  const client = useQueryClient();
  return useOptimistic({
    team: at.team,
    send: ({ comment, emoji, on }: CommentAt & { emoji: Reaction; on: boolean }) =>
      api("PUT /teams/{team}/reviews/{number}/comments/{comment}/reactions/{emoji}", {
        params: { ...at, comment, emoji },
        body: { on },
      }),
    changes: ({ thread, comment, emoji, on }) => {
      const me = client.getQueryData(accountQuery.queryKey);
      return me ? commentChanges(at, thread, comment, (known) => withReaction(known, emoji, me, on)) : [];
    },
    taken: (comment, { thread }) => takeComment(client, at, thread, comment),
    stale: () => [],
  });
}

function withReaction(comment: Comment, emoji: Reaction, me: { id: string; name: string }, on: boolean): Comment {
  const others = (comment.reactions[emoji] ?? []).filter(({ id }) => id !== me.id);
  const people = on ? [...others, { id: me.id, name: me.name }] : others;
  return { ...comment, reactions: { ...comment.reactions, [emoji]: people } };
}

/**
 * Makes the change that a comment suggests; it arrives in the draft as everybody's edits do. Sent without a key: applying twice
 * changes nothing the second time.
 */
export function useApplySuggestion(at: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ comment }: CommentAt) =>
      api("POST /teams/{team}/reviews/{number}/comments/{comment}/apply", { params: { ...at, comment } }),
    onSuccess: (comment, { thread }) => takeComment(client, at, thread, comment),
    onError: (_error, { thread }) => void refreshThread(client, at, thread),
  });
}

/** Resolves a thread with an outcome, as of the revision that was seen. */
export function useResolveThread(at: ReviewAt) {
  const client = useQueryClient();
  return useOptimistic({
    team: at.team,
    send: ({ thread, ...body }: { thread: number; outcome: Outcome; revision: number }) =>
      api("POST /teams/{team}/reviews/{number}/threads/{thread}/resolve", { params: { ...at, thread }, body }),
    changes: ({ thread, outcome }) =>
      threadChanges(at, thread, (known) => ({ ...known, outcome, resolvedAt: new Date().toISOString() })),
    taken: (thread) => takeThread(client, at, thread),
    stale: ({ thread }) => threadQueries(at, thread),
  });
}

/** Opens a resolved thread again. */
export function useReopenThread(at: ReviewAt) {
  const client = useQueryClient();
  return useOptimistic({
    team: at.team,
    send: ({ thread, ...body }: { thread: number; revision: number }) =>
      api("POST /teams/{team}/reviews/{number}/threads/{thread}/reopen", { params: { ...at, thread }, body }),
    changes: ({ thread }) =>
      threadChanges(at, thread, (known) => ({ ...known, outcome: null, resolvedAt: null, resolvedBy: null })),
    taken: (thread) => takeThread(client, at, thread),
    stale: ({ thread }) => threadQueries(at, thread),
  });
}

/** Attaches a thread to another place. */
export function useReattachThread(at: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ thread, ...body }: { thread: number; anchor: Anchor; revision: number }) =>
      api("PUT /teams/{team}/reviews/{number}/threads/{thread}/anchor", { params: { ...at, thread }, body }),
    onSuccess: (thread) => takeThread(client, at, thread),
    onError: (_error, { thread }) => void refreshThread(client, at, thread),
  });
}

/** Notes how far one has read a thread. */
export function useMarkRead(at: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ thread, event }: { thread: number; event: number }) =>
      api("PUT /teams/{team}/reviews/{number}/threads/{thread}/read", { params: { ...at, thread }, body: { event } }),
    onSuccess: (_nothing, { thread, event }) =>
      changeThread(client, at, thread, (known) => (known.lastEvent <= event ? { ...known, isUnread: false } : known)),
  });
}

/** Notes that one has read everything up to the newest change that was seen. */
export function useMarkAllRead(at: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (event: number) =>
      api("PUT /teams/{team}/reviews/{number}/threads/read", { params: at, body: { event } }),
    onSuccess: () => client.invalidateQueries({ queryKey: threadsQuery(at).queryKey, exact: true }),
  });
}

/** A thread as the server has just answered it. */
function takeThread(client: QueryClient, at: ReviewAt, thread: Thread): void {
  client.setQueryData<ThreadList>(threadsQuery(at).queryKey, (list) => {
    if (!list) return list;
    const items = [...list.items.filter(({ number }) => number !== thread.number), thread];
    return { ...list, items: items.sort((a, b) => a.number - b.number) };
  });
  changePages(client, at, thread.number, (pages) => pages.map((page) => ({ ...page, thread })));
  void client.invalidateQueries({ queryKey: reviewQuery(at).queryKey, exact: true });
}

function changeThread(client: QueryClient, at: ReviewAt, number: number, change: (thread: Thread) => Thread): void {
  client.setQueryData<ThreadList>(threadsQuery(at).queryKey, (list) =>
    list ? { ...list, items: list.items.map((thread) => (thread.number === number ? change(thread) : thread)) } : list,
  );
  changePages(client, at, number, (pages) => pages.map((page) => ({ ...page, thread: change(page.thread) })));
}

function takeComment(client: QueryClient, at: ReviewAt, thread: number, comment: Comment): void {
  changeThread(client, at, thread, (known) => (known.first.id === comment.id ? { ...known, first: comment } : known));
  changePages(client, at, thread, (pages) =>
    pages.map((page) => ({
      ...page,
      comments: page.comments.map((known) => (known.id === comment.id ? comment : known)),
    })),
  );
}

function changePages(
  client: QueryClient,
  at: ReviewAt,
  thread: number,
  change: (pages: ThreadPage[]) => ThreadPage[],
): void {
  client.setQueryData<InfiniteData<ThreadPage, string>>(threadQuery(at, thread).queryKey, (data) =>
    data ? { ...data, pages: change(data.pages) } : data,
  );
}

const threadQueries = (at: ReviewAt, thread: number): QueryFilters[] => [
  { queryKey: threadsQuery(at).queryKey, exact: true },
  { queryKey: threadQuery(at, thread).queryKey },
  { queryKey: reviewQuery(at).queryKey, exact: true },
];

function refreshThread(client: QueryClient, at: ReviewAt, thread: number) {
  return Promise.all(threadQueries(at, thread).map((stale) => client.invalidateQueries(stale)));
}

/** What a write does to a thread wherever it is shown, before the server has answered. */
function threadChanges(at: ReviewAt, number: number, change: (thread: Thread) => Thread): Change[] {
  return [
    changeOf<ThreadList>(
      { queryKey: threadsQuery(at).queryKey, exact: true },
      (list) => withThread(list, number, change),
      // Asked for again, the list brings only what changed on the server, which is not what was refused.
      (list, { items }) => withThread(list, number, (now) => items.find((thread) => thread.number === number) ?? now),
    ),
    changeOf<InfiniteData<ThreadPage>>({ queryKey: threadQuery(at, number).queryKey, exact: true }, (data) => ({
      ...data,
      pages: data.pages.map((page) => ({ ...page, thread: change(page.thread) })),
    })),
  ];
}

const withThread = (list: ThreadList, number: number, change: (thread: Thread) => Thread): ThreadList => ({
  ...list,
  items: list.items.map((thread) => (thread.number === number ? change(thread) : thread)),
});

function commentChanges(at: ReviewAt, thread: number, id: string, change: (comment: Comment) => Comment): Change[] {
  const inThread = (known: Thread) => (known.first.id === id ? { ...known, first: change(known.first) } : known);
  return [
    ...threadChanges(at, thread, inThread),
    changeOf<InfiniteData<ThreadPage>>({ queryKey: threadQuery(at, thread).queryKey, exact: true }, (data) => ({
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        comments: page.comments.map((comment) => (comment.id === id ? change(comment) : comment)),
      })),
    })),
  ];
}
