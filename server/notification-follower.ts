import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import {
  isTold,
  type Listener,
  mailDueAt,
  type NotificationFacts,
  type NotificationSettings,
  notificationsOf,
  reasonsOf,
  usualSettings,
} from "@/core/notifications";
import type { Transaction } from "@/db/connection";
import {
  comments,
  members,
  mutedReviews,
  notificationSettings,
  notifications,
  reviews,
  threadReads,
  users,
} from "@/db/schema";
import type { Config } from "@/server/config";
import type { Follower, LoggedEvent } from "@/server/followers";
import { inboxChannel } from "@/server/publish";

/** What happened longer ago than this when it is looked at is no news: a log that began before notifications did. */
const oldestNews = 7 * 86_400_000;
/** Rows in one statement, which may have 65,535 values. */
const mostTogether = 1000;

/** Writes what members are told of, exactly once for each event, and decides when mail tells of it. */
export function notificationFollower(config: Pick<Config, "mail">): Follower {
  return { name: "notifications", follow: (tx, teamId, happened) => notify(tx, config, teamId, happened) };
}

type Told = LoggedEvent & { reviewId: string };
type Person = Pick<Listener, "mutedKinds"> & { settings: NotificationSettings; mutedReviewIds: readonly string[] };

async function notify(
  tx: Transaction,
  config: Pick<Config, "mail">,
  teamId: string,
  happened: LoggedEvent[],
): Promise<void> {
  const now = new Date();
  const told = happened.filter(
    (event): event is Told =>
      isTold(event.type) && event.reviewId !== null && now.getTime() - event.createdAt.getTime() < oldestNews,
  );
  if (told.length === 0) return;
  const facts = await loadFacts(tx, told);
  const concerned = told.flatMap((event) => {
    const known = facts(event);
    return known ? [...reasonsOf(event, known).keys()] : [];
  });
  const people = await loadPeople(tx, teamId, [...new Set(concerned)]);
  const hasRead = await loadReads(tx, told, [...people.keys()]);
  const rows = told.flatMap((event) => {
    const known = facts(event);
    if (!known) return [];
    return notificationsOf(event, known, listenersTo(people, event.reviewId)).map(({ userId, kind }) => {
      const { settings } = people.get(userId) ?? { settings: usualSettings };
      const isRead = hasRead(userId, event);
      return {
        userId,
        teamId,
        event: event.number,
        kind,
        reviewId: event.reviewId,
        threadId: threadOf(event),
        createdAt: event.createdAt,
        readAt: isRead ? now : null,
        mailDueAt: config.mail && !isRead ? mailDueAt(now, kind, settings, config.mail.delaySeconds) : null,
      };
    });
  });
  const written: { userId: string }[] = [];
  for (let from = 0; from < rows.length; from += mostTogether)
    written.push(
      ...(await tx
        .insert(notifications)
        .values(rows.slice(from, from + mostTogether))
        .onConflictDoNothing()
        .returning({ userId: notifications.userId })),
    );
  const answered = await readByAnswering(tx, told);
  await tellInboxes(tx, [...new Set([...written, ...answered].map(({ userId }) => userId))]);
}

const threadOf = ({ payload }: LoggedEvent) => ("threadId" in payload ? payload.threadId : null);

/** Whether somebody had seen the comment of an event before they could be told of it, with the thread open before them. */
async function loadReads(tx: Transaction, told: readonly Told[], userIds: string[]) {
  const threadIds = told.flatMap((event) => threadOf(event) ?? []);
  const rows =
    threadIds.length === 0 || userIds.length === 0
      ? []
      : await tx
          .select({ userId: threadReads.userId, threadId: threadReads.threadId, event: threadReads.event })
          .from(threadReads)
          .where(and(inArray(threadReads.threadId, threadIds), inArray(threadReads.userId, userIds)));
  const seen = new Map(rows.map(({ userId, threadId, event }) => [`${userId} ${threadId}`, event]));
  return (userId: string, event: Told) => (seen.get(`${userId} ${threadOf(event)}`) ?? 0) >= event.number;
}

/** Who writes in a thread has read what they were told of it before. */
async function readByAnswering(tx: Transaction, told: readonly Told[]): Promise<{ userId: string }[]> {
  const answers = told.filter(({ type, actorId }) => type === "comment.added" && actorId !== null);
  if (answers.length === 0) return [];
  const [users, threads, numbers] = [
    answers.map(({ actorId }) => actorId),
    answers.map(threadOf),
    answers.map(({ number }) => number),
  ];
  return tx
    .update(notifications)
    .set({ readAt: sql`now()` })
    .from(
      sql`unnest(${sql.param(users)}::uuid[], ${sql.param(threads)}::uuid[], ${sql.param(numbers)}::bigint[])
        as answer (user_id, thread_id, event)`,
    )
    .where(
      and(
        sql`${notifications.userId} = answer.user_id and ${notifications.threadId} = answer.thread_id`,
        sql`${notifications.event} < answer.event`,
        isNull(notifications.readAt),
      ),
    )
    .returning({ userId: notifications.userId });
}

/** Tells every process, when the transaction commits, whose inbox is another. */
export async function tellInboxes(tx: Pick<Transaction, "execute">, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await tx.execute(sql`select pg_notify(${inboxChannel}, id) from unnest(${sql.param(userIds)}::text[]) as told (id)`);
}

/** The facts of each event, as they are now: nobody is told because of what was and is no more. */
async function loadFacts(tx: Transaction, told: readonly Told[]) {
  const reviewIds = [...new Set(told.map(({ reviewId }) => reviewId))];
  const threadIds = [...new Set(told.flatMap((event) => threadOf(event) ?? []))];
  const moved = [...new Set(told.filter(({ type }) => type === "review.moved").map(({ reviewId }) => reviewId))];
  const found = await tx
    .select({
      id: reviews.id,
      ownerId: reviews.ownerId,
      reviewerIds: reviews.reviewerIds,
      status: reviews.status,
    })
    .from(reviews)
    .where(inArray(reviews.id, reviewIds));
  const authors =
    threadIds.length === 0
      ? []
      : await tx
          .select({
            threadId: comments.threadId,
            userId: comments.authorId,
            event: sql<string>`min(${comments.event})`,
          })
          .from(comments)
          .where(and(inArray(comments.threadId, threadIds), sql`${comments.authorId} is not null`))
          .groupBy(comments.threadId, comments.authorId);
  const commenters =
    moved.length === 0
      ? []
      : await tx
          .selectDistinct({ reviewId: comments.reviewId, userId: comments.authorId })
          .from(comments)
          .where(and(inArray(comments.reviewId, moved), sql`${comments.authorId} is not null`));
  const byId = new Map(found.map((review) => [review.id, review]));
  return (event: Told): NotificationFacts | undefined => {
    const review = byId.get(event.reviewId);
    if (!review) return undefined;
    const earlier = authors.filter(
      (author) => author.threadId === threadOf(event) && Number(author.event) < event.number,
    );
    return {
      review,
      threadAuthors: ids(earlier),
      commenters: ids(commenters.filter(({ reviewId }) => reviewId === event.reviewId)),
    };
  };
}

const ids = (rows: readonly { userId: string | null }[]) => rows.flatMap(({ userId }) => userId ?? []);

/** Those of the users who are members of the team at this moment, with what they want to hear. */
async function loadPeople(tx: Transaction, teamId: string, userIds: string[]): Promise<Map<string, Person>> {
  if (userIds.length === 0) return new Map();
  const rows = await tx
    .select({
      userId: members.userId,
      mail: notificationSettings.mail,
      digestHour: notificationSettings.digestHour,
      mutedKinds: notificationSettings.mutedKinds,
      unmailedKinds: notificationSettings.unmailedKinds,
      mutedReviewIds: sql<string[]>`array(select m.review_id::text from ${mutedReviews} m
        where m.user_id = ${members.userId})`,
    })
    .from(members)
    .innerJoin(users, and(eq(users.id, members.userId), isNull(users.disabledAt)))
    .leftJoin(notificationSettings, eq(notificationSettings.userId, members.userId))
    .where(and(eq(members.teamId, teamId), inArray(members.userId, userIds)));
  return new Map(
    rows.map(({ userId, mutedReviewIds, mail, digestHour, mutedKinds, unmailedKinds }) => {
      const settings: NotificationSettings = {
        mail: mail ?? usualSettings.mail,
        digestHour: digestHour ?? usualSettings.digestHour,
        mutedKinds: mutedKinds ?? usualSettings.mutedKinds,
        unmailedKinds: unmailedKinds ?? usualSettings.unmailedKinds,
      };
      return [userId, { settings, mutedKinds: settings.mutedKinds, mutedReviewIds }];
    }),
  );
}

function listenersTo(people: ReadonlyMap<string, Person>, reviewId: string): Map<string, Listener> {
  return new Map(
    [...people].map(([userId, { mutedKinds, mutedReviewIds }]) => [
      userId,
      { mutedKinds, isReviewMuted: mutedReviewIds.includes(reviewId) },
    ]),
  );
}
