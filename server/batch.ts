import { type Database, isDatabaseAway } from "@/db/connection";

type Waiting<Key, Found> = { key: Key; done: (found: Found | undefined) => void; failed: (error: unknown) => void };

/** Keys asked for, or writes stored, in one query at most. */
const mostTogether = 100;

/**
 * A lookup that nearly every request makes, asked for many requests in one query: what arrives while a query runs goes together
 * into the next one. Nothing is kept, so an answer is never older than its question; a quiet server asks at once, and a busy one
 * asks the database a fraction as often. `find` answers in the order of the keys. Where it fails, each key is asked for alone, so
 * that nobody fails by the key of another.
 */
export function batched<Key, Found>(
  find: (db: Database, keys: Key[]) => Promise<(Found | undefined)[]>,
): (db: Database, key: Key) => Promise<Found | undefined> {
  const ask = gathered(
    (db, _lane, keys: Key[]) => find(db, keys),
    () => true,
  );
  return (db, key) => ask(db, "", key);
}

/**
 * The same for a write: what arrives while one is being committed is committed together, so that many who write one thing each
 * under the same lock wait for few commits. `lane` names that lock; writes of different lanes do not wait for one another. One
 * that failed because the database went away may have been committed all the same, and is not tried again by itself.
 */
export function batchedWrite<Input, Stored>(
  write: (db: Database, lane: string, inputs: Input[]) => Promise<(Stored | undefined)[]>,
): (db: Database, lane: string, input: Input) => Promise<Stored | undefined> {
  return gathered(write, (error) => !isDatabaseAway(error));
}

function gathered<Key, Found>(
  work: (db: Database, lane: string, keys: Key[]) => Promise<(Found | undefined)[]>,
  mayRepeat: (error: unknown) => boolean,
): (db: Database, lane: string, key: Key) => Promise<Found | undefined> {
  // A transaction is a database of its own here: its reader must see what it wrote.
  const queues = new WeakMap<Database, Map<string, Waiting<Key, Found>[]>>();

  async function runAll(db: Database, lane: string, waiting: Waiting<Key, Found>[]): Promise<void> {
    while (waiting.length > 0) await run(db, lane, waiting.splice(0, mostTogether));
    queues.get(db)?.delete(lane);
  }

  async function run(db: Database, lane: string, batch: Waiting<Key, Found>[]): Promise<void> {
    try {
      const found = await work(
        db,
        lane,
        batch.map(({ key }) => key),
      );
      batch.forEach(({ done }, place) => {
        done(found[place]);
      });
    } catch (error) {
      if (batch.length > 1 && mayRepeat(error)) for (const waiting of batch) await run(db, lane, [waiting]);
      else for (const { failed } of batch) failed(error);
    }
  }

  return (db, lane, key) =>
    new Promise((done, failed) => {
      const entry = { key, done, failed };
      const lanes = queues.get(db) ?? new Map<string, Waiting<Key, Found>[]>();
      queues.set(db, lanes);
      const queue = lanes.get(lane);
      if (queue) queue.push(entry);
      else {
        const waiting = [entry];
        lanes.set(lane, waiting);
        void runAll(db, lane, waiting);
      }
    });
}

/** A query that is built once for each database and prepared there, with placeholders for what changes. */
export function prepared<Query>(build: (db: Database) => Query): (db: Database) => Query {
  const built = new WeakMap<Database, Query>();
  return (db) => {
    const known = built.get(db);
    if (known) return known;
    const query = build(db);
    built.set(db, query);
    return query;
  };
}
