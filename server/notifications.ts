import { and, count, desc, eq, isNotNull, isNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { LintelError, notFound } from "@/core/errors";
import { commentExcerpt } from "@/core/notification-words";
import { mailDueAt, type NotificationSettings, notificationKinds, usualSettings } from "@/core/notifications";
import type { Database, Transaction } from "@/db/connection";
import {
  comments,
  events,
  members,
  mutedReviews,
  notificationSettings,
  notifications,
  reviews,
  teams,
  users,
} from "@/db/schema";
import { loadReview } from "@/server/access";
import { type Actor, isUuid } from "@/server/actor";
import type { Context } from "@/server/context";
import { tellInboxes } from "@/server/notification-follower";

type ReviewAt = { team: string; number: number };

/** The unread count is told exactly up to this, which is more than anybody reads off a bell. */
export const mostCounted = 100;

const excerptLength = 240;
const ofMember = and(eq(members.teamId, notifications.teamId), eq(members.userId, notifications.userId));
const mine = (actor: Actor) => eq(notifications.userId, actor.userId);

/** One page of the actor's notifications, newest first; those of teams they have left are hidden. */
export async function listNotifications(
  context: Context,
  actor: Actor,
  page: { unread?: boolean | undefined; cursor?: string | undefined; limit: number },
) {
  if (page.cursor && !isUuid(page.cursor)) throw new LintelError("invalid", "This is no cursor of an inbox.");
  const rows = await context.db
    .select({
      id: notifications.id,
      kind: notifications.kind,
      type: events.type,
      payload: events.payload,
      actorId: events.actorId,
      actorName: users.name,
      team: { slug: teams.slug, name: teams.name },
      review: {
        number: reviews.number,
        title: reviews.title,
        isMuted: sql<boolean>`exists (select from ${mutedReviews} m where m.user_id = ${notifications.userId} and m.review_id = ${reviews.id})`,
      },
      body: sql<string | null>`left(${comments.body}, 2000)`,
      commentEvent: comments.event,
      createdAt: notifications.createdAt,
      readAt: notifications.readAt,
    })
    .from(notifications)
    .innerJoin(members, ofMember)
    .innerJoin(teams, eq(teams.id, notifications.teamId))
    .innerJoin(reviews, eq(reviews.id, notifications.reviewId))
    .innerJoin(events, and(eq(events.teamId, notifications.teamId), eq(events.number, notifications.event)))
    .leftJoin(users, eq(users.id, events.actorId))
    .leftJoin(comments, sql`${comments.id} = (${events.payload}->>'commentId')::uuid`)
    .where(
      and(
        mine(actor),
        page.unread ? isNull(notifications.readAt) : undefined,
        page.cursor ? lt(notifications.id, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(page.limit + 1);
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  return {
    items: rows.slice(0, page.limit).map(({ actorId, actorName, body, commentEvent, ...row }) => ({
      ...row,
      actor: actorId ? { id: actorId, name: actorName ?? "" } : null,
      comment:
        body && commentEvent !== null ? { event: commentEvent, excerpt: commentExcerpt(body, excerptLength) } : null,
    })),
    next: last?.id ?? null,
  };
}

/** How many notifications the actor has not read, `mostCounted` at most. */
export async function countUnread(context: Context, actor: Actor): Promise<{ unread: number }> {
  const first = context.db
    .select({ id: notifications.id })
    .from(notifications)
    .innerJoin(members, ofMember)
    .where(and(mine(actor), isNull(notifications.readAt)))
    .limit(mostCounted)
    .as("first");
  const [row] = await context.db.select({ unread: count() }).from(first);
  return { unread: row?.unread ?? 0 };
}

/** Marks one notification read, or unread again. */
export async function markNotification(context: Context, actor: Actor, id: string, isRead: boolean): Promise<void> {
  const found = await mark(context.db, actor.userId, eq(notifications.id, id), isRead);
  if (found.length === 0) throw notFound("notification");
}

/** Marks everything up to now read: all of the inbox, or what is told of one review. */
export async function markAllRead(context: Context, actor: Actor, review?: ReviewAt): Promise<void> {
  const at = review ? await loadReview(context, actor, review, "review.read") : undefined;
  const unread = isNull(notifications.readAt);
  await mark(context.db, actor.userId, at ? and(unread, eq(notifications.reviewId, at.review.id)) : unread, true);
}

/**
 * Marks read what a person was told of a thread, or of all threads of a review, up to the event that they have seen. For whoever
 * notes that threads were read, in the same transaction.
 */
export async function markThreadsRead(
  tx: Database | Transaction,
  userId: string,
  read: ({ threadId: string } | { reviewId: string }) & { event: number },
): Promise<void> {
  const where =
    "threadId" in read
      ? eq(notifications.threadId, read.threadId)
      : and(eq(notifications.reviewId, read.reviewId), isNotNull(notifications.threadId));
  await mark(tx, userId, and(where, lte(notifications.event, read.event), isNull(notifications.readAt)), true);
}

async function mark(tx: Database | Transaction, userId: string, which: SQL | undefined, isRead: boolean) {
  const marked = await tx
    .update(notifications)
    .set(isRead ? { readAt: sql`coalesce(${notifications.readAt}, now())` } : { readAt: null })
    .where(and(eq(notifications.userId, userId), which))
    .returning({ id: notifications.id });
  if (marked.length > 0) await tellInboxes(tx, [userId]);
  return marked;
}

/** Stops what the actor is told of a review, or lets it begin again. What they were told stays; mail that waits is dropped. */
export async function muteReview(context: Context, actor: Actor, at: ReviewAt, isMuted: boolean): Promise<void> {
  const { review } = await loadReview(context, actor, at, "review.read");
  const key = { userId: actor.userId, reviewId: review.id };
  await context.db.transaction(async (tx) => {
    if (isMuted) {
      await tx.insert(mutedReviews).values(key).onConflictDoNothing();
      await tx
        .update(notifications)
        .set({ mailDueAt: null })
        .where(and(mine(actor), eq(notifications.reviewId, review.id), isNotNull(notifications.mailDueAt)));
    } else {
      await tx
        .delete(mutedReviews)
        .where(and(eq(mutedReviews.userId, key.userId), eq(mutedReviews.reviewId, key.reviewId)));
    }
    await tellInboxes(tx, [actor.userId]);
  });
}

/** How the actor wants to be told, whether this Lintel sends mail at all, and the reviews they have muted. */
export async function readNotificationSettings(context: Context, actor: Actor) {
  const [[row], muted] = await Promise.all([
    context.db.select().from(notificationSettings).where(eq(notificationSettings.userId, actor.userId)),
    context.db
      .select({ team: { slug: teams.slug, name: teams.name }, number: reviews.number, title: reviews.title })
      .from(mutedReviews)
      .innerJoin(reviews, eq(reviews.id, mutedReviews.reviewId))
      .innerJoin(teams, eq(teams.id, reviews.teamId))
      .innerJoin(members, and(eq(members.teamId, teams.id), eq(members.userId, mutedReviews.userId)))
      .where(eq(mutedReviews.userId, actor.userId))
      .orderBy(teams.name, reviews.number)
      .limit(200),
  ]);
  const { mail, digestHour, mutedKinds, unmailedKinds } = row ?? usualSettings;
  return { mail, digestHour, mutedKinds, unmailedKinds, sendsMail: context.config.mail !== undefined, muted };
}

/** Changes how the actor wants to be told. Mail that waits follows the new choice. */
export async function updateNotificationSettings(
  context: Context,
  actor: Actor,
  input: Partial<{ [K in keyof NotificationSettings]: NotificationSettings[K] | undefined }>,
): Promise<void> {
  await context.db.transaction((tx) => changeSettings(tx, context, actor.userId, input));
}

/** The same for a person who is not signed in, by the link of a mail. */
export async function changeSettings(
  tx: Transaction,
  { config }: Pick<Context, "config">,
  userId: string,
  input: Partial<{ [K in keyof NotificationSettings]: NotificationSettings[K] | undefined }>,
): Promise<void> {
  await tx.insert(notificationSettings).values({ userId, mail: usualSettings.mail }).onConflictDoNothing();
  const own = eq(notificationSettings.userId, userId);
  const [before] = await tx.select().from(notificationSettings).where(own).for("update");
  if (!before) throw new Error("the settings were not stored");
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const settings: NotificationSettings = { ...before, ...given };
  // In the order of the table, each once.
  settings.mutedKinds = notificationKinds.filter((kind) => settings.mutedKinds.includes(kind));
  settings.unmailedKinds = notificationKinds.filter((kind) => settings.unmailedKinds.includes(kind));
  const { mail, digestHour, mutedKinds, unmailedKinds } = settings;
  await tx.update(notificationSettings).set({ mail, digestHour, mutedKinds, unmailedKinds }).where(own);
  const now = new Date();
  for (const kind of notificationKinds) {
    const isWanted = !mutedKinds.includes(kind);
    const due = isWanted ? mailDueAt(now, kind, settings, config.mail?.delaySeconds ?? 0) : null;
    const waiting = and(eq(notifications.userId, userId), eq(notifications.kind, kind));
    await tx
      .update(notifications)
      .set({ mailDueAt: due })
      .where(and(waiting, isNotNull(notifications.mailDueAt)));
  }
}

/** Forgets what was read more than 90 days ago; what nobody has read stays. */
export async function forgetOldNotifications({ db }: Context): Promise<void> {
  await db.delete(notifications).where(lt(notifications.readAt, sql`now() - interval '90 days'`));
}
