import { eq, sql } from "drizzle-orm";
import type { NewEvent } from "@/core/events";
import type { Transaction } from "@/db/connection";
import { events, teams } from "@/db/schema";

/**
 * Writes events into a team's log, in the transaction that makes the change. The numbers are taken under the lock of the
 * team's row, so they have no gaps and their order is the order of commits. Listeners in every process learn of the newest
 * number when the transaction commits, and only then.
 */
export async function publishEvents(
  tx: Transaction,
  at: { teamId: string; reviewId?: string; actorId: string | null },
  happened: readonly NewEvent[],
): Promise<number> {
  const [team] = await tx
    .update(teams)
    .set({ lastEvent: sql`${teams.lastEvent} + ${happened.length}` })
    .where(eq(teams.id, at.teamId))
    .returning({ last: teams.lastEvent });
  if (!team) throw new Error(`events for a team that does not exist: ${at.teamId}`);
  const first = team.last - happened.length + 1;
  await tx.insert(events).values(
    happened.map((event, index) => ({
      teamId: at.teamId,
      number: first + index,
      type: event.type,
      reviewId: at.reviewId ?? null,
      actorId: at.actorId,
      payload: event.payload,
    })),
  );
  await tx.execute(sql`select pg_notify('lintel_events', ${`${at.teamId}:${team.last}`})`);
  return team.last;
}
