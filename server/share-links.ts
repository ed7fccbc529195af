import { randomBytes } from "node:crypto";
import { and, count, desc, eq, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { LintelError, notFound } from "@/core/errors";
import type { Transaction } from "@/db/connection";
import { comments, guests, shareLinks, users, versions } from "@/db/schema";
import { loadReview } from "@/server/access";
import { type Actor, hashSecret } from "@/server/actor";
import type { Context } from "@/server/context";
import { hashPassword } from "@/server/passwords";
import { publishEvents } from "@/server/publish";

type ReviewAt = { team: string; number: number };
type LinkAt = ReviewAt & { id: string };

/** On which processes tell one another that what a link allows has changed: the link's id, never its token. */
export const shareChannel = "lintel_share";

/** Links that work at one time; nobody keeps an eye on more. */
const mostOpen = 50;
const mostListed = 200;

/** A link that neither was revoked nor has expired. */
export const isOpenLink: SQL | undefined = and(
  isNull(shareLinks.revokedAt),
  or(isNull(shareLinks.expiresAt), gt(shareLinks.expiresAt, sql`now()`)),
);

const linkFields = {
  id: shareLinks.id,
  name: shareLinks.name,
  mayComment: shareLinks.mayComment,
  showsThreads: shareLinks.showsThreads,
  showsScore: shareLinks.showsScore,
  version: shareLinks.version,
  hasPassword: sql<boolean>`${shareLinks.passwordHash} is not null`,
  state: sql<"open" | "expired" | "revoked">`case when ${shareLinks.revokedAt} is not null then 'revoked'
    when ${shareLinks.expiresAt} <= now() then 'expired' else 'open' end`,
  views: shareLinks.views,
  lastViewedAt: shareLinks.lastViewedAt,
  createdBy: users.name,
  createdAt: shareLinks.createdAt,
  expiresAt: shareLinks.expiresAt,
  revokedAt: shareLinks.revokedAt,
  revision: shareLinks.revision,
};

/** The share links of a review, newest first, each with its guests. No token is among it: none is stored. */
export async function listShareLinks(context: Context, actor: Actor, at: ReviewAt) {
  const { review } = await loadReview(context, actor, at, "share.read");
  return { items: await findLinks(context.db, eq(shareLinks.reviewId, review.id)) };
}

async function findLinks(db: Context["db"], where: SQL) {
  const links = await db
    .select(linkFields)
    .from(shareLinks)
    .innerJoin(users, eq(users.id, shareLinks.createdBy))
    .where(where)
    .orderBy(desc(shareLinks.createdAt), desc(shareLinks.id))
    .limit(mostListed);
  const ids = links.map(({ id }) => id);
  const people = await db
    .select({
      id: guests.id,
      linkId: guests.shareLinkId,
      name: guests.name,
      joinedAt: guests.createdAt,
      removedAt: guests.removedAt,
      comments: count(comments.id),
    })
    .from(guests)
    .leftJoin(comments, and(eq(comments.guestId, guests.id), isNull(comments.deletedAt)))
    .where(inArray(guests.shareLinkId, ids))
    .groupBy(guests.id)
    .orderBy(guests.createdAt);
  return links.map((link) => ({
    ...link,
    guests: people.filter(({ linkId }) => linkId === link.id).map(({ linkId: _, ...guest }) => guest),
  }));
}

async function readLink(context: Context, id: string) {
  const [link] = await findLinks(context.db, eq(shareLinks.id, id));
  if (!link) throw notFound("share link");
  return link;
}

export type NewShareLink = {
  name: string;
  mayComment: boolean;
  showsThreads: boolean;
  showsScore: boolean;
  /** The one published version it shows; null follows the newest. */
  version: number | null;
  /** Days until it expires; null for never. */
  days: number | null;
  password: string | null;
};

/** Makes a link; its token, 192 random bits, is in this reply and nowhere else. */
export async function createShareLink(context: Context, actor: Actor, at: ReviewAt, input: NewShareLink) {
  const { review, team } = await loadReview(context, actor, at, "share.write");
  const { days, password, ...given } = input;
  if (given.version !== null) await assertPublished(context, review.id, given.version);
  const token = randomBytes(24).toString("base64url");
  const passwordHash = password === null ? null : await hashPassword(password);
  const id = await context.db.transaction(async (tx) => {
    await assertFewOpen(tx, review.id);
    const [link] = await tx
      .insert(shareLinks)
      .values({
        ...given,
        reviewId: review.id,
        tokenHash: hashSecret(token),
        passwordHash,
        createdBy: actor.userId,
        expiresAt: inDays(days),
      })
      .returning({ id: shareLinks.id });
    if (!link) throw new Error("the share link was not stored");
    await publishEvents(tx, { teamId: team.id, reviewId: review.id, actorId: actor.userId }, [
      { type: "share.created", payload: { shareLinkId: link.id, name: given.name } },
    ]);
    return link.id;
  });
  return { ...(await readLink(context, id)), token };
}

function inDays(days: number | null) {
  return days === null ? null : sql`now() + make_interval(days => ${days})`;
}

async function assertPublished(context: Context, reviewId: string, number: number): Promise<void> {
  const [version] = await context.db
    .select({ number: versions.number })
    .from(versions)
    .where(and(eq(versions.reviewId, reviewId), eq(versions.number, number)));
  if (version) return;
  const message = `There is no version ${number}. Publish it first, or let the link follow the newest one.`;
  throw new LintelError("invalid", message, { fields: [{ path: "version", message }] });
}

async function assertFewOpen(tx: Transaction, reviewId: string): Promise<void> {
  const open = await tx
    .select({ id: shareLinks.id })
    .from(shareLinks)
    .where(and(eq(shareLinks.reviewId, reviewId), isOpenLink))
    .limit(mostOpen);
  if (open.length >= mostOpen)
    throw new LintelError("conflict", `A review has at most ${mostOpen} open links. Revoke one that nobody needs.`);
}

export type ShareLinkChange = {
  name?: string | undefined;
  /** Days from now; null for never. */
  days?: number | null | undefined;
  /** null takes the password away. Whoever came in with the one before must give the new one. */
  password?: string | null | undefined;
  revision: number;
};

/** Renames a link, or changes its expiry or password. What it shows stays: for that one makes another link. */
export async function updateShareLink(context: Context, actor: Actor, at: LinkAt, input: ShareLinkChange) {
  const { review, team } = await loadReview(context, actor, at, "share.write");
  const { days, password, name, revision } = input;
  const passwordHash = password ? await hashPassword(password) : password;
  await context.db.transaction(async (tx) => {
    const [link] = await tx
      .update(shareLinks)
      .set({
        ...(name === undefined ? {} : { name }),
        ...(days === undefined ? {} : { expiresAt: inDays(days) }),
        ...(passwordHash === undefined ? {} : { passwordHash }),
        revision: sql`${shareLinks.revision} + 1`,
      })
      .where(and(ownLink(review.id, at.id), isNull(shareLinks.revokedAt), eq(shareLinks.revision, revision)))
      .returning({ name: shareLinks.name });
    if (!link) throw await whyNot(tx, review.id, at.id);
    const changed = Object.keys(input).filter((key) => key !== "revision");
    await publishEvents(tx, { teamId: team.id, reviewId: review.id, actorId: actor.userId }, [
      { type: "share.updated", payload: { shareLinkId: at.id, name: link.name, changed } },
    ]);
    await tellLink(tx, at.id);
  });
  return readLink(context, at.id);
}

async function whyNot(tx: Transaction, reviewId: string, id: string): Promise<LintelError> {
  const [link] = await tx.select({ revokedAt: shareLinks.revokedAt }).from(shareLinks).where(ownLink(reviewId, id));
  if (!link) return notFound("share link");
  if (link.revokedAt) return new LintelError("conflict", "This link was revoked. Make another one.");
  return new LintelError("conflict", "The link was changed in the meantime. Look at it, then repeat your change.");
}

/** Ends a link for good: its pages, open ones too, show nothing from now on. Doing it again changes nothing. */
export async function revokeShareLink(context: Context, actor: Actor, at: LinkAt): Promise<void> {
  const { review, team } = await loadReview(context, actor, at, "share.write");
  await context.db.transaction(async (tx) => {
    const [link] = await tx
      .update(shareLinks)
      .set({ revokedAt: sql`now()`, revokedBy: actor.userId, revision: sql`${shareLinks.revision} + 1` })
      .where(and(ownLink(review.id, at.id), isNull(shareLinks.revokedAt)))
      .returning({ name: shareLinks.name });
    if (!link) {
      const [known] = await tx.select({ id: shareLinks.id }).from(shareLinks).where(ownLink(review.id, at.id));
      if (!known) throw notFound("share link");
      return;
    }
    await publishEvents(tx, { teamId: team.id, reviewId: review.id, actorId: actor.userId }, [
      { type: "share.revoked", payload: { shareLinkId: at.id, name: link.name } },
    ]);
    await tellLink(tx, at.id);
  });
}

/** Turns a guest away from the link they came by. What they wrote stays, under the name they gave. */
export async function removeGuest(context: Context, actor: Actor, at: LinkAt & { guest: string }): Promise<void> {
  const { review, team } = await loadReview(context, actor, at, "share.write");
  await context.db.transaction(async (tx) => {
    const [link] = await tx.select({ id: shareLinks.id }).from(shareLinks).where(ownLink(review.id, at.id));
    if (!link) throw notFound("share link");
    const ownGuest = and(eq(guests.id, at.guest), eq(guests.shareLinkId, link.id));
    const [guest] = await tx
      .update(guests)
      .set({ removedAt: sql`now()` })
      .where(and(ownGuest, isNull(guests.removedAt)))
      .returning({ name: guests.name });
    if (!guest) {
      const [known] = await tx.select({ id: guests.id }).from(guests).where(ownGuest);
      if (!known) throw notFound("guest");
      return;
    }
    await publishEvents(tx, { teamId: team.id, reviewId: review.id, actorId: actor.userId }, [
      { type: "guest.removed", payload: { guestId: at.guest, name: guest.name } },
    ]);
    await tellLink(tx, link.id);
  });
}

/** A link of this review: an id of another review's link names nothing here. */
function ownLink(reviewId: string, id: string): SQL | undefined {
  return and(eq(shareLinks.id, id), eq(shareLinks.reviewId, reviewId));
}

/** Has every process look at the open pages of a link once the change has committed. */
async function tellLink(tx: Transaction, id: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${shareChannel}, ${id}::text)`);
}
