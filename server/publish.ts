import { sql } from "drizzle-orm";
import type { NewEvent } from "@/core/events";
import type { Transaction } from "@/db/connection";

/** On which processes tell one another how far the log of a team has come: `<team id>:<number>`. */
export const eventChannel = "lintel_events";

/** On which processes tell one another whose notifications changed: `<user id>`. */
export const inboxChannel = "lintel_inbox";

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
  // One statement: from here to the commit every change of the team waits.
  const types = happened.map(({ type }) => type);
  const payloads = happened.map(({ payload }) => JSON.stringify(payload));
  const [row] = await tx.execute<{ last: string }>(sql`
    with team as (
      update teams set last_event = last_event + ${happened.length}::int where id = ${at.teamId}::uuid returning last_event as last
    ), stored as (
      insert into events (team_id, number, type, review_id, actor_id, payload)
      select ${at.teamId}::uuid, last - ${happened.length}::int + place, type, ${at.reviewId ?? null}::uuid, ${at.actorId}::uuid, payload::jsonb
      from team, unnest(${sql.param(types)}::text[], ${sql.param(payloads)}::text[]) with ordinality as happened (type, payload, place)
    )
    select last, pg_notify(${eventChannel}, ${at.teamId}::text || ':' || last) from team`);
  if (!row) throw new Error(`events for a team that does not exist: ${at.teamId}`);
  return Number(row.last);
}
