import { setTimeout as wait } from "node:timers/promises";
import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { EventPayloads, EventType } from "@/core/events";
import { isDatabaseAway, type Transaction } from "@/db/connection";
import { events, followers, teams } from "@/db/schema";
import type { Context } from "@/server/context";
import { listen } from "@/server/listen";
import { eventChannel } from "@/server/publish";

type Store = Pick<Context, "db" | "sql" | "log" | "config">;

/** An event as it stands in the log, with the payload of its type. */
export type LoggedEvent = {
  [T in EventType]: {
    type: T;
    payload: EventPayloads[T];
    number: number;
    reviewId: string | null;
    actorId: string | null;
    createdAt: Date;
  };
}[EventType];

/**
 * Something that follows from events and may come a moment later: notifications, the search index. How far it has come in each
 * team is stored in the transaction that writes its effects, so every event has them exactly once, whatever crashes when, and a
 * person who writes a comment does not wait for it. Effects of an event that cannot be dealt with are logged and left out.
 */
export type Follower = {
  name: string;
  /** Writes what follows from these events of one team, oldest first, with `tx` alone. */
  follow: (tx: Transaction, teamId: string, happened: LoggedEvent[]) => Promise<void>;
  /** Called when the effects are committed. */
  committed?: (context: Store, teamId: string) => void;
};

const mostTogether = 200;
const sweepMilliseconds = 5000;
/** While events keep coming they are gathered so long, so that following them takes a fraction of what writing them does. */
const pauseMilliseconds = 100;

/** Keeps followers up with the logs of all teams until stopped. Several processes share the work. */
export function followLog(context: Store, all: readonly Follower[]): { stop: () => Promise<void> } {
  /** Teams at work, and whether more was heard of them meanwhile. */
  const busy = new Map<string, boolean>();
  let isStopped = false;

  function wake(teamId: string): void {
    if (isStopped) return;
    if (busy.has(teamId)) {
      busy.set(teamId, true);
      return;
    }
    busy.set(teamId, false);
    void tend(teamId);
  }

  async function tend(teamId: string): Promise<void> {
    try {
      do {
        busy.set(teamId, false);
        for (const follower of all) await catchUp(context, follower, teamId);
        if (busy.get(teamId)) await wait(pauseMilliseconds);
      } while (busy.get(teamId) && !isStopped);
    } catch (error) {
      // The next sweep begins where this one stopped.
      context.log.warn({ err: error, teamId }, "followers of the log are behind");
    }
    busy.delete(teamId);
  }

  async function sweep(): Promise<void> {
    for (const { name } of all) {
      const behind = await context.db
        .select({ id: teams.id })
        .from(teams)
        .leftJoin(followers, and(eq(followers.teamId, teams.id), eq(followers.name, name)))
        .where(gt(teams.lastEvent, sql`coalesce(${followers.event}, 0)`))
        .limit(100);
      for (const { id } of behind) wake(id);
    }
  }

  const look = () => void sweep().catch((error) => context.log.debug({ err: error }, "a look at the database failed"));
  const channel = listen(context, eventChannel, look, (payload) => wake(payload.split(":", 1)[0] ?? ""));
  const timer = setInterval(look, sweepMilliseconds);
  return {
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await channel.stop();
      while (busy.size > 0) await new Promise((later) => setTimeout(later, 10));
    },
  };
}

/** Lets one follower deal with everything in a team's log up to now. */
export async function catchUp(context: Store, follower: Follower, teamId: string): Promise<void> {
  let most = mostTogether;
  for (;;) {
    let step: { done: number; last: number };
    try {
      step = await takeStep(context, follower, teamId, most);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      if (most > 1) {
        most = 1;
        continue;
      }
      context.log.error(
        { err: error, follower: follower.name, teamId },
        "an event could not be followed and is left out",
      );
      step = await takeStep(context, { ...follower, follow: async () => {} }, teamId, 1);
    }
    if (step.done > 0) follower.committed?.(context, teamId);
    if (step.done < most) return;
  }
}

/** Deals with the next events in one transaction. The lock of the follower's row keeps other processes from doing the same. */
function takeStep(
  { db }: Store,
  follower: Follower,
  teamId: string,
  most: number,
): Promise<{ done: number; last: number }> {
  return db.transaction(async (tx) => {
    const key = { name: follower.name, teamId };
    await tx
      .insert(followers)
      .values({ ...key, event: 0 })
      .onConflictDoNothing();
    const place = and(eq(followers.name, key.name), eq(followers.teamId, teamId));
    const [row] = await tx.select({ event: followers.event }).from(followers).where(place).for("update");
    const before = row?.event ?? 0;
    const rows = await tx
      .select()
      .from(events)
      .where(and(eq(events.teamId, teamId), gt(events.number, before)))
      .orderBy(asc(events.number))
      .limit(most);
    const last = rows.at(-1)?.number ?? before;
    if (rows.length > 0) {
      // Type and payload were written together, from the same declaration.
      await follower.follow(tx, teamId, rows as LoggedEvent[]);
      await tx.update(followers).set({ event: last }).where(place);
    }
    return { done: rows.length, last };
  });
}
