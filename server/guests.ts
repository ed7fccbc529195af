import { randomBytes } from "node:crypto";
import { count, eq } from "drizzle-orm";
import { LintelError } from "@/core/errors";
import { guests } from "@/db/schema";
import { hashSecret } from "@/server/actor";
import { attemptLimits, takeAttempt } from "@/server/attempts";
import type { Context } from "@/server/context";
import { publishEvents } from "@/server/publish";
import { guestCookie, loadShared, type Visitor } from "@/server/shared";

/** Half a year, the time of a long review. */
export const guestSeconds = 180 * 86_400;

const mostGuests = 200;

/**
 * Lets somebody with a link that allows comments in under a name of their own. The secret that says so from now on goes into a
 * cookie; it is stored as a hash. Somebody who is in already stays who they are (`cookie` null).
 */
export async function joinAsGuest(context: Context, visitor: Visitor, input: { name: string }) {
  const { link, review, team, guest } = await loadShared(context, visitor);
  if (!link.mayComment) throw new LintelError("forbidden", "This link is for reading.");
  if (guest) return { name: guest.name, cookie: null };
  const attempt = await takeAttempt(context, [
    { key: `guests:${link.id}:${visitor.address}`, most: attemptLimits.guests },
  ]);
  if ("minutes" in attempt)
    throw new LintelError("rate_limited", `Too many guests came from your address. Wait ${attempt.minutes} minutes.`, {
      retryAfter: attempt.minutes * 60,
    });
  const secret = randomBytes(24).toString("base64url");
  await context.db.transaction(async (tx) => {
    const [known] = await tx.select({ guests: count() }).from(guests).where(eq(guests.shareLinkId, link.id));
    if ((known?.guests ?? 0) >= mostGuests)
      throw new LintelError("conflict", "This link has as many guests as it can take. Ask for a link of your own.");
    const [row] = await tx
      .insert(guests)
      .values({ shareLinkId: link.id, name: input.name, secretHash: hashSecret(secret) })
      .returning({ id: guests.id });
    if (!row) throw new Error("the guest was not stored");
    await publishEvents(tx, { teamId: team.id, reviewId: review.id, actorId: null }, [
      { type: "guest.joined", payload: { guestId: row.id, name: input.name } },
    ]);
  });
  return { name: input.name, cookie: { name: guestCookie(link), value: secret } };
}
