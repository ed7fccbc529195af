import { type EventType, visiblePayload } from "@/core/events";
import type { StreamEvent } from "@/core/live";
import type { Role } from "@/core/permissions";
import type { Context } from "@/server/context";

/** Events read, sent or kept together at most. */
export const mostTogether = 200;

/** The next events of a team after a number, in order; fewer than `mostTogether` where the log ends. */
export async function readEvents({ sql }: Pick<Context, "sql">, teamId: string, after: number): Promise<StreamEvent[]> {
  const rows = await sql<
    {
      number: string;
      type: EventType;
      payload: Record<string, unknown>;
      createdAt: string | Date;
      actorId: string | null;
      actorName: string | null;
      review: number | null;
    }[]
  >`
    select e.number, e.type, e.payload, e.created_at as "createdAt", e.actor_id as "actorId", u.name as "actorName", r.number as review
    from events e
    left join users u on u.id = e.actor_id
    left join reviews r on r.id = e.review_id
    where e.team_id = ${teamId} and e.number > ${after}
    order by e.number limit ${mostTogether}`;
  return rows.map(({ number, type, payload, createdAt, actorId, actorName, review }) => ({
    number: Number(number),
    type,
    review,
    actor: actorId ? { id: actorId, name: actorName ?? "" } : null,
    payload,
    createdAt: new Date(createdAt).toISOString(),
  }));
}

/** The log of a team as far as this process has read it, for everybody who follows it here. */
export type TeamLog = {
  readonly teamId: string;
  /** The newest event read; every one before it is committed. */
  last: () => number;
  /** The newest number known to be committed, read or not. */
  heard: () => number;
  /** Learns that there are events up to `number`, and reads them. */
  hear: (number: number) => void;
  /** The events after a number as somebody with this role may see them, as text; or `null` where the log does not go on from there. They may come from the database. */
  textAfter: (after: number, role: Role) => Promise<{ text: string; last: number } | null>;
};

/**
 * Reads each new event once, however many follow. What was read last is kept, and so is its text, so that a fan-out to two
 * thousand sockets costs one query and one serialisation. `advanced` is called when there is more.
 */
export function openTeamLog(context: Context, teamId: string, start: number, advanced: () => void): TeamLog {
  let last = start;
  let heard = start;
  let kept: StreamEvent[] = [];
  let isReading = false;
  const texts = new Map<string, string>();
  /** Reads of older events under way, by where they begin: after a restart everybody asks for the same. */
  const reading = new Map<number, Promise<StreamEvent[]>>();

  async function read(): Promise<void> {
    if (isReading) return;
    isReading = true;
    try {
      while (heard > last) {
        const found = await readEvents(context, teamId, last);
        if (found.length === 0) break;
        kept = [...kept, ...found].slice(-mostTogether);
        last = found.at(-1)?.number ?? last;
        heard = Math.max(heard, last);
        texts.clear();
        advanced();
      }
    } catch (error) {
      // Whoever looks for missed events comes here again.
      context.log.warn({ err: error, teamId }, "events were not read yet");
    } finally {
      isReading = false;
    }
  }

  function readOlder(after: number): Promise<StreamEvent[]> {
    const known = reading.get(after);
    if (known) return known;
    const found = readEvents(context, teamId, after).finally(() => reading.delete(after));
    reading.set(after, found);
    return found;
  }

  async function textAfter(after: number, role: Role): Promise<{ text: string; last: number } | null> {
    const isKept = (kept[0]?.number ?? Number.POSITIVE_INFINITY) <= after + 1;
    const events = isKept ? kept.filter(({ number }) => number > after) : await readOlder(after);
    const newest = events.at(-1);
    if (!newest || events[0]?.number !== after + 1) return null;
    const key = `${after} ${newest.number} ${role}`;
    const seen = ({ payload, ...event }: StreamEvent) => ({
      ...event,
      payload: visiblePayload(event.type, payload, role),
    });
    const text = texts.get(key) ?? JSON.stringify(events.map(seen));
    if (isKept) texts.set(key, text);
    return { text, last: newest.number };
  }

  return {
    teamId,
    last: () => last,
    heard: () => heard,
    hear: (number) => {
      heard = Math.max(heard, number);
      if (heard > last) void read();
    },
    textAfter,
  };
}
