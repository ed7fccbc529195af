import { and, eq, sql } from "drizzle-orm";
import { findQuestion } from "@/core/checklist/lens";
import type { Anchor } from "@/core/comments/anchor";
import { anchorPath, anchorProblem } from "@/core/comments/anchor-place";
import type { Author } from "@/core/comments/comment";
import type { Outcome } from "@/core/comments/outcome";
import { LintelError, notFound } from "@/core/errors";
import type { NewEvent } from "@/core/events";
import type { Transaction } from "@/db/connection";
import { reviews, threads } from "@/db/schema";
import { loadReview, type ReviewAccess, type ReviewRow, type TeamRow } from "@/server/access";
import type { Actor } from "@/server/actor";
import { lensKey } from "@/server/checklists";
import { checkedComment, type NewComment } from "@/server/comment-input";
import type { Context } from "@/server/context";
import { lensesOf } from "@/server/lenses";
import { markThreadsRead } from "@/server/notifications";
import { eventChannel, publishEvents } from "@/server/publish";
import { threadsOf } from "@/server/thread-list";
import { findComments, findThread, type Thread } from "@/server/thread-rows";

export type ReviewAt = { team: string; number: number };
export type ThreadAt = ReviewAt & { thread: number };
/** The review in which somebody writes, once it is known that they may. */
export type Inside = Pick<ReviewAccess, "review" | "team">;
export type ThreadRow = typeof threads.$inferSelect;

export type NewThread = NewComment & { anchor: Anchor; version?: number | null | undefined };

export const memberOf = (actor: Actor): Author => ({ kind: "member", id: actor.userId, name: actor.name });

/** A page of the threads of a review, by number. See `threadsOf`. */
export async function listThreads(context: Context, actor: Actor, at: ReviewAt, page: Parameters<typeof threadsOf>[3]) {
  const { review } = await loadReview(context, actor, at, "thread.read");
  return threadsOf(context, review.id, actor.userId, page);
}

/** One thread with the newest of its comments before `cursor`, oldest first; `earlier` is the cursor of those before them. */
export async function readThread(
  context: Context,
  actor: Actor,
  at: ThreadAt,
  page: { cursor?: string | undefined; limit: number },
) {
  const { review } = await loadReview(context, actor, at, "thread.read");
  return threadIn(context, review.id, { number: at.thread, userId: actor.userId }, page);
}

/** The same for whoever may read the review; `userId` is null for somebody without marks of their own. */
export async function threadIn(
  context: Context,
  reviewId: string,
  which: { number: number; userId: string | null },
  page: { cursor?: string | undefined; limit: number },
) {
  const before = page.cursor && /^\d{1,15}$/.test(page.cursor) ? Number(page.cursor) : Number.MAX_SAFE_INTEGER;
  const thread = await findThread(context, reviewId, which.number, which.userId);
  const { comments, hasEarlier } = await findComments(context, thread.id, { before, limit: page.limit });
  return { thread, comments, earlier: hasEarlier ? String(comments[0]?.event) : null };
}

/** Opens a thread with its first comment. */
export async function openThread(context: Context, actor: Actor, at: ReviewAt, input: NewThread): Promise<Thread> {
  const inside = await loadReview(context, actor, at, "thread.write");
  return openThreadIn(context, inside, memberOf(actor), input);
}

/**
 * The same for anybody who is known to be allowed to write in the review. One statement, in which number, thread, comment, the
 * review's count and the event are stored together, and which locks the team's log for no round trip.
 */
export async function openThreadIn(
  context: Context,
  { review, team }: Inside,
  author: Author,
  input: NewThread,
): Promise<Thread> {
  assertAtWork(review);
  await assertAnchor(context, team, input.anchor);
  if (input.version && input.version > review.lastVersion) throw invalid("version", "There is no such version.");
  const { body, suggestion, mentions } = checkedComment(input);
  const userId = author.kind === "member" ? author.id : null;
  const guestId = author.kind === "guest" ? author.id : null;
  const facts = { path: anchorPath(input.anchor), ...(guestId ? { guest: author.name } : {}) };
  const [row] = await context.db.execute<{ number: number }>(sql`
    with given as materialized (
      select uuidv7() as thread_id, uuidv7() as comment_id, array(
        select m.user_id from unnest(${`{${mentions.join(",")}}`}::uuid[]) with ordinality as named (id, place)
        join members m on m.team_id = ${team.id}::uuid and m.user_id = named.id order by place) as mentions
    ), review as (
      update reviews set last_thread = last_thread + 1, open_threads = open_threads + 1
      where id = ${review.id}::uuid and archived_at is null
      returning last_thread as number
    ), team as (
      update teams set last_event = last_event + 1 from review where teams.id = ${team.id}::uuid
      returning last_event as last
    ), thread as (
      insert into threads (id, review_id, number, anchor, version, author_id, guest_id, last_event, last_change)
      select thread_id, ${review.id}::uuid, number, ${JSON.stringify(input.anchor)}::text::jsonb, ${input.version ?? null}::int,
        ${userId}::uuid, ${guestId}::uuid, last, last
      from given, review, team
    ), comment as (
      insert into comments (id, thread_id, review_id, event, author_id, guest_id, body, mentions, suggestion)
      select comment_id, thread_id, ${review.id}::uuid, last, ${userId}::uuid, ${guestId}::uuid, ${body}, mentions,
        ${suggestion && JSON.stringify(suggestion)}::text::jsonb
      from given, team
    ), read as (
      insert into thread_reads (user_id, thread_id, review_id, event)
      select ${userId}::uuid, thread_id, ${review.id}::uuid, last from given, team where ${userId}::uuid is not null
    ), event as (
      insert into events (team_id, number, type, review_id, actor_id, payload)
      select ${team.id}::uuid, last, 'thread.opened', ${review.id}::uuid, ${userId}::uuid,
        jsonb_build_object('thread', number, 'threadId', thread_id, 'commentId', comment_id, 'mentions', to_jsonb(mentions))
          || ${JSON.stringify(facts)}::text::jsonb
      from given, review, team
    )
    select number, pg_notify(${eventChannel}, ${team.id}::text || ':' || last) from review, team`);
  if (!row) throw archived();
  return findThread(context, review.id, row.number, userId);
}

/** Ends a thread with an outcome, or gives it another one. A stale revision is a `conflict`. */
export async function resolveThread(
  context: Context,
  actor: Actor,
  at: ThreadAt,
  input: { outcome: Outcome; revision: number },
): Promise<Thread> {
  const inside = await loadReview(context, actor, at, "thread.write");
  const { outcome } = input;
  return changeThread(context, inside, actor, { number: at.thread, revision: input.revision }, ({ id, number }) => ({
    set: { outcome, resolvedAt: sql`now()`, resolvedBy: actor.userId },
    event: { type: "thread.resolved", payload: { thread: number, threadId: id, outcome } },
  }));
}

/** Opens a resolved thread again. */
export async function reopenThread(
  context: Context,
  actor: Actor,
  at: ThreadAt,
  input: { revision: number },
): Promise<Thread> {
  const inside = await loadReview(context, actor, at, "thread.write");
  return changeThread(context, inside, actor, { number: at.thread, revision: input.revision }, ({ id, number }) => ({
    set: { outcome: null, resolvedAt: null, resolvedBy: null },
    event: { type: "thread.reopened", payload: { thread: number, threadId: id } },
  }));
}

/** Attaches a thread to another place, by hand, where what it was about has gone or moved too far. */
export async function reattachThread(
  context: Context,
  actor: Actor,
  at: ThreadAt,
  input: { anchor: Anchor; revision: number },
): Promise<Thread> {
  const inside = await loadReview(context, actor, at, "thread.write");
  const { anchor } = input;
  await assertAnchor(context, inside.team, anchor);
  return changeThread(context, inside, actor, { number: at.thread, revision: input.revision }, ({ id, number }) => ({
    set: { anchor },
    event: { type: "thread.reattached", payload: { thread: number, threadId: id, path: anchorPath(anchor) } },
  }));
}

type ThreadChange = { set: Parameters<ReturnType<Transaction["update"]>["set"]>[0]; event: NewEvent };

async function changeThread(
  context: Context,
  { review, team }: Inside,
  actor: Actor,
  which: { number: number; revision: number },
  change: (thread: ThreadRow) => ThreadChange,
): Promise<Thread> {
  assertAtWork(review);
  await context.db.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(threads)
      .where(and(eq(threads.reviewId, review.id), eq(threads.number, which.number)))
      .for("no key update");
    if (!before) throw notFound("thread");
    if (before.revision !== which.revision)
      throw new LintelError(
        "conflict",
        "Somebody changed this thread in the meantime. Look at it, then repeat your change.",
      );
    const { set, event } = change(before);
    const [after] = await tx
      .update(threads)
      .set({ ...set, revision: sql`${threads.revision} + 1` })
      .where(eq(threads.id, before.id))
      .returning();
    await countOpen(tx, before, after);
    await publishAbout(tx, { review, team }, { threadId: before.id, actorId: actor.userId }, event);
  });
  return findThread(context, review.id, which.number, actor.userId);
}

/** Publishes an event about a thread and stamps the thread with its number, in the transaction that made the change. */
export async function publishAbout(
  tx: Transaction,
  { review, team }: Inside,
  who: { threadId: string; actorId: string | null },
  event: NewEvent,
): Promise<number> {
  const number = await publishEvents(tx, { teamId: team.id, reviewId: review.id, actorId: who.actorId }, [event]);
  await tx.update(threads).set({ lastChange: number }).where(eq(threads.id, who.threadId));
  return number;
}

/** Whether a thread counts as open: not resolved, and not only the trace of comments that were deleted. */
const isOpen = (thread: ThreadRow | undefined) => thread?.outcome === null && thread.comments > 0;

/** Keeps the review's count of open threads, in the transaction that changed one. */
export async function countOpen(tx: Transaction, before: ThreadRow, after: ThreadRow | undefined): Promise<void> {
  if (isOpen(before) === isOpen(after)) return;
  await tx
    .update(reviews)
    .set({ openThreads: sql`${reviews.openThreads} + ${isOpen(after) ? 1 : -1}::int` })
    .where(eq(reviews.id, before.reviewId));
}

/** Notes that this person has read a thread up to a comment's event. It never goes back. */
export async function markRead(context: Context, actor: Actor, at: ThreadAt, event: number): Promise<void> {
  const { review } = await loadReview(context, actor, at, "thread.read");
  await context.db.transaction(async (tx) => {
    const [row] = await tx.execute<{ threadId: string }>(sql`
      insert into thread_reads (user_id, thread_id, review_id, event)
      select ${actor.userId}::uuid, id, review_id, least(last_event, ${event}::bigint) from threads
      where review_id = ${review.id}::uuid and number = ${at.thread}::int
      on conflict (user_id, thread_id) do update set event = greatest(thread_reads.event, excluded.event)
      returning thread_id as "threadId"`);
    if (!row) throw notFound("thread");
    await markThreadsRead(tx, actor.userId, { threadId: row.threadId, event });
  });
}

/** The same for every thread of the review, as far as this person has seen: nothing newer than `event` is marked. */
export async function markAllRead(context: Context, actor: Actor, at: ReviewAt, event: number): Promise<void> {
  const { review } = await loadReview(context, actor, at, "thread.read");
  await context.db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into thread_reads (user_id, thread_id, review_id, event)
      select ${actor.userId}::uuid, t.id, t.review_id, least(t.last_event, ${event}::bigint) from threads t
      left join thread_reads r on r.thread_id = t.id and r.user_id = ${actor.userId}::uuid
      where t.review_id = ${review.id}::uuid and coalesce(r.event, 0) < least(t.last_event, ${event}::bigint)
      order by t.id
      on conflict (user_id, thread_id) do update set event = greatest(thread_reads.event, excluded.event)`);
    await markThreadsRead(tx, actor.userId, { reviewId: review.id, event });
  });
}

/** An archived review is at rest: its threads are read, but nobody writes in them until it is brought back. */
export function assertAtWork(review: ReviewRow): void {
  if (review.archivedAt !== null) throw archived();
}

const archived = () =>
  new LintelError("conflict", "The review is archived. Take it out of the archive to discuss it further.");

const invalid = (path: string, message: string) => new LintelError("invalid", message, { fields: [{ path, message }] });

async function assertAnchor(context: Context, team: TeamRow, anchor: Anchor): Promise<void> {
  const lenses = anchor.kind === "question" ? await lensesOf(context.db, team) : [];
  const problem = anchorProblem(anchor, (key, question) =>
    lenses.some((lens) => lensKey(lens) === key && findQuestion(lens, question) !== undefined),
  );
  if (problem) throw invalid("anchor", problem);
}
