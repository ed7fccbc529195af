"use client";

import type { InfiniteData, UseInfiniteQueryOptions } from "@tanstack/react-query";
import { createContext, use } from "react";
import type { ApiError } from "@/client/api";
import type { Anchor, Suggestion } from "@/core/comments/anchor";
import type { Reaction } from "@/core/comments/comment";
import type { Outcome } from "@/core/comments/outcome";

export type Author = { kind: "member" | "guest"; id: string; name: string };
export type Person = { id: string; name: string };

export type ThreadComment = {
  id: string;
  /** Number of the event that announced it: the order of comments. */
  event: number;
  author: Author;
  /** Markdown; empty once deleted. */
  body: string;
  suggestion: Suggestion | null;
  appliedAt: string | null;
  /** By emoji, who. */
  reactions: Record<string, Person[]>;
  createdAt: string;
  editedAt: string | null;
  deletedAt: string | null;
  revision: number;
};

export type Thread = {
  id: string;
  /** In its review: the permalink. */
  number: number;
  anchor: Anchor;
  /** The version it was opened on; null for the draft. */
  version: number | null;
  author: Author;
  outcome: Outcome | null;
  resolvedAt: string | null;
  resolvedBy: Person | null;
  comments: number;
  lastEvent: number;
  isUnread: boolean;
  createdAt: string;
  lastCommentAt: string;
  revision: number;
  first: ThreadComment;
};

/** One page of a thread's comments, newest last; `earlier` leads to those before it. */
export type CommentPage = { comments: ThreadComment[]; earlier: string | null };
export type CommentsOptions = UseInfiniteQueryOptions<
  CommentPage,
  ApiError,
  InfiniteData<CommentPage, string>,
  readonly unknown[],
  string
>;

export type NewComment = { body: string; suggestion?: Suggestion };
export type NewThread = NewComment & { anchor: Anchor; version: number | null };
/** A text of a comment that an edit replaced. */
export type FormerBody = { body: string; replacedAt: string };

/** What can be done with threads. Each call answers when the server has it and throws the reason when it refused. */
export type ThreadActions = {
  open: (input: NewThread) => Promise<Thread>;
  reply: (thread: number, input: NewComment) => Promise<void>;
  edit: (thread: number, comment: ThreadComment, body: string) => Promise<void>;
  remove: (thread: number, comment: ThreadComment) => Promise<void>;
  react: (thread: number, comment: ThreadComment, emoji: Reaction, on: boolean) => Promise<void>;
  resolve: (thread: Thread, outcome: Outcome) => Promise<void>;
  reopen: (thread: Thread) => Promise<void>;
  reattach: (thread: Thread, anchor: Anchor) => Promise<void>;
  /** Null where suggestions are only shown. */
  apply: ((thread: number, comment: ThreadComment) => Promise<void>) | null;
  read: (thread: Thread) => Promise<void>;
};

/** What somebody may do with threads, as the sentence why not; `null` where they may. */
export type ThreadRefusals = {
  write: string | null;
  resolve: string | null;
  apply: string | null;
  reattach: string | null;
};

/**
 * Where threads come from and go to: the members' API, or that of a share link. Everything under a `ThreadsProvider` speaks to
 * this alone.
 */
export type ThreadSource = {
  /** Names what this device keeps of unsent texts: the person and the review. */
  key: string;
  me: Author | null;
  refusals: ThreadRefusals;
  /** Whether comments of others may be removed. */
  canRemoveAll: boolean;
  /** Who can be mentioned. */
  people: readonly Person[];
  threads: {
    items: readonly Thread[];
    isComplete: boolean;
    error: ApiError | null;
    retry: () => void;
  };
  comments: (thread: number) => CommentsOptions;
  /** Null where what a comment said before stays untold. */
  edits: ((thread: number, comment: string) => Promise<FormerBody[]>) | null;
  actions: ThreadActions;
};

export const ThreadSourceContext = createContext<ThreadSource | null>(null);

export function useThreadSource(): ThreadSource {
  const source = use(ThreadSourceContext);
  if (!source) throw new Error("Threads are shown outside of a ThreadsProvider.");
  return source;
}
