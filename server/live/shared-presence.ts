import { randomUUID } from "node:crypto";
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from "lib0/encoding";
import { type Awareness, applyAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import type { Context } from "@/server/context";

/** On which processes tell one another that presence in a review changed: `<review id>:<process id>`. */
export const presenceChannel = "lintel_presence";

export type SharedPresence = {
  /** The draft of a review is open in this process. */
  open: (reviewId: string, awareness: Awareness) => void;
  leave: (reviewId: string, awareness: Awareness) => void;
  /** Another process has something new. */
  hear: (payload: string) => void;
  /** A browser that was seen through another process has come to this one. */
  claim: (reviewId: string, clientId: number) => void;
  /** Says that this process is alive, forgets those that are not, and looks for news that was not heard. */
  beat: () => Promise<void>;
  close: () => Promise<void>;
};

type Row = { processId: string; clientId: number; clock: number; state: object };

/** A review with its draft open here. */
type Room = {
  awareness: Awareness;
  /** Clients of this process whose state the table does not hold yet. */
  changed: Set<number>;
  /** Clients of other processes, with the clock of the state shown. */
  foreign: Map<number, number>;
  /** Whether another process has the draft open too. */
  isShared: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
  isWriting: boolean;
  isReading: boolean;
  isWanted: boolean;
};

/** Cursors move with every keystroke; others see them this much later at most. */
const gatherMilliseconds = 100;
/** A process that was not heard of for this long is gone, and with it whoever was there. */
const goneSeconds = 45;
const ofProcess = 0;
const elsewhere = Symbol("another process");

/**
 * Lets people who have the same draft open through different processes see one another. Each process notes that it has a draft
 * open; only where two have is anything more written, and the notification carries no content, since any role of the database
 * may listen.
 */
export function sharePresence(context: Context): SharedPresence {
  const { sql, log } = context;
  const processId = randomUUID();
  const rooms = new Map<string, Room>();
  let isClosed = false;

  function open(reviewId: string, awareness: Awareness): void {
    const room: Room = {
      awareness,
      changed: new Set(),
      foreign: new Map(),
      isShared: false,
      timer: undefined,
      isWriting: false,
      isReading: false,
      isWanted: false,
    };
    rooms.set(reviewId, room);
    awareness.on(
      "update",
      ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>, origin: unknown) => {
        if (origin === elsewhere || rooms.get(reviewId) !== room) return;
        for (const clientId of [...added, ...updated, ...removed])
          if (!room.foreign.delete(clientId)) room.changed.add(clientId);
        writeSoon(reviewId, room);
      },
    );
    quietly(async () => {
      await note([reviewId]);
      await tell(reviewId);
      read(reviewId);
    });
  }

  function writeSoon(reviewId: string, room: Room): void {
    if (!room.isShared || room.timer || room.isWriting || room.changed.size === 0 || isClosed) return;
    room.timer = setTimeout(() => {
      room.timer = undefined;
      room.isWriting = true;
      const clients = [...room.changed];
      room.changed.clear();
      const done = () => {
        room.isWriting = false;
        writeSoon(reviewId, room);
      };
      quietly(
        () => write(reviewId, room, clients).then(done),
        () => {
          room.isWriting = false;
          for (const clientId of clients) room.changed.add(clientId);
        },
      );
    }, gatherMilliseconds);
  }

  async function write(reviewId: string, { awareness }: Room, clients: readonly number[]): Promise<void> {
    const states = clients.map((client) => ({
      client,
      clock: awareness.meta.get(client)?.clock ?? 0,
      state: awareness.getStates().get(client) ?? null,
    }));
    const gone = states.filter(({ state }) => state === null).map(({ client }) => client);
    const here = states.filter(({ state }) => state !== null);
    await sql`
      with gone as (
        delete from presences where review_id = ${reviewId} and process_id = ${processId}
          and client_id = any(${`{${gone.join(",")}}`}::text::bigint[])
      ), here as (
        insert into presences (review_id, process_id, client_id, clock, state)
        select ${reviewId}, ${processId}, client, clock, state
        from jsonb_to_recordset(${JSON.stringify(here)}::text::jsonb) as states (client bigint, clock int, state jsonb)
        on conflict (review_id, process_id, client_id)
        do update set clock = excluded.clock, state = excluded.state, seen_at = now()
      )
      select pg_notify(${presenceChannel}, ${`${reviewId}:${processId}`})`;
  }

  const tell = (reviewId: string) => sql`select pg_notify(${presenceChannel}, ${`${reviewId}:${processId}`})`;

  /** Notes that this process has these drafts open. */
  const note = (reviewIds: readonly string[]) => sql`
    insert into presences (review_id, process_id, client_id, clock, state)
    select id, ${processId}, ${ofProcess}, 0, '{}' from unnest(${`{${reviewIds.join(",")}}`}::text::uuid[]) as id
    on conflict (review_id, process_id, client_id) do update set seen_at = now()`;

  function read(reviewId: string): void {
    const room = rooms.get(reviewId);
    if (!room) return;
    room.isWanted = true;
    if (room.isReading) return;
    room.isReading = true;
    quietly(
      async () => {
        while (room.isWanted && rooms.get(reviewId) === room) {
          room.isWanted = false;
          const rows = await sql<Row[]>`
            select process_id as "processId", client_id::float8 as "clientId", clock, state from presences
            where review_id = ${reviewId} and process_id <> ${processId}
              and seen_at > now() - ${goneSeconds} * interval '1 second'`;
          if (rooms.get(reviewId) === room) take(reviewId, room, rows);
        }
        room.isReading = false;
      },
      () => {
        room.isReading = false;
      },
    );
  }

  function take(reviewId: string, room: Room, rows: readonly Row[]): void {
    const { awareness, foreign } = room;
    const newest = new Map<number, Row>();
    for (const row of rows) {
      const isHere = awareness.getStates().has(row.clientId) && !foreign.has(row.clientId);
      if (row.clientId === ofProcess || isHere) continue;
      if (row.clock >= (newest.get(row.clientId)?.clock ?? 0)) newest.set(row.clientId, row);
    }
    const gone = [...foreign.keys()].filter((clientId) => !newest.has(clientId));
    for (const clientId of gone) foreign.delete(clientId);
    removeAwarenessStates(awareness, gone, elsewhere);
    for (const { clientId, clock, state } of newest.values()) {
      if (foreign.get(clientId) === clock) continue;
      foreign.set(clientId, clock);
      applyAwarenessUpdate(awareness, encodeState(clientId, clock, state), elsewhere);
    }
    const wasShared = room.isShared;
    room.isShared = rows.length > 0;
    if (!room.isShared || wasShared) return;
    for (const clientId of awareness.getStates().keys()) if (!foreign.has(clientId)) room.changed.add(clientId);
    writeSoon(reviewId, room);
  }

  function claim(reviewId: string, clientId: number): void {
    const room = rooms.get(reviewId);
    if (!room?.foreign.delete(clientId)) return;
    // As if it had never been seen, so that its next message makes it one of ours, whatever its clock says.
    room.awareness.states.delete(clientId);
    room.awareness.meta.delete(clientId);
  }

  function leave(reviewId: string, awareness: Awareness): void {
    const room = rooms.get(reviewId);
    // It may have been opened again meanwhile.
    if (room?.awareness !== awareness) return;
    clearTimeout(room.timer);
    rooms.delete(reviewId);
    quietly(async () => {
      await sql`delete from presences where review_id = ${reviewId} and process_id = ${processId}`;
      await tell(reviewId);
    });
  }

  async function beat(): Promise<void> {
    if (rooms.size > 0) await note([...rooms.keys()]);
    await sql`update presences set seen_at = now() where process_id = ${processId}`;
    await sql`delete from presences where seen_at < now() - ${goneSeconds} * interval '1 second'`;
    for (const reviewId of rooms.keys()) read(reviewId);
  }

  /** Presence is a courtesy: where the database fails, the next beat mends it. */
  function quietly(work: () => Promise<unknown>, failed = () => {}): void {
    work().catch((error) => {
      failed();
      log.debug({ err: error }, "presence was not shared");
    });
  }

  return {
    open,
    leave,
    hear: (payload) => {
      const [reviewId = "", from] = payload.split(":");
      if (from !== processId) read(reviewId);
    },
    claim,
    beat,
    close: async () => {
      isClosed = true;
      const told = [...rooms.keys()];
      for (const { timer } of rooms.values()) clearTimeout(timer);
      rooms.clear();
      await sql`delete from presences where process_id = ${processId}`;
      await Promise.all(told.map(tell));
    },
  };
}

/** One client's state as an awareness message has it. */
function encodeState(clientId: number, clock: number, state: object): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, 1);
  writeVarUint(encoder, clientId);
  writeVarUint(encoder, clock);
  writeVarString(encoder, JSON.stringify(state));
  return toUint8Array(encoder);
}
