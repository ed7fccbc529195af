import { and, eq, lt, sql } from "drizzle-orm";
import { LintelError } from "@/core/errors";
import type { Database } from "@/db/connection";
import { idempotencyKeys } from "@/db/schema";
import { hashSecret } from "@/server/actor";
import type { Context } from "@/server/context";

type Reply = { status: number; body: string };

/**
 * Runs a request once per key. Effect and stored reply commit in one transaction, so a crash leaves both or neither, and a
 * repetition, also one that comes while the first still runs, gets the first one's reply. A key that comes with another
 * request is refused. Files are never replies of mutating routes. Keys are kept for 48 hours.
 */
export async function once(
  context: Context,
  request: { key: string; actor: string; request: string },
  run: (inside: Context) => Promise<{ status: number; body: string } | { status: number; file: unknown }>,
): Promise<Reply> {
  const { key, actor } = request;
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new LintelError("invalid", "Idempotency-Key must be 1 to 200 visible ASCII characters.");
  const requestHash = hashSecret(request.request);
  return context.db.transaction(async (tx) => {
    // A second request with the key waits here until the first one has committed or failed.
    const [mine] = await tx
      .insert(idempotencyKeys)
      .values({ actor, key, requestHash })
      .onConflictDoNothing()
      .returning({ key: idempotencyKeys.key });
    const ours = and(eq(idempotencyKeys.actor, actor), eq(idempotencyKeys.key, key));
    if (!mine) {
      const [kept] = await tx.select().from(idempotencyKeys).where(ours);
      if (kept && kept.requestHash !== requestHash)
        throw new LintelError("invalid", "This Idempotency-Key was used for another request. Take a new key.");
      if (!kept || kept.status === null)
        throw new LintelError("conflict", "The request with this key did not finish. Try again.");
      return { status: kept.status, body: kept.body ?? "" };
    }
    // A transaction offers all that operations use of a database; one inside it becomes a savepoint.
    const reply = await run({ ...context, db: tx as unknown as Database });
    if (!("body" in reply)) throw new Error("a mutating route replied with a file");
    await tx.update(idempotencyKeys).set({ status: reply.status, body: reply.body }).where(ours);
    return reply;
  });
}

/** Forgets keys older than 48 hours. */
export async function forgetOldKeys(context: Context): Promise<void> {
  await context.db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, sql`now() - interval '48 hours'`));
}
