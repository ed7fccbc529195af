import { and, count, gt, inArray, sql } from "drizzle-orm";
import { signInAttempts } from "@/db/schema";
import type { Context } from "@/server/context";

/** What a guess counts against, and how many wrong ones there may be within the window. */
export type AttemptLimit = { key: string; most: number };

const windowMinutes = 15;

/** Failed guesses within a quarter of an hour after which further ones are not even evaluated. */
export const attemptLimits = { account: 10, address: 50, link: 100, visitor: 10, guests: 20, comments: 100 } as const;

/**
 * Counts a guess against all its limits before it is evaluated, so that parallel guesses count each other. Gives what
 * `forgiveAttempt` takes back after a right one, or, where a limit is full, the minutes until there is room again. Not to be
 * called in a transaction that a wrong guess rolls back: see `isGuess` of a route.
 */
export async function takeAttempt(
  { db }: Pick<Context, "db">,
  limits: readonly AttemptLimit[],
): Promise<{ ids: string[] } | { minutes: number }> {
  const most = new Map(limits.map((limit) => [limit.key, limit.most]));
  const keys = [...most.keys()].sort();
  const within = sql`now() - make_interval(mins => ${windowMinutes})`;
  return db.transaction(async (tx) => {
    for (const key of keys) await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${key}))`);
    const failed = await tx
      .select({
        key: signInAttempts.key,
        failures: count(),
        // When the oldest of them leaves the window, there is room for one more guess.
        seconds: sql<number>`extract(epoch from min(${signInAttempts.at}) - (${within}))::int`,
      })
      .from(signInAttempts)
      .where(and(inArray(signInAttempts.key, keys), gt(signInAttempts.at, within)))
      .groupBy(signInAttempts.key);
    const full = failed.filter(({ key, failures }) => failures >= (most.get(key) ?? 0));
    if (full.length > 0) return { minutes: Math.max(1, Math.ceil(Math.max(...full.map((row) => row.seconds)) / 60)) };
    const made = await tx
      .insert(signInAttempts)
      .values(keys.map((key) => ({ key })))
      .returning({ id: signInAttempts.id });
    return { ids: made.map(({ id }) => id) };
  });
}

/** Takes a counted guess back: it was right. */
export async function forgiveAttempt({ db }: Pick<Context, "db">, ids: readonly string[]): Promise<void> {
  await db.delete(signInAttempts).where(inArray(signInAttempts.id, [...ids]));
}
