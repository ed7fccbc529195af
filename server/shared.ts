import { createHmac, hkdfSync } from "node:crypto";
import { and, eq, lt, sql } from "drizzle-orm";
import { LintelError } from "@/core/errors";
import { guests, members, reviews, shareLinks, shareVisits, teams, versions } from "@/db/schema";
import type { ReviewRow, TeamRow } from "@/server/access";
import { type Actor, hashSecret, sameSecret } from "@/server/actor";
import type { Caller } from "@/server/api/route";
import { attemptLimits, forgiveAttempt, takeAttempt } from "@/server/attempts";
import type { Context } from "@/server/context";
import { readCookie } from "@/server/cookies";
import { isPassword } from "@/server/passwords";
import { isOpenLink } from "@/server/share-links";

/** Somebody with a share link: the token they sent, and the cookies of their browser. Being signed in gives them no more. */
export type Visitor = Caller & { token: string; cookie: string };

type LinkRow = typeof shareLinks.$inferSelect;
type GuestRow = typeof guests.$inferSelect;

/** What a link leads to: one review, one version of it, and who the visitor said they are. */
export type Shared = {
  link: LinkRow;
  review: ReviewRow;
  team: TeamRow;
  /** Number of the one version it shows now; null while it follows a review without any. */
  version: number | null;
  guest: GuestRow | null;
};

/** The same words, whether a link never was, was revoked, has expired, or its visitor was removed. */
const gone = () => new LintelError("not_found", "This link does not work. It may have expired or been taken back.");

/**
 * The only way in for somebody with a link. Gives what the link leads to now; asks again at each call, so that a link which was
 * revoked a moment ago is gone. `not_found` for every link that does not work, `unauthenticated` where a password is missing.
 */
export async function loadShared(context: Context, visitor: Visitor): Promise<Shared> {
  const found = await findShared(context, visitor.token);
  if (!isUnlocked(found.link, visitor.cookie))
    throw new LintelError("unauthenticated", "This link asks for a password.");
  const guest = await findGuest(context, found.link, visitor.cookie);
  if (guest?.removedAt) throw gone();
  return { ...found, guest };
}

/** What a link leads to, before its password and its guest are looked at: nothing of it may be shown on its strength alone. */
async function findShared(context: Context, token: string): Promise<Omit<Shared, "guest">> {
  const [row] = await context.db
    .select({ link: shareLinks, review: reviews, team: teams })
    .from(shareLinks)
    .innerJoin(reviews, eq(reviews.id, shareLinks.reviewId))
    .innerJoin(teams, eq(teams.id, reviews.teamId))
    .where(and(eq(shareLinks.tokenHash, hashSecret(token)), isOpenLink));
  if (!row) throw gone();
  return { ...row, version: row.link.version ?? (row.review.lastVersion || null) };
}

/** What the page of a link shows, and what the visitor may do there. */
export async function readShared(context: Context, visitor: Visitor) {
  const { link, review, team, version, guest } = await loadShared(context, visitor);
  return {
    key: veil(link, link.id),
    team: team.name,
    mayComment: link.mayComment,
    showsThreads: link.showsThreads,
    isFollowing: link.version === null,
    expiresAt: link.expiresAt,
    guest: guest && { id: veil(link, guest.id), name: guest.name },
    version: version === null ? null : await readSharedVersion(context, review.id, version, link.showsScore),
  };
}

async function readSharedVersion(context: Context, reviewId: string, number: number, showsScore: boolean) {
  const [row] = await context.db
    .select({
      number: versions.number,
      title: versions.title,
      message: versions.message,
      publishedAt: versions.createdAt,
      schemaVersion: versions.schemaVersion,
      spec: versions.spec,
      diagrams: versions.diagrams,
      scores: versions.scores,
    })
    .from(versions)
    .where(and(eq(versions.reviewId, reviewId), eq(versions.number, number)));
  if (!row) throw gone();
  const scores = showsScore ? Object.entries(row.scores) : [];
  return { ...row, scores: scores.map(([lens, { score, grade }]) => ({ lens, score, grade })) };
}

/**
 * Stands for the id of a person or guest where guests see it: the same within one link, so that it can be compared, and of no use
 * anywhere else.
 */
export function veil(link: Pick<LinkRow, "id">, id: string): string {
  const digest = createHmac("sha256", keyOf("veil")).update(`${link.id} ${id}`).digest("hex");
  return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-8$3-8$4-$5");
}

/** Somebody who comes back within this time is the same view. */
const visitMinutes = 30;

/**
 * Counts a view, once for a browser at an address within half an hour. Members of the team are not counted: the number says
 * how many others looked.
 */
export async function countView(context: Context, actor: Actor | null, visitor: Visitor): Promise<void> {
  const { link, team } = await loadShared(context, visitor);
  if (actor && (await isMember(context, actor.userId, team.id))) return;
  const who = createHmac("sha256", keyOf("visitor"))
    .update(`${link.id} ${visitor.address} ${visitor.userAgent}`)
    .digest("hex");
  await context.db.transaction(async (tx) => {
    const counted = await tx
      .insert(shareVisits)
      .values({ shareLinkId: link.id, visitor: who })
      .onConflictDoUpdate({
        target: [shareVisits.shareLinkId, shareVisits.visitor],
        set: { at: sql`now()` },
        setWhere: lt(shareVisits.at, sql`now() - make_interval(mins => ${visitMinutes})`),
      })
      .returning({ at: shareVisits.at });
    if (counted.length === 0) return;
    await tx
      .update(shareLinks)
      .set({ views: sql`${shareLinks.views} + 1`, lastViewedAt: sql`now()` })
      .where(eq(shareLinks.id, link.id));
  });
}

async function isMember(context: Context, userId: string, teamId: string): Promise<boolean> {
  const [member] = await context.db
    .select({ role: members.role })
    .from(members)
    .where(and(eq(members.userId, userId), eq(members.teamId, teamId)));
  return member !== undefined;
}

/** Forgets who looked at links, a day later. */
export async function forgetOldVisits(context: Context): Promise<void> {
  await context.db.delete(shareVisits).where(lt(shareVisits.at, sql`now() - interval '1 day'`));
}

const passCookie = (link: Pick<LinkRow, "id">) => `lintel-pass-${link.id}`;
export const guestCookie = (link: Pick<LinkRow, "id">) => `lintel-guest-${link.id}`;

/** A day: long enough to read, short enough that a borrowed machine forgets. */
export const passSeconds = 86_400;

/**
 * Checks the password of a link. Gives the cookie that opens it for a day, or `null` where it has none. Guesses are limited per
 * link, per address, and most of all per link and address.
 */
export async function unlock(
  context: Context,
  visitor: Visitor,
  password: string,
): Promise<{ name: string; value: string } | null> {
  const { link } = await findShared(context, visitor.token);
  if (link.passwordHash === null) return null;
  const attempt = await takeAttempt(context, [
    { key: `share:${link.id}:${visitor.address}`, most: attemptLimits.visitor },
    { key: `share:${link.id}`, most: attemptLimits.link },
    { key: `address:${visitor.address}`, most: attemptLimits.address },
  ]);
  if ("minutes" in attempt)
    throw new LintelError("rate_limited", `Too many wrong passwords. Wait ${attempt.minutes} minutes.`, {
      retryAfter: attempt.minutes * 60,
    });
  if (!(await isPassword(password, link.passwordHash))) {
    const message = "This is not the password of the link.";
    throw new LintelError("invalid", message, { fields: [{ path: "password", message }] });
  }
  await forgiveAttempt(context, attempt.ids);
  const until = Math.floor(Date.now() / 1000) + passSeconds;
  return { name: passCookie(link), value: `${until}.${passOf(link, until)}` };
}

/** Whether the link has no password, or the cookies show that it was given. */
export function isUnlocked(link: Pick<LinkRow, "id" | "passwordHash">, cookie: string): boolean {
  if (link.passwordHash === null) return true;
  const [until = "", proof = ""] = (readCookie(cookie, passCookie(link)) ?? "").split(".");
  return Number(until) > Date.now() / 1000 && sameSecret(proof, passOf(link, Number(until)));
}

/** Proves that its holder knew the password; over the stored hash, so that another password ends it. */
function passOf(link: Pick<LinkRow, "id" | "passwordHash">, until: number): string {
  return createHmac("sha256", keyOf("pass")).update(`${link.id} ${link.passwordHash} ${until}`).digest("base64url");
}

const keyOf = (purpose: string) =>
  Buffer.from(hkdfSync("sha256", process.env.AUTH_SECRET ?? "", "", `lintel share ${purpose}`, 32));

/** The guest of this link whose cookie it is, also one who was removed. */
async function findGuest(context: Context, link: LinkRow, cookie: string): Promise<GuestRow | null> {
  const secret = readCookie(cookie, guestCookie(link));
  if (!secret) return null;
  const [guest] = await context.db
    .select()
    .from(guests)
    .where(and(eq(guests.secretHash, hashSecret(secret)), eq(guests.shareLinkId, link.id)));
  return guest ?? null;
}
