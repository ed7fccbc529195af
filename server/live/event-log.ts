import { Buffer } from "node:buffer";
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
  /**
   * The events after a number as somebody with this role may see them, in one message; `null` where the log does not go on from
   * there. They may come from the database.
   */
  messageAfter: (after: number, role: Role) => Promise<{ message: Buffer; last: number } | null>;
};

export type FollowedTeam = {
  id: string;
  slug: string;
  /** The newest event at the moment. */
  lastEvent: number;
  /** How many follow it in this process. */
  followers: () => number;
  /** Called when there is more. */
  advanced: () => void;
};

/** A message may be longer by one event. */
const longestMessage = 128 * 1024;
const mostMessages = 64;

/**
 * Reads each new event once, however many follow. What was read last is kept, and so are its bytes, so that a fan-out to two
 * thousand sockets costs one query and one buffer, however slowly they read.
 */
export function openTeamLog(context: Context, team: FollowedTeam): TeamLog {
  const { id: teamId, advanced } = team;
  let last = team.lastEvent;
  let heard = team.lastEvent;
  let kept: StreamEvent[] = [];
  let isReading = false;
  const messages = new Map<string, { message: Buffer; last: number }>();
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
        messages.clear();
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

  async function messageAfter(after: number, role: Role): Promise<{ message: Buffer; last: number } | null> {
    const isKept = (kept[0]?.number ?? Number.POSITIVE_INFINITY) <= after + 1;
    const events = isKept ? kept.filter(({ number }) => number > after) : await readOlder(after);
    if (events[0]?.number !== after + 1) return null;
    const key = `${after} ${role}`;
    const known = isKept ? messages.get(key) : undefined;
    if (known) return known;
    const made = compose(events, role);
    if (isKept) {
      if (messages.size >= mostMessages) messages.clear();
      messages.set(key, made);
    }
    return made;
  }

  /** As many of the events as one message may hold, at least one. */
  function compose(events: readonly StreamEvent[], role: Role): { message: Buffer; last: number } {
    const texts: string[] = [];
    let length = 0;
    let last = 0;
    for (const { payload, ...event } of events) {
      const text = JSON.stringify({ ...event, payload: visiblePayload(event.type, payload, role) });
      length += text.length;
      if (texts.length > 0 && length > longestMessage) break;
      texts.push(text);
      last = event.number;
    }
    const head = JSON.stringify({ team: team.slug, last, followers: team.followers() });
    return { message: Buffer.from(`${head.slice(0, -1)},"events":[${texts.join(",")}]}`), last };
  }

  return {
    teamId,
    last: () => last,
    heard: () => heard,
    hear: (number) => {
      heard = Math.max(heard, number);
      if (heard > last) void read();
    },
    messageAfter,
  };
}
