import { type SQL, sql } from "drizzle-orm";
import * as Y from "yjs";
import { LintelError, notFound } from "@/core/errors";
import { type Spec, specDefinition } from "@/core/spec/definition";
import { writeSpec } from "@/core/spec/draft";
import { type Database, isDatabaseAway, type Transaction } from "@/db/connection";
import { drafts } from "@/db/schema";
import type { Context } from "@/server/context";
import { applyStored, maxUpdateBytes } from "@/server/draft-update";
import { publishEvents } from "@/server/publish";

/** One update that somebody wants stored. `sections` is asked at most once a minute, for the event. */
export type DraftEdit = {
  update: Uint8Array;
  actorId: string;
  sections: () => string[];
  /**
   * What is stored with it or not at all, in its transaction, once its number is known and the draft locked. An error takes the
   * edit back. Such an edit comes from a private copy: nobody's later edits build on it before it is committed.
   */
  alongside?: (tx: Transaction, seq: number) => Promise<void>;
};

/** Updates that have just been committed, numbered from `first` without a gap. */
export type Committed = { reviewId: string; first: number; updates: Uint8Array[] };

export type StoredUpdate = { seq: number; update: Uint8Array };

/** A draft as it stood when the update numbered `seq` had been committed. */
export type LoadedDraft = { doc: Y.Doc; seq: number };

export type DraftStore = {
  /** Commits an update and answers its number. Nothing may be acknowledged before it does. */
  append: (reviewId: string, edit: DraftEdit) => Promise<number>;
  /** Everything committed after number `seq`, in order; -1 asks for the whole draft. `not_found` where there is none. */
  changesSince: (reviewId: string, seq: number) => Promise<StoredUpdate[]>;
  /** A private copy of the draft as committed. */
  load: (reviewId: string) => Promise<LoadedDraft>;
  /** Calls `listener` after each commit of this process and before its edits are acknowledged. */
  onCommit: (listener: (committed: Committed) => void) => () => void;
  /** Answers when no commit is under way any more. */
  settle: () => Promise<void>;
};

/** The channel on which processes tell one another how far a draft has come: `<review id>:<seq>`. */
export const draftChannel = "lintel_draft";

const eventMilliseconds = 60_000;
const mostUpdatesTogether = 500;
const mostRemembered = 20_000;

type Waiting = { edit: DraftEdit; done: (seq: number) => void; failed: (error: unknown) => void };
type Executor = Pick<Database, "execute">;

const stores = new WeakMap<Context["sql"], DraftStore>();

/** The one store of a process: commits of a draft are put together here, so there must not be two. */
export function draftStore(context: Pick<Context, "db" | "sql" | "log">): DraftStore {
  const known = stores.get(context.sql);
  if (known) return known;
  const store = createDraftStore(context);
  stores.set(context.sql, store);
  return store;
}

function createDraftStore({ db, log, sql: driver }: Pick<Context, "db" | "sql" | "log">): DraftStore {
  const queues = new Map<string, { waiting: Waiting[]; running: Promise<void> }>();
  const listeners = new Set<(committed: Committed) => void>();
  const lastEvents = new Map<string, number>();
  const announce = announcer(driver);

  function append(reviewId: string, edit: DraftEdit): Promise<number> {
    return new Promise((done, failed) => {
      const queue = queues.get(reviewId);
      const entry = { edit, done, failed };
      if (queue) queue.waiting.push(entry);
      else {
        const waiting = [entry];
        queues.set(reviewId, { waiting, running: commitAll(reviewId, waiting) });
      }
    });
  }

  /** What arrives while a commit runs goes together into the next one: a fast typist costs no more commits than a slow one. */
  async function commitAll(reviewId: string, waiting: Waiting[]): Promise<void> {
    while (waiting.length > 0) {
      const batch = takeBatch(waiting);
      try {
        const last = await commit(
          reviewId,
          batch.map(({ edit }) => edit),
        );
        const first = last - batch.length + 1;
        const committed = { reviewId, first, updates: batch.map(({ edit }) => edit.update) };
        for (const listener of listeners) listener(committed);
        announce(reviewId, last);
        batch.forEach(({ done }, index) => {
          done(first + index);
        });
      } catch (error) {
        // Later edits may build on these, and their senders are about to send everything again.
        const later = batch[0]?.edit.alongside ? [] : waiting.splice(0);
        for (const { failed } of [...batch, ...later]) failed(error);
      }
    }
    queues.delete(reviewId);
  }

  async function commit(reviewId: string, edits: DraftEdit[]): Promise<number> {
    const due = edits.filter(({ actorId }, index) => {
      if (edits.findIndex((other) => other.actorId === actorId) !== index) return false;
      return Date.now() - (lastEvents.get(`${reviewId}:${actorId}`) ?? 0) >= eventMilliseconds;
    });
    const alongside = edits[0]?.alongside;
    if (due.length === 0 && !alongside) return insertUpdates(db, reviewId, edits);
    const last = await db.transaction(async (tx) => {
      const seq = await insertUpdates(tx, reviewId, edits);
      await alongside?.(tx, seq);
      for (const { actorId, sections } of due) await noteEdit(tx, reviewId, actorId, sections());
      return seq;
    });
    if (lastEvents.size > mostRemembered) lastEvents.clear();
    for (const { actorId } of due) lastEvents.set(`${reviewId}:${actorId}`, Date.now());
    return last;
  }

  async function changesSince(reviewId: string, seq: number): Promise<StoredUpdate[]> {
    // One statement, so one snapshot: a compaction between two would hide rows that have just become part of the state.
    const rows = await driver<{ seq: string; update: Uint8Array | null }[]>`
      with draft as materialized (select state_seq, state from drafts where review_id = ${reviewId})
      select state_seq as seq, case when state_seq > ${seq} then state end as update from draft
      union all
      select u.seq, u.update from draft, draft_updates u
      where u.review_id = ${reviewId} and u.seq > greatest(draft.state_seq, ${seq})
      order by seq`;
    if (rows.length === 0) throw notFound("review");
    return rows.flatMap(({ seq, update }) => (update === null ? [] : [{ seq: Number(seq), update }]));
  }

  async function load(reviewId: string): Promise<LoadedDraft> {
    const stored = await changesSince(reviewId, -1);
    const doc = new Y.Doc();
    applyStored(
      doc,
      stored.map(({ update }) => update),
      (error) => log.error({ err: error, reviewId }, "an update of a draft cannot be read and is left out"),
    );
    return { doc, seq: stored.at(-1)?.seq ?? 0 };
  }

  return {
    append,
    changesSince,
    load,
    onCommit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settle: async () => {
      await Promise.all([...queues.values()].map(({ running }) => running));
    },
  };
}

/** The first of those waiting that may be stored together: so many, or one that brings something alongside. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  let bytes = 0;
  let count = 0;
  if (waiting[0]?.edit.alongside) return waiting.splice(0, 1);
  for (const { edit } of waiting) {
    if (edit.alongside) break;
    bytes += edit.update.length;
    if (count > 0 && (bytes > maxUpdateBytes || count >= mostUpdatesTogether)) break;
    count++;
  }
  return waiting.splice(0, count);
}

/** Numbers, stores and attributes updates in one statement, under the lock of the draft's row. Answers the last number. */
async function insertUpdates(executor: Executor, reviewId: string, edits: DraftEdit[]): Promise<number> {
  const ends: number[] = [];
  let total = 0;
  for (const { update } of edits) {
    total += update.length;
    ends.push(total);
  }
  // One value and the places where it is cut: an array of byte strings would be escaped twice on its way.
  const bytes = Buffer.concat(edits.map(({ update }) => update));
  const actors = edits.map(({ actorId }) => actorId);
  const statement: SQL = sql`
    with edit as (
      select place::int, substring(${bytes}::bytea from begins + 1 for ends - begins) as update, actor_id
      from unnest(${`{${[0, ...ends.slice(0, -1)].join(",")}}`}::int[], ${`{${ends.join(",")}}`}::int[],
        ${`{${actors.join(",")}}`}::uuid[]) with ordinality as given (begins, ends, actor_id, place)
    ), draft as (
      update drafts set seq = seq + ${edits.length}::int, updated_at = now() where review_id = ${reviewId}::uuid
      returning seq - ${edits.length}::int as before
    ), stored as (
      insert into draft_updates (review_id, seq, update, actor_id)
      select ${reviewId}::uuid, draft.before + edit.place, edit.update, edit.actor_id from draft, edit
    ), credited as (
      insert into contributors (review_id, user_id, last_edit_at)
      select distinct ${reviewId}::uuid, edit.actor_id, now() from draft, edit
      on conflict (review_id, user_id) do update set last_edit_at = excluded.last_edit_at
        where contributors.last_edit_at < now() - interval '10 seconds'
    )
    select before from draft`;
  const [row] = await executor.execute<{ before: string }>(statement);
  if (!row) throw notFound("review");
  return Number(row.before) + edits.length;
}

/** Writes that somebody edited the draft, unless another process wrote it within the minute. */
async function noteEdit(tx: Transaction, reviewId: string, actorId: string, sections: string[]): Promise<void> {
  const [review] = await tx.execute<{ teamId: string; isFresh: boolean }>(sql`
    select team_id as "teamId", exists (
      select 1 from (
        select type, actor_id, created_at from events where review_id = r.id order by number desc limit 50
      ) recent
      where type = 'draft.edited' and actor_id = ${actorId}::uuid and created_at > now() - interval '1 minute'
    ) as "isFresh"
    from reviews r where id = ${reviewId}::uuid`);
  if (!review || review.isFresh) return;
  await publishEvents(tx, { teamId: review.teamId, reviewId, actorId }, [
    { type: "draft.edited", payload: { sections } },
  ]);
}

/**
 * Tells other processes how far drafts have come, after the commit and many at once: a NOTIFY inside the transaction would make
 * all commits of the database wait for one another. One that is lost with its process is made up for by the receivers, which
 * look by themselves every few seconds.
 */
function announcer(driver: Context["sql"]): (reviewId: string, seq: number) => void {
  const news = new Map<string, number>();
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    while (news.size > 0) {
      const payloads = [...news].map(([reviewId, seq]) => `${reviewId}:${seq}`);
      news.clear();
      await driver`select pg_notify(${draftChannel}, payload) from unnest(${payloads}::text[]) as payload`.catch(
        () => {},
      );
    }
    isRunning = false;
  };
  return (reviewId, seq) => {
    news.set(reviewId, seq);
    if (!isRunning) void run();
  };
}

/** Stores the first draft of a new review, in the transaction that makes the review. */
export async function createDraft(tx: Transaction, reviewId: string, spec: Spec): Promise<void> {
  const doc = new Y.Doc();
  writeSpec(doc, spec);
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  await tx.insert(drafts).values({ reviewId, state, spec, schemaVersion: specDefinition.schemaVersion });
}

/** What to tell the author whose edit could not be stored. */
export function saveRefusal(error: unknown): LintelError {
  if (error instanceof LintelError) return error;
  if (isDatabaseAway(error))
    return new LintelError("unavailable", "The database cannot be reached at the moment.", { retryAfter: 2 });
  return new LintelError("unavailable", "The server could not store the change.", { retryAfter: 5 });
}
