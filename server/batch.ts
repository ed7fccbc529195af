import type { Database } from "@/db/connection";

type Waiting<Key, Found> = { key: Key; done: (found: Found | undefined) => void; failed: (error: unknown) => void };

/** Keys asked for in one query at most. */
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
  // A transaction is a database of its own here: its reader must see what it wrote.
  const queues = new WeakMap<Database, Waiting<Key, Found>[]>();

  async function runAll(db: Database, waiting: Waiting<Key, Found>[]): Promise<void> {
    while (waiting.length > 0) await run(db, waiting.splice(0, mostTogether));
    queues.delete(db);
  }

  async function run(db: Database, batch: Waiting<Key, Found>[]): Promise<void> {
    try {
      const found = await find(
        db,
        batch.map(({ key }) => key),
      );
      batch.forEach(({ done }, place) => {
        done(found[place]);
      });
    } catch (error) {
      if (batch.length === 1) batch[0]?.failed(error);
      else await Promise.all(batch.map((waiting) => run(db, [waiting])));
    }
  }

  return (db, key) =>
    new Promise((done, failed) => {
      const entry = { key, done, failed };
      const queue = queues.get(db);
      if (queue) queue.push(entry);
      else {
        const waiting = [entry];
        queues.set(db, waiting);
        void runAll(db, waiting);
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
