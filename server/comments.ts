import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Suggestion } from "@/core/comments/anchor";
import { type Author, type Reaction, reactions } from "@/core/comments/comment";
import { LintelError, notFound } from "@/core/errors";
import type { NewEvent } from "@/core/events";
import { may, refusal } from "@/core/permissions";
import type { Transaction } from "@/db/connection";
import { commentEdits, comments, members, threads } from "@/db/schema";
import { loadReview } from "@/server/access";
import type { Actor } from "@/server/actor";
import { batchedWrite } from "@/server/batch";
import { checkedComment, type NewComment } from "@/server/comment-input";
import type { Context } from "@/server/context";
import { eventChannel } from "@/server/publish";
import { type Comment, findComment } from "@/server/thread-rows";
import {
  assertAtWork,
  countOpen,
  type Inside,
  memberOf,
  publishAbout,
  type ReviewAt,
  type ThreadAt,
  type ThreadRow,
} from "@/server/threads";

export type CommentAt = ReviewAt & { comment: string };
type CommentRow = typeof comments.$inferSelect;

/** Adds a comment to a thread. */
export async function reply(context: Context, actor: Actor, at: ThreadAt, input: NewComment): Promise<Comment> {
  const inside = await loadReview(context, actor, at, "thread.write");
  return replyIn(context, inside, memberOf(actor), at.thread, input);
}

/** The same for anybody who is known to be allowed to write in the review. */
export async function replyIn(
  context: Context,
  { review, team }: Inside,
  author: Author,
  thread: number,
  input: NewComment,
): Promise<Comment> {
  assertAtWork(review);
  const { body, suggestion, mentions } = checkedComment(input);
  const isMember = author.kind === "member";
  const stored = await storeReply(context.db, team.id, {
    review_id: review.id,
    thread,
    user_id: isMember ? author.id : null,
    guest_id: isMember ? null : author.id,
    guest: isMember ? null : author.name,
    body,
    suggestion,
    mentions,
  });
  if (!stored) throw notFound("thread");
  return {
    ...stored,
    author,
    body,
    suggestion,
    appliedAt: null,
    appliedBy: null,
    reactions: {},
    editedAt: null,
    deletedAt: null,
    deletedBy: null,
    revision: 1,
  };
}

/** A reply as the statement below reads it: names are those of its columns. */
type NewReply = {
  review_id: string;
  thread: number;
  user_id: string | null;
  guest_id: string | null;
  guest: string | null;
  body: string;
  suggestion: Suggestion | null;
  mentions: string[];
};
type StoredReply = { id: string; event: number; mentions: string[]; createdAt: Date };

/**
 * Stores replies of one team with their events, each numbered in the order given; undefined for one to a thread that is not
 * there. One statement: the threads are locked before the team's log, as everywhere, so that two writers never wait for each other,
 * and the log is locked for no round trip. (Locks leave the keys alone, because a read mark refers to its thread, and a person
 * marks a thread as read while their reply to it is on its way.) Replies that come while others are being committed are stored together. One under
 * nothing but deleted comments makes its thread count as open again. Who replies has read the thread.
 */
const storeReply = batchedWrite(async (db, teamId, replies: NewReply[]): Promise<(StoredReply | undefined)[]> => {
  const given = JSON.stringify(replies.map((reply, place) => ({ ...reply, place })));
  const rows = await db.execute<{
    place: number;
    id: string;
    event: string;
    mentions: string[];
    createdAt: string;
  }>(sql`
    with given as materialized (
      select g.*, uuidv7() as comment_id, array(
        select m.user_id from unnest(g.mentions) with ordinality as named (id, nth)
        join members m on m.team_id = ${teamId}::uuid and m.user_id = named.id order by nth) as called
      from jsonb_to_recordset(${given}::text::jsonb) as g (place int, review_id uuid, thread int, user_id uuid, guest_id uuid,
        guest text, body text, suggestion jsonb, mentions uuid[])
    ), locked as materialized (
      select id, review_id, number, comments, outcome from threads
      where (review_id, number) in (select review_id, thread from given) order by id for no key update
    ), placed as materialized (
      select given.*, locked.id as thread_id, row_number() over (order by place) as nth
      from given join locked on locked.review_id = given.review_id and locked.number = given.thread
    ), reopened as (
      update reviews set open_threads = open_threads + empty.threads
      from (select review_id, count(*)::int as threads from locked where comments = 0 and outcome is null group by review_id) empty
      where reviews.id = empty.review_id
      returning 1
    ), team as (
      update teams set last_event = last_event + (select count(*) from placed)
      where id = ${teamId}::uuid and exists (select 1 from placed) and (select count(*) from reopened) >= 0
      returning last_event as last
    ), numbered as materialized (
      select placed.*, last - (select count(*) from placed) + nth as event from placed, team
    ), stamped as (
      update threads set comments = threads.comments + said, last_event = newest, last_change = newest, last_comment_at = now()
      from (select thread_id, count(*)::int as said, max(event) as newest from numbered group by thread_id) news
      where threads.id = thread_id
    ), comment as (
      insert into comments (id, thread_id, review_id, event, author_id, guest_id, body, mentions, suggestion)
      select comment_id, thread_id, review_id, event, user_id, guest_id, body, called, nullif(suggestion, 'null'::jsonb) from numbered
      returning id, created_at
    ), read as (
      insert into thread_reads (user_id, thread_id, review_id, event)
      select distinct on (user_id, thread_id) user_id, thread_id, review_id, event from numbered where user_id is not null
      order by user_id, thread_id, event desc
      on conflict (user_id, thread_id) do update set event = greatest(thread_reads.event, excluded.event)
    ), event as (
      insert into events (team_id, number, type, review_id, actor_id, payload)
      select ${teamId}::uuid, event, 'comment.added', review_id, user_id, jsonb_strip_nulls(jsonb_build_object('thread', thread,
        'threadId', thread_id, 'commentId', comment_id, 'mentions', to_jsonb(called), 'guest', guest))
      from numbered
    )
    select place, numbered.comment_id as id, event, to_json(called) as mentions, comment.created_at as "createdAt",
      (select pg_notify(${eventChannel}, ${teamId}::text || ':' || last) from team)
    from numbered join comment on comment.id = numbered.comment_id`);
  const byPlace = new Map(
    rows.map(({ place, event, createdAt, id, mentions }) => [
      place,
      { id, mentions, event: Number(event), createdAt: new Date(createdAt) },
    ]),
  );
  return replies.map((_, place) => byPlace.get(place));
});

/** Changes the text of one's own comment; what it said before stays readable. A stale revision is a `conflict`. */
export async function editComment(
  context: Context,
  actor: Actor,
  at: CommentAt,
  input: { body: string; revision: number },
): Promise<Comment> {
  const inside = await loadReview(context, actor, at, "thread.write");
  return editCommentIn(context, inside, memberOf(actor), at.comment, input);
}

export async function editCommentIn(
  context: Context,
  inside: Inside,
  author: Author,
  id: string,
  input: { body: string; revision: number },
): Promise<Comment> {
  assertAtWork(inside.review);
  await changeComment(context, inside, author, id, async (tx, { comment, facts }) => {
    if (!isBy(author, comment)) throw new LintelError("forbidden", "Only its author may edit a comment.");
    assertThere(comment);
    if (comment.revision !== input.revision)
      throw new LintelError(
        "conflict",
        "This comment was changed in the meantime. Look at it, then repeat your change.",
      );
    const { body, mentions } = checkedComment({ body: input.body, suggestion: comment.suggestion });
    if (body === comment.body) return null;
    const called = await membersAmong(tx, inside.team.id, mentions);
    await tx.insert(commentEdits).values({ commentId: id, revision: comment.revision, body: comment.body });
    await tx
      .update(comments)
      .set({ body, mentions: called, editedAt: sql`now()`, revision: sql`${comments.revision} + 1` })
      .where(eq(comments.id, id));
    // Who was called before is not called again.
    const news = called.filter((userId) => !comment.mentions.includes(userId));
    return { type: "comment.edited", payload: { ...facts, mentions: news } };
  });
  return findComment(context, id);
}

/**
 * Deletes one's own comment, or as an administrator somebody else's. Its text, history, suggestion and reactions are gone for
 * good; a trace stays, so that the answers to it make sense. Deleting a deleted one changes nothing.
 */
export async function deleteComment(context: Context, actor: Actor, at: CommentAt): Promise<Comment> {
  const inside = await loadReview(context, actor, at, "thread.write");
  const blocker = may(inside.role, "comment.remove") ? null : refusal(inside.role, "comment.remove");
  return deleteCommentIn(context, inside, memberOf(actor), at.comment, blocker);
}

/** The same for anybody; `othersBlocker` says why they may not delete the comments of others, or `null` where they may. */
export async function deleteCommentIn(
  context: Context,
  inside: Inside,
  author: Author,
  id: string,
  othersBlocker: string | null,
): Promise<Comment> {
  await changeComment(context, inside, author, id, async (tx, { comment, thread, facts }) => {
    if (!isBy(author, comment) && othersBlocker) throw new LintelError("forbidden", othersBlocker);
    if (comment.deletedAt !== null) return null;
    const deletedBy = author.kind === "member" ? author.id : null;
    await tx.delete(commentEdits).where(eq(commentEdits.commentId, id));
    await tx
      .update(comments)
      .set({
        body: "",
        mentions: [],
        suggestion: null,
        reactions: {},
        deletedAt: sql`now()`,
        deletedBy,
        revision: sql`${comments.revision} + 1`,
      })
      .where(eq(comments.id, id));
    const [after] = await tx
      .update(threads)
      .set({ comments: sql`${threads.comments} - 1` })
      .where(eq(threads.id, thread.id))
      .returning();
    await countOpen(tx, thread, after);
    return { type: "comment.deleted", payload: facts };
  });
  return findComment(context, id);
}

/** Adds or takes back one's reaction to a comment. Doing it twice changes nothing. */
export async function react(
  context: Context,
  actor: Actor,
  at: CommentAt & { emoji: Reaction },
  on: boolean,
): Promise<Comment> {
  const inside = await loadReview(context, actor, at, "thread.write");
  return reactIn(context, inside, memberOf(actor), { comment: at.comment, emoji: at.emoji }, on);
}

export async function reactIn(
  context: Context,
  inside: Inside,
  author: Author,
  at: { comment: string; emoji: Reaction },
  on: boolean,
): Promise<Comment> {
  assertAtWork(inside.review);
  await changeComment(context, inside, author, at.comment, async (tx, { comment, facts }) => {
    assertThere(comment);
    const who = comment.reactions[at.emoji] ?? [];
    if (who.includes(author.id) === on) return null;
    const now = on ? [...who, author.id] : who.filter((id) => id !== author.id);
    await tx
      .update(comments)
      .set({ reactions: inOrder({ ...comment.reactions, [at.emoji]: now }) })
      .where(eq(comments.id, at.comment));
    return { type: "comment.reacted", payload: facts };
  });
  return findComment(context, at.comment);
}

/** What a comment said before each edit, newest first. */
export async function listEdits(context: Context, actor: Actor, at: CommentAt) {
  const { review } = await loadReview(context, actor, at, "thread.read");
  return editsIn(context, review.id, at.comment);
}

export async function editsIn(context: Context, reviewId: string, id: string) {
  const [comment] = await context.db
    .select({ id: comments.id })
    .from(comments)
    .where(and(eq(comments.id, id), eq(comments.reviewId, reviewId)));
  if (!comment) throw notFound("comment");
  const items = await context.db
    .select({ revision: commentEdits.revision, body: commentEdits.body, replacedAt: commentEdits.replacedAt })
    .from(commentEdits)
    .where(eq(commentEdits.commentId, id))
    .orderBy(desc(commentEdits.revision))
    .limit(mostEditsShown);
  return { items };
}

const mostEditsShown = 100;

type Facts = { thread: number; threadId: string; commentId: string; guest?: string };
export type FoundComment = { comment: CommentRow; thread: ThreadRow; facts: Facts };

/** Locks a comment of the review with its thread. `facts` are what each event about it says. */
export async function lockComment(
  tx: Transaction,
  reviewId: string,
  id: string,
  author: Author,
): Promise<FoundComment> {
  const [found] = await tx
    .select({ comment: comments, thread: threads })
    .from(comments)
    .innerJoin(threads, eq(threads.id, comments.threadId))
    .where(and(eq(comments.id, id), eq(comments.reviewId, reviewId)))
    .for("no key update");
  if (!found) throw notFound("comment");
  const { number: thread, id: threadId } = found.thread;
  const guest = author.kind === "guest" ? { guest: author.name } : {};
  return { ...found, facts: { thread, threadId, commentId: id, ...guest } };
}

async function changeComment(
  context: Context,
  inside: Inside,
  author: Author,
  id: string,
  change: (tx: Transaction, found: FoundComment) => Promise<NewEvent | null>,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const found = await lockComment(tx, inside.review.id, id, author);
    const event = await change(tx, found);
    if (!event) return;
    const actorId = author.kind === "member" ? author.id : null;
    await publishAbout(tx, inside, { threadId: found.thread.id, actorId }, event);
  });
}

function isBy(author: Author, comment: CommentRow): boolean {
  return author.id === (author.kind === "member" ? comment.authorId : comment.guestId);
}

function assertThere(comment: CommentRow): void {
  if (comment.deletedAt !== null) throw new LintelError("conflict", "This comment was deleted.");
}

/** Reactions in the order of the picker, those that somebody has. */
function inOrder(given: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(
    reactions.flatMap((emoji) => (given[emoji]?.length ? [[emoji, given[emoji]] as const] : [])),
  );
}

async function membersAmong(tx: Transaction, teamId: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.teamId, teamId), inArray(members.userId, ids)));
  return rows.map(({ userId }) => userId);
}
