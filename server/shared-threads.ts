import { and, eq, type SQL } from "drizzle-orm";
import type { Anchor } from "@/core/comments/anchor";
import type { Author, Reaction } from "@/core/comments/comment";
import { withoutMentions } from "@/core/comments/mentions";
import { LintelError, notFound } from "@/core/errors";
import { comments, threads } from "@/db/schema";
import { attemptLimits, takeAttempt } from "@/server/attempts";
import { deleteCommentIn, editCommentIn, reactIn, replyIn } from "@/server/comments";
import type { Context } from "@/server/context";
import { loadShared, type Shared, type Visitor, veil } from "@/server/shared";
import { type Comment, findSharedThreads, type Thread } from "@/server/thread-rows";
import { openThreadIn, threadIn } from "@/server/threads";

// What guests write calls nobody: they do not know the members, and may not have the server write to them.

/**
 * Whether a thread is part of what a link shows: one that this guest opened, or, where the link shows threads, one that was
 * opened on the version it shows. Threads on the draft and on other versions quote texts that the link does not show.
 */
export function isShared(
  { link, version, guest }: Pick<Shared, "link" | "version" | "guest">,
  thread: { version: number | null; guestId: string | null },
): boolean {
  if (guest && thread.guestId === guest.id) return true;
  return link.showsThreads && thread.version !== null && thread.version === version;
}

/** A page of the threads that a link shows, by number, each with its first comment. */
export async function listSharedThreads(
  context: Context,
  visitor: Visitor,
  page: { cursor?: string | undefined; limit: number },
) {
  const shared = await loadShared(context, visitor);
  const { link, review, guest } = shared;
  const version = link.showsThreads ? shared.version : null;
  const after = page.cursor && /^\d{1,9}$/.test(page.cursor) ? Number(page.cursor) : 0;
  const which = { reviewId: review.id, version, guestId: guest?.id ?? null };
  const rows = await findSharedThreads(context, which, { after, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  return {
    items: shown.map((thread) => veilThread(shared, thread)),
    next: rows.length > page.limit ? String(shown.at(-1)?.number) : null,
  };
}

/** One of them with a page of its comments, as `readThread` gives it to members. */
export async function readSharedThread(
  context: Context,
  visitor: Visitor,
  number: number,
  page: { cursor?: string | undefined; limit: number },
) {
  const shared = await loadShared(context, visitor);
  await assertShared(context, shared, eq(threads.number, number), "thread");
  const read = await threadIn(context, shared.review.id, { number, userId: null }, page);
  return {
    ...read,
    thread: veilThread(shared, read.thread),
    comments: read.comments.map((comment) => veilComment(shared, comment)),
  };
}

/** Opens a thread on the version that the link shows. */
export async function openSharedThread(context: Context, visitor: Visitor, input: { anchor: Anchor; body: string }) {
  const { shared, author } = await loadGuest(context, visitor);
  const { version } = shared;
  if (version === null) throw new LintelError("conflict", "There is no version to comment on yet.");
  if (input.anchor.kind === "question") throw invalid("anchor", "The checklists are not part of what is shared.");
  await assertPatient(context, author);
  const thread = await openThreadIn(context, shared, author, { ...input, body: withoutMentions(input.body), version });
  return veilThread(shared, thread);
}

export async function replyInSharedThread(context: Context, visitor: Visitor, number: number, input: { body: string }) {
  const { shared, author } = await loadGuest(context, visitor);
  await assertShared(context, shared, eq(threads.number, number), "thread");
  await assertPatient(context, author);
  return veilComment(shared, await replyIn(context, shared, author, number, { body: withoutMentions(input.body) }));
}

export async function editSharedComment(
  context: Context,
  visitor: Visitor,
  comment: string,
  input: { body: string; revision: number },
) {
  const { shared, author } = await loadGuest(context, visitor);
  await assertShared(context, shared, eq(comments.id, comment), "comment");
  const change = { ...input, body: withoutMentions(input.body) };
  return veilComment(shared, await editCommentIn(context, shared, author, comment, change));
}

export async function deleteSharedComment(context: Context, visitor: Visitor, comment: string) {
  const { shared, author } = await loadGuest(context, visitor);
  await assertShared(context, shared, eq(comments.id, comment), "comment");
  const othersBlocker = "Guests may delete their own comments.";
  return veilComment(shared, await deleteCommentIn(context, shared, author, comment, othersBlocker));
}

export async function reactToSharedComment(
  context: Context,
  visitor: Visitor,
  at: { comment: string; emoji: Reaction },
  on: boolean,
) {
  const { shared, author } = await loadGuest(context, visitor);
  await assertShared(context, shared, eq(comments.id, at.comment), "comment");
  return veilComment(shared, await reactIn(context, shared, author, at, on));
}

/** What the link leads to for somebody who may write there, and as whom. */
async function loadGuest(context: Context, visitor: Visitor): Promise<{ shared: Shared; author: Author }> {
  const shared = await loadShared(context, visitor);
  if (!shared.link.mayComment) throw new LintelError("forbidden", "This link is for reading.");
  if (!shared.guest) throw new LintelError("forbidden", "Say who you are first.");
  return { shared, author: { kind: "guest", id: shared.guest.id, name: shared.guest.name } };
}

/** A thread, or the thread of a comment, that is not part of what the link shows does not exist. */
async function assertShared(context: Context, shared: Shared, where: SQL, noun: string): Promise<void> {
  const rows = await context.db
    .select({ version: threads.version, guestId: threads.guestId })
    .from(threads)
    .innerJoin(comments, eq(comments.threadId, threads.id))
    .where(and(where, eq(threads.reviewId, shared.review.id)))
    .limit(1);
  if (!rows.some((thread) => isShared(shared, thread))) throw notFound(noun);
}

/** Keeps one guest from flooding a review, whatever their address. */
async function assertPatient(context: Context, author: Author): Promise<void> {
  const attempt = await takeAttempt(context, [{ key: `comments:${author.id}`, most: attemptLimits.comments }]);
  if ("minutes" in attempt)
    throw new LintelError("rate_limited", `You have written a lot. Wait ${attempt.minutes} minutes.`, {
      retryAfter: attempt.minutes * 60,
    });
}

const invalid = (path: string, message: string) => new LintelError("invalid", message, { fields: [{ path, message }] });

type Person = { id: string; name: string };

function veilThread(shared: Pick<Shared, "link">, thread: Thread): Thread {
  return {
    ...thread,
    author: veilPerson(shared, thread.author),
    resolvedBy: thread.resolvedBy && veilPerson(shared, thread.resolvedBy),
    first: veilComment(shared, thread.first),
  };
}

function veilComment(shared: Pick<Shared, "link">, comment: Comment): Comment {
  return {
    ...comment,
    body: withoutMentions(comment.body),
    mentions: [],
    author: veilPerson(shared, comment.author),
    appliedBy: comment.appliedBy && veilPerson(shared, comment.appliedBy),
    deletedBy: comment.deletedBy && veilPerson(shared, comment.deletedBy),
    reactions: Object.fromEntries(
      Object.entries(comment.reactions).map(([emoji, who]) => [emoji, who.map((person) => veilPerson(shared, person))]),
    ),
  };
}

/** Names are seen, ids are not. */
function veilPerson<P extends Person>({ link }: Pick<Shared, "link">, person: P): P {
  return { ...person, id: veil(link, person.id) };
}
