import { and, asc, desc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import { digestMail, type Mail, type MailItem, reviewMail } from "@/core/notification-mail";
import { usualSettings } from "@/core/notifications";
import type { Transaction } from "@/db/connection";
import {
  comments,
  events,
  members,
  mutedReviews,
  notificationSettings,
  notifications,
  outbox,
  reviews,
  teams,
  users,
} from "@/db/schema";
import type { MailConfig } from "@/server/config";
import type { Context } from "@/server/context";
import { unsubscribeToken } from "@/server/unsubscribe";

/** People whose mail is written in one transaction. */
const mostPeople = 50;
/** Notifications that one look takes up for one person; the rest follows with the next. */
const mostTaken = 2000;

/**
 * Writes the mail that is due into the outbox, in one transaction with the note that it was: a crash leaves both or neither. What
 * was read meanwhile, muted, or belongs to a team the person has left is left out. One process does it at a time; gives the
 * number of mails written.
 */
export async function composeDueMail(
  context: Pick<Context, "db">,
  mail: MailConfig,
  now = new Date(),
): Promise<number> {
  return context.db.transaction(async (tx) => {
    const [lock] = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtext('lintel mail')) as mine`,
    );
    if (!lock?.mine) return 0;
    const people = await tx
      .selectDistinct({ userId: notifications.userId })
      .from(notifications)
      .where(lte(notifications.mailDueAt, now))
      .limit(mostPeople);
    let written = 0;
    for (const { userId } of people) written += await composeFor(tx, mail, userId, now);
    return written;
  });
}

async function composeFor(tx: Transaction, mail: MailConfig, userId: string, now: Date): Promise<number> {
  const [settings] = await tx.select().from(notificationSettings).where(eq(notificationSettings.userId, userId));
  const { mail: mode } = settings ?? usualSettings;
  const taken = await takeDue(tx, userId, mode, now);
  const rows = mode === "never" ? [] : await loadItems(tx, userId, taken);
  const byReview = new Map<string, Row[]>();
  for (const row of rows) byReview.set(row.item.review.id, [...(byReview.get(row.item.review.id) ?? []), row]);
  const groups = mode === "daily" ? [rows] : [...byReview.values()];
  let written = 0;
  for (const group of groups) {
    const [first, ...others] = group;
    if (!first) continue;
    const items: [MailItem, ...MailItem[]] = [first.item, ...others.map(({ item }) => item)];
    const kinds = [...new Set(items.map(({ kind }) => kind))];
    const token = unsubscribeToken({ userId, kinds });
    const links = { base: mail.publicUrl, unsubscribe: `${mail.publicUrl}/unsubscribe/${token}` };
    const composed: Mail = mode === "daily" ? digestMail(items, links) : reviewMail(items, links);
    await tx.insert(outbox).values({ userId, recipient: first.email, ...composed });
    const told = group.map(({ id }) => id);
    await tx.update(notifications).set({ mailedAt: now }).where(inArray(notifications.id, told));
    written++;
  }
  return written;
}

/**
 * Takes up what is due, so that it is not due again: with mail once a day all that waits, and with mail at once all that waits of
 * the reviews of which something is due, so that one mail has it together.
 */
async function takeDue(tx: Transaction, userId: string, mode: string, now: Date): Promise<string[]> {
  const own = eq(notifications.userId, userId);
  const due = tx
    .select({ reviewId: notifications.reviewId })
    .from(notifications)
    .where(and(own, lte(notifications.mailDueAt, now)));
  const waiting = tx
    .select({ id: notifications.id })
    .from(notifications)
    .where(
      and(
        own,
        sql`${notifications.mailDueAt} is not null`,
        mode === "daily" ? undefined : inArray(notifications.reviewId, due),
      ),
    )
    .orderBy(asc(notifications.id))
    .limit(mostTaken);
  const rows = await tx
    .update(notifications)
    .set({ mailDueAt: null })
    .where(inArray(notifications.id, waiting))
    .returning({ id: notifications.id });
  return rows.map(({ id }) => id);
}

type Row = { id: string; email: string; item: MailItem };

/** What of these a mail may still tell: unread, not muted, of teams the person is in, oldest first. */
async function loadItems(tx: Transaction, userId: string, ids: string[]): Promise<Row[]> {
  if (ids.length === 0) return [];
  const actor = { name: sql<string | null>`actor.name` };
  const rows = await tx
    .select({
      id: notifications.id,
      email: users.email,
      kind: notifications.kind,
      type: events.type,
      payload: events.payload,
      actorName: actor.name,
      team: { slug: teams.slug, name: teams.name },
      review: { id: reviews.id, number: reviews.number, title: reviews.title },
      body: sql<string | null>`left(${comments.body}, 1200)`,
      commentEvent: comments.event,
    })
    .from(notifications)
    .innerJoin(users, and(eq(users.id, notifications.userId), isNull(users.disabledAt)))
    .innerJoin(members, and(eq(members.teamId, notifications.teamId), eq(members.userId, notifications.userId)))
    .innerJoin(teams, eq(teams.id, notifications.teamId))
    .innerJoin(reviews, eq(reviews.id, notifications.reviewId))
    .innerJoin(events, and(eq(events.teamId, notifications.teamId), eq(events.number, notifications.event)))
    .leftJoin(sql`${users} as actor`, sql`actor.id = ${events.actorId}`)
    .leftJoin(comments, sql`${comments.id} = (${events.payload}->>'commentId')::uuid`)
    .leftJoin(
      mutedReviews,
      and(eq(mutedReviews.userId, notifications.userId), eq(mutedReviews.reviewId, notifications.reviewId)),
    )
    .where(
      and(
        eq(notifications.userId, userId),
        inArray(notifications.id, ids),
        isNull(notifications.readAt),
        isNull(mutedReviews.userId),
      ),
    )
    .orderBy(desc(notifications.reviewId), asc(notifications.id));
  return rows.map(({ id, email, kind, type, payload, actorName, body, commentEvent, ...where }) => ({
    id,
    email,
    item: {
      ...where,
      kind,
      event: { type, payload },
      actor: actorName === null ? null : { name: actorName },
      comment: body && commentEvent !== null ? { body, event: commentEvent } : null,
    },
  }));
}
