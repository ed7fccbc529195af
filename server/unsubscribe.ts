import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import { notFound } from "@/core/errors";
import { type MailMode, type NotificationKind, notificationKinds, usualSettings } from "@/core/notifications";
import type { Database, Transaction } from "@/db/connection";
import { notificationSettings, users } from "@/db/schema";
import type { Context } from "@/server/context";
import { changeSettings } from "@/server/notifications";

/** What the link of a mail speaks for: the mail of one person, and the kinds that this mail told of. */
type Subscription = { userId: string; kinds: NotificationKind[] };

/**
 * The token of an unsubscribe link: person and kinds, signed with a key that nothing else uses. It has no expiry, because a mail
 * has none, and it can do nothing but turn mail off.
 */
export function unsubscribeToken({ userId, kinds }: Subscription): string {
  const mask = notificationKinds.reduce((sum, kind, bit) => sum | (kinds.includes(kind) ? 1 << bit : 0), 0);
  const content = Buffer.concat([Buffer.from(userId.replaceAll("-", ""), "hex"), Buffer.from([mask])]);
  return Buffer.concat([content, sign(content)]).toString("base64url");
}

const contentBytes = 17;

function readToken(token: string): Subscription {
  const bytes = Buffer.from(token, "base64url");
  const [content, signature] = [bytes.subarray(0, contentBytes), bytes.subarray(contentBytes)];
  const expected = sign(content);
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) throw notFound("subscription");
  const mask = content[contentBytes - 1] ?? 0;
  const userId = content.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { userId, kinds: notificationKinds.filter((_, bit) => mask & (1 << bit)) };
}

function sign(content: Uint8Array): Buffer {
  const key = Buffer.from(hkdfSync("sha256", process.env.AUTH_SECRET ?? "", "", "lintel unsubscribe", 32));
  return createHmac("sha256", key).update(content).digest();
}

/** Whom the link is for, what it may turn off, and how things stand. */
export async function readSubscription(
  { db }: { db: Database | Transaction },
  token: string,
): Promise<{ email: string; kinds: NotificationKind[]; mail: MailMode; unmailedKinds: NotificationKind[] }> {
  const { userId, kinds } = readToken(token);
  const [row] = await db
    .select({
      email: users.email,
      mail: notificationSettings.mail,
      unmailedKinds: notificationSettings.unmailedKinds,
    })
    .from(users)
    .leftJoin(notificationSettings, eq(notificationSettings.userId, users.id))
    .where(eq(users.id, userId));
  if (!row) throw notFound("subscription");
  const { mail, unmailedKinds } = row;
  return { email: row.email, kinds, mail: mail ?? usualSettings.mail, unmailedKinds: unmailedKinds ?? [] };
}

/** Turns off the mail about what this mail told of, or all mail. The inbox goes on as before. */
export async function unsubscribe(context: Context, token: string, what: "kinds" | "all"): Promise<void> {
  const { userId, kinds } = readToken(token);
  await context.db.transaction(async (tx) => {
    const { unmailedKinds } = await readSubscription({ db: tx }, token);
    const change = what === "all" ? { mail: "never" as const } : { unmailedKinds: [...unmailedKinds, ...kinds] };
    await changeSettings(tx, context, userId, change);
  });
}
