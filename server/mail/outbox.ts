import { and, eq, lt, or, sql } from "drizzle-orm";
import { hostOf } from "@/core/notification-mail";
import { outbox } from "@/db/schema";
import type { MailConfig } from "@/server/config";
import type { Context } from "@/server/context";
import { failureOf, type Mailer } from "@/server/mail/mailer";

type Store = Pick<Context, "db" | "log">;

/** Seconds until the next attempt, after each that failed; after the last one the mail is given up, 22 hours after the first. */
const pauses = [60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600];

export type Lease = {
  /** Seconds for which nobody else takes a mail that is being sent. After a crash it is tried again when they are over. */
  leaseSeconds: number;
  /** Seconds after which this process itself gives an attempt up, fewer than the lease. */
  deadlineSeconds: number;
};

const usualLease: Lease = { leaseSeconds: 120, deadlineSeconds: 90 };

/**
 * Sends what is due, one mail after the other, until nothing is or `isStopping` says so; gives how many were taken. A mail is
 * claimed durably before it is sent and marked at once when the server has taken it, so several processes never send the same
 * one. Only if a process dies between the server's answer and that mark is a mail sent twice, under the same Message-ID.
 */
export async function sendDueMail(
  context: Store,
  mail: Pick<MailConfig, "publicUrl">,
  open: () => Mailer,
  options: Partial<Lease> & { isStopping?: () => boolean } = {},
): Promise<number> {
  const lease = { ...usualLease, ...options };
  let mailer: Mailer | undefined;
  let sent = 0;
  try {
    while (!options.isStopping?.()) {
      const letter = await claim(context, lease);
      if (!letter) break;
      mailer ??= open();
      if (await attempt(context, mailer, letter, hostOf({ base: mail.publicUrl }), lease)) sent++;
      else {
        // The connection may be what is wrong.
        mailer.close();
        mailer = undefined;
      }
    }
  } finally {
    mailer?.close();
  }
  return sent;
}

type Claimed = typeof outbox.$inferSelect;

/** Takes the mail that has waited longest: its next attempt is put behind the lease, in a transaction of its own. */
async function claim({ db }: Store, { leaseSeconds }: Lease): Promise<Claimed | undefined> {
  const next = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(sql`${outbox.sentAt} is null and ${outbox.failedAt} is null and ${outbox.dueAt} <= now()`)
    .orderBy(outbox.dueAt)
    .limit(1)
    .for("update", { skipLocked: true });
  const [row] = await db
    .update(outbox)
    .set({ attempts: sql`${outbox.attempts} + 1`, dueAt: sql`now() + make_interval(secs => ${leaseSeconds})` })
    .where(eq(outbox.id, sql`(${next})`))
    .returning();
  return row;
}

async function attempt(context: Store, mailer: Mailer, letter: Claimed, host: string, lease: Lease): Promise<boolean> {
  const { id, attempts, recipient, subject, text, html, headers } = letter;
  // What this attempt may write about: one that has come after it knows better.
  const mine = and(eq(outbox.id, id), eq(outbox.attempts, attempts));
  const sending = mailer.send({ messageId: `<${id}@${host}>`, recipient, subject, text, html, headers });
  try {
    await withDeadline(sending, lease.deadlineSeconds);
  } catch (error) {
    const { reason, isFinal } = failureOf(error);
    const pause = pauses[attempts - 1];
    const isGivenUp = isFinal || pause === undefined;
    context.log.warn({ err: error, mail: id, attempts, isGivenUp }, "a mail could not be sent");
    await context.db
      .update(outbox)
      .set({
        lastError: reason,
        ...(isGivenUp ? { failedAt: sql`now()` } : { dueAt: sql`now() + make_interval(secs => ${pause})` }),
      })
      .where(mine);
    return false;
  }
  await context.db.update(outbox).set({ sentAt: sql`now()`, lastError: null }).where(mine);
  return true;
}

async function withDeadline(work: Promise<void>, seconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(
      () => fail(new Error(`The SMTP server did not answer within ${seconds} seconds.`)),
      seconds * 1000,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}

/** Forgets mail that was sent or given up more than 30 days ago. */
export async function forgetOldMail({ db }: Context): Promise<void> {
  const monthAgo = sql`now() - interval '30 days'`;
  await db.delete(outbox).where(or(lt(outbox.sentAt, monthAgo), lt(outbox.failedAt, monthAgo)));
}
