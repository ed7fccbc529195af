import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { and, eq, lt, sql } from "drizzle-orm";
import { LintelError } from "@/core/errors";
import type { Database } from "@/db/connection";
import { idempotencyKeys } from "@/db/schema";
import type { Context } from "@/server/context";

type Reply = { status: number; body: string; cookies: string[] };

/**
 * Runs a request once per key. Effect and stored reply commit in one transaction, so a crash leaves both or neither, and a
 * repetition, also one that comes while the first still runs, gets the first one's reply. A key that comes with another
 * request is refused. Files are never replies of mutating routes. Keys are kept for 48 hours.
 */
export async function once(
  context: Context,
  request: { key: string; actor: string; request: string },
  run: (inside: Context) => Promise<Reply | { status: number; file: unknown }>,
): Promise<Reply> {
  const { key, actor } = request;
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new LintelError("invalid", "Idempotency-Key must be 1 to 200 visible ASCII characters.");
  // Keyed, because a request may hold a password that a plain digest would let somebody guess.
  const requestHash = createHmac("sha256", keyOf("request")).update(request.request).digest("hex");
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
      const [body = "", ...cookies] = open(kept.body ?? "").split(partition);
      return { status: kept.status, body, cookies };
    }
    // A transaction offers all that operations use of a database; one inside it becomes a savepoint.
    const reply = await run({ ...context, db: tx as unknown as Database });
    if (!("body" in reply)) throw new Error("a mutating route replied with a file");
    await tx
      .update(idempotencyKeys)
      .set({ status: reply.status, body: seal([reply.body, ...reply.cookies].join(partition)) })
      .where(ours);
    return reply;
  });
}

/** Between a kept body and its cookies: JSON has this character only escaped, a header never. */
const partition = "\0";

const keyOf = (purpose: string) =>
  Buffer.from(hkdfSync("sha256", process.env.AUTH_SECRET ?? "", "", `lintel idempotency ${purpose}`, 32));

/** A reply may hold a secret that is shown once, so it is kept encrypted (AES-256-GCM): nonce, tag, text. */
function seal(body: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf("reply"), nonce);
  const text = Buffer.concat([cipher.update(body, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64");
}

function open(sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyOf("reply"), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch {
    throw new LintelError(
      "conflict",
      "The reply to this key can no longer be read, but the request was done. Look at its result.",
    );
  }
}

/** Forgets keys older than 48 hours. */
export async function forgetOldKeys(context: Context): Promise<void> {
  await context.db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, sql`now() - interval '48 hours'`));
}
