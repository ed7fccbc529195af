import { sql } from "drizzle-orm";
import { threadReads, threads } from "@/db/schema";
import { prepared } from "@/server/batch";
import type { Context } from "@/server/context";
import { asStoredJson } from "@/server/json-text";
import { findChangedThreads, isUnreadTo, type Thread } from "@/server/thread-rows";

/** The threads of a review as JSON, kept in this process and renewed by what changed; see {@link threadsOf}. */
type Kept = { items: Map<number, Item>; numbers: number[]; lastChange: number; readAt: number; characters: number };
type Item = { number: number; lastChange: number; text: string };

const kept = new Map<string, Kept>();
let characters = 0;
const mostCharacters = 32_000_000;
/** Names of people change without an event about their threads; so a copy is read whole now and then. */
const mostAge = 60_000;

const newestQuery = prepared((db) =>
  db
    .select({ lastChange: sql<string | null>`max(${threads.lastChange})` })
    .from(threads)
    .where(sql`${threads.reviewId} = ${sql.placeholder("reviewId")}`)
    .prepare("newest_change_of_threads"),
);

/**
 * The numbers of the threads this person has not read to their end. One row, because a person who has read everything is the
 * usual case and five hundred rows are slow to take over.
 */
const unreadQuery = prepared((db) =>
  db
    .select({ numbers: sql<number[] | null>`array_agg(${threads.number})` })
    .from(threads)
    .leftJoin(
      threadReads,
      sql`${threadReads.threadId} = ${threads.id} and ${threadReads.userId} = ${sql.placeholder("userId")}`,
    )
    .where(
      sql`${threads.reviewId} = ${sql.placeholder("reviewId")} and ${isUnreadTo(sql`${sql.placeholder("reviewId")}`)}`,
    )
    .prepare("unread_threads"),
);

/**
 * Threads of a review by number, each with its first comment, as a page of stored JSON. `changedSince` leaves out what has not
 * changed since that event; `lastChange` of the reply is what to give the next time. Every change of a thread has the number of
 * its event, and events commit in the order of their numbers, so a copy that has one number has all before it: renewing it reads
 * only what is newer. `unread` has the numbers of all threads that are, shown or not. `userId` is null for somebody without marks, to whom nothing is unread.
 */
export async function threadsOf(
  context: Context,
  reviewId: string,
  userId: string | null,
  page: { cursor?: string | undefined; limit: number; changedSince?: number | undefined },
) {
  const [list, unread] = await Promise.all([renewed(context, reviewId), unreadNumbers(context, reviewId, userId)]);
  const after = page.cursor && /^\d{1,9}$/.test(page.cursor) ? Number(page.cursor) : 0;
  const shown: string[] = [];
  let next: string | null = null;
  let last = after;
  for (let index = firstAfter(list.numbers, after); index < list.numbers.length; index++) {
    const item = list.items.get(list.numbers[index] ?? 0);
    if (!item || item.lastChange <= (page.changedSince ?? -1)) continue;
    if (shown.length === page.limit) {
      next = String(last);
      break;
    }
    last = item.number;
    shown.push(`{"isUnread":${unread.has(item.number)},${item.text}`);
  }
  const items = asStoredJson<Thread[]>(`[${shown.join(",")}]`);
  return { items, next, lastChange: list.lastChange, unread: [...unread].sort((a, b) => a - b) };
}

async function unreadNumbers(context: Context, reviewId: string, userId: string | null): Promise<Set<number>> {
  if (userId === null) return new Set();
  const [row] = await unreadQuery(context.db).execute({ reviewId, userId });
  return new Set(row?.numbers ?? []);
}

async function renewed(context: Context, reviewId: string): Promise<Kept> {
  const [row] = await newestQuery(context.db).execute({ reviewId });
  const newest = Number(row?.lastChange ?? -1);
  const known = kept.get(reviewId);
  const isYoung = known && Date.now() - known.readAt < mostAge;
  if (isYoung && known.lastChange >= newest) return known;
  const changed = await findChangedThreads(context, reviewId, isYoung ? known.lastChange : -1);
  return keep(reviewId, isYoung ? known : undefined, changed);
}

function keep(reviewId: string, known: Kept | undefined, changed: readonly Thread[]): Kept {
  // Others may hold the copy that was there before, so it is not touched.
  const items = new Map(known?.items);
  for (const { isUnread: _, ...thread } of changed) {
    const { number, lastChange } = thread;
    if ((items.get(number)?.lastChange ?? -1) > lastChange) continue;
    items.set(number, { number, lastChange, text: JSON.stringify(thread).slice(1) });
  }
  const all = [...items.values()];
  const next: Kept = {
    items,
    numbers: all.map(({ number }) => number).sort((a, b) => a - b),
    lastChange: all.reduce((most, { lastChange }) => Math.max(most, lastChange), 0),
    readAt: known?.readAt ?? Date.now(),
    characters: all.reduce((sum, { text }) => sum + text.length, 0),
  };
  forget(reviewId);
  if (next.characters > mostCharacters / 4) return next;
  kept.set(reviewId, next);
  characters += next.characters;
  for (const oldest of kept.keys()) {
    if (characters <= mostCharacters) break;
    forget(oldest);
  }
  return next;
}

function forget(reviewId: string): void {
  characters -= kept.get(reviewId)?.characters ?? 0;
  kept.delete(reviewId);
}

function firstAfter(numbers: readonly number[], after: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
