import { desc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Author } from "@/core/comments/comment";
import { notFound } from "@/core/errors";
import type { Database } from "@/db/connection";
import { comments, guests, threadReads, threads, users } from "@/db/schema";
import { prepared } from "@/server/batch";
import type { Context } from "@/server/context";

type Person = { id: string; name: string };

const author = alias(users, "author");
const resolver = alias(users, "resolver");
const applier = alias(users, "applier");
const remover = alias(users, "remover");

const nobody = "00000000-0000-0000-0000-000000000000";

const commentColumns = {
  id: comments.id,
  event: comments.event,
  body: comments.body,
  mentions: comments.mentions,
  suggestion: comments.suggestion,
  appliedAt: comments.appliedAt,
  reactions: comments.reactions,
  createdAt: comments.createdAt,
  editedAt: comments.editedAt,
  deletedAt: comments.deletedAt,
  revision: comments.revision,
};
/** Beside the columns of the comment: the builder knows one level of nesting. */
const others = {
  appliedBy: { id: applier.id, name: applier.name },
  deletedBy: { id: remover.id, name: remover.name },
};
const writer = { authorId: author.id, authorName: author.name, guestId: guests.id, guestName: guests.name };

const threadColumns = {
  id: threads.id,
  number: threads.number,
  anchor: threads.anchor,
  version: threads.version,
  outcome: threads.outcome,
  resolvedAt: threads.resolvedAt,
  resolvedBy: { id: resolver.id, name: resolver.name },
  comments: threads.comments,
  lastEvent: threads.lastEvent,
  lastChange: threads.lastChange,
  createdAt: threads.createdAt,
  lastCommentAt: threads.lastCommentAt,
  revision: threads.revision,
};

/**
 * Whether somebody (`userId`) has not read a thread to its end. What was said before they joined the team is not news to them,
 * or a new member would begin with everything there ever was.
 */
export const isUnreadTo = (reviewId: SQL): SQL => sql`coalesce(${threadReads.event}, 0) < ${threads.lastEvent}
  and ${threads.lastCommentAt} >= (select m.created_at from reviews r join members m on m.team_id = r.team_id
    where r.id = ${reviewId} and m.user_id = ${sql.placeholder("userId")})`;

/** Threads of a review with the first comment of each. Who opened a thread wrote its first comment. */
const threadsQuery = (db: Database) =>
  db
    .select({
      ...threadColumns,
      ...writer,
      isUnread: sql<boolean | null>`${isUnreadTo(sql`${threads.reviewId}`)}`,
      first: commentColumns,
      ...others,
    })
    .from(threads)
    .innerJoin(
      comments,
      sql`${comments.id} = (select c.id from comments c where c.thread_id = ${threads.id} order by c.event limit 1)`,
    )
    .leftJoin(author, eq(author.id, threads.authorId))
    .leftJoin(guests, eq(guests.id, threads.guestId))
    .leftJoin(resolver, eq(resolver.id, threads.resolvedBy))
    .leftJoin(applier, eq(applier.id, comments.appliedBy))
    .leftJoin(remover, eq(remover.id, comments.deletedBy))
    .leftJoin(
      threadReads,
      sql`${threadReads.threadId} = ${threads.id} and ${threadReads.userId} = ${sql.placeholder("userId")}`,
    );

const changedQuery = prepared((db) =>
  threadsQuery(db)
    .where(
      sql`${threads.reviewId} = ${sql.placeholder("reviewId")} and ${threads.lastChange} > ${sql.placeholder("after")}`,
    )
    .orderBy(threads.number)
    .prepare("threads_changed"),
);
const threadQuery = prepared((db) =>
  threadsQuery(db)
    .where(
      sql`${threads.reviewId} = ${sql.placeholder("reviewId")} and ${threads.number} = ${sql.placeholder("number")}`,
    )
    .prepare("thread_of_review"),
);

const writtenQuery = (db: Database) =>
  db
    .select({ ...commentColumns, ...others, ...writer })
    .from(comments)
    .leftJoin(author, eq(author.id, comments.authorId))
    .leftJoin(guests, eq(guests.id, comments.guestId))
    .leftJoin(applier, eq(applier.id, comments.appliedBy))
    .leftJoin(remover, eq(remover.id, comments.deletedBy));
const pageQuery = prepared((db) =>
  writtenQuery(db)
    .where(
      sql`${comments.threadId} = ${sql.placeholder("threadId")} and ${comments.event} < ${sql.placeholder("before")}`,
    )
    .orderBy(desc(comments.event))
    .limit(sql.placeholder("limit"))
    .prepare("comments_of_thread"),
);
const commentQuery = prepared((db) =>
  writtenQuery(db)
    .where(sql`${comments.id} = ${sql.placeholder("id")}`)
    .prepare("comment_by_id"),
);

const sharedQuery = prepared((db) =>
  threadsQuery(db)
    .where(
      sql`${threads.reviewId} = ${sql.placeholder("reviewId")} and ${threads.number} > ${sql.placeholder("after")}
        and (${threads.version} = ${sql.placeholder("version")} or ${threads.guestId} = ${sql.placeholder("guestId")})`,
    )
    .orderBy(threads.number)
    .limit(sql.placeholder("limit"))
    .prepare("threads_shared"),
);

type Writer = { authorId: string | null; authorName: string | null; guestId: string | null; guestName: string | null };
type ThreadRow = Awaited<ReturnType<ReturnType<typeof threadQuery>["execute"]>>[number];
type CommentRow = Awaited<ReturnType<ReturnType<typeof commentQuery>["execute"]>>[number];
export type Comment = ReturnType<typeof toComment>;
export type Thread = ReturnType<typeof toThread>;

function toAuthor({ authorId, authorName, guestId, guestName }: Writer): Author {
  if (authorId !== null) return { kind: "member", id: authorId, name: authorName ?? "" };
  return { kind: "guest", id: guestId ?? "", name: guestName ?? "" };
}

function toComment(row: CommentRow, people: ReadonlyMap<string, string>) {
  const { authorId, authorName, guestId, guestName, reactions, ...rest } = row;
  const named = (id: string): Person => ({ id, name: people.get(id) ?? "" });
  return {
    ...rest,
    author: toAuthor(row),
    reactions: Object.fromEntries(Object.entries(reactions).map(([emoji, ids]) => [emoji, ids.map(named)])),
  };
}

function toThread(row: ThreadRow, people: ReadonlyMap<string, string>) {
  const { authorId, authorName, guestId, guestName, first, appliedBy, deletedBy, isUnread, ...rest } = row;
  const who = { authorId, authorName, guestId, guestName };
  return {
    ...rest,
    isUnread: isUnread === true,
    author: toAuthor(who),
    first: toComment({ ...first, ...who, appliedBy, deletedBy }, people),
  };
}

/** Names of everybody, members and guests, who reacted to these comments. */
async function namesOf(
  db: Database,
  rows: readonly { reactions: Record<string, string[]> }[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ reactions }) => Object.values(reactions).flat()))];
  if (ids.length === 0) return new Map();
  const found = await db.execute<{ id: string; name: string }>(sql`
    select id, name from users where id = any(${`{${ids.join(",")}}`}::uuid[])
    union all select id, name from guests where id = any(${`{${ids.join(",")}}`}::uuid[])`);
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** Threads of a review that changed after event `after`, by number; -1 for all of them. */
export async function findChangedThreads(
  context: Pick<Context, "db">,
  reviewId: string,
  after: number,
): Promise<Thread[]> {
  const rows = await changedQuery(context.db).execute({ reviewId, after, userId: nobody });
  const people = await namesOf(
    context.db,
    rows.map(({ first }) => first),
  );
  return rows.map((row) => toThread(row, people));
}

/** Threads by number that were opened on one version, or by one guest; where `version` or `guestId` is null, none of those. */
export async function findSharedThreads(
  context: Pick<Context, "db">,
  which: { reviewId: string; version: number | null; guestId: string | null },
  page: { after: number; limit: number },
): Promise<Thread[]> {
  const rows = await sharedQuery(context.db).execute({ ...which, ...page, userId: nobody });
  const people = await namesOf(
    context.db,
    rows.map(({ first }) => first),
  );
  return rows.map((row) => ({ ...toThread(row, people), isUnread: false }));
}

/** One thread by its number, unread or not as this person has it (`null`: somebody without marks), or `not_found`. */
export async function findThread(
  context: Pick<Context, "db">,
  reviewId: string,
  number: number,
  userId: string | null,
): Promise<Thread> {
  const [row] = await threadQuery(context.db).execute({ reviewId, number, userId: userId ?? nobody });
  if (!row) throw notFound("thread");
  return toThread(row, await namesOf(context.db, [row.first]));
}

/** The newest comments of a thread before event `before`, oldest first, and whether there are earlier ones. */
export async function findComments(
  context: Pick<Context, "db">,
  threadId: string,
  page: { before: number; limit: number },
): Promise<{ comments: Comment[]; hasEarlier: boolean }> {
  const rows = await pageQuery(context.db).execute({ threadId, before: page.before, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit).reverse();
  const people = await namesOf(context.db, shown);
  return { comments: shown.map((row) => toComment(row, people)), hasEarlier: rows.length > page.limit };
}

/** One comment by its id. */
export async function findComment(context: Pick<Context, "db">, id: string): Promise<Comment> {
  const [row] = await commentQuery(context.db).execute({ id });
  if (!row) throw notFound("comment");
  return toComment(row, await namesOf(context.db, [row]));
}
