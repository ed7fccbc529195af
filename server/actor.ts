import { createHash, timingSafeEqual } from "node:crypto";
import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { decode } from "next-auth/jwt";
import { LintelError } from "@/core/errors";
import { sessions, tokens, users } from "@/db/schema";
import { batched, prepared } from "@/server/batch";
import type { Context } from "@/server/context";

/** Who asks: a person in a browser (`session`) or a program with that person's token. */
export type Actor = {
  userId: string;
  name: string;
  email: string;
  via: { kind: "session"; sessionId: string } | { kind: "token"; tokenId: string; scope: "read" | "write" };
};

const cookieNames = ["__Secure-authjs.session-token", "authjs.session-token"] as const;
export const tokenPrefix = "lintel_";

/** SHA-256 of a secret, as it is stored: tokens, share links and invitations can be checked but not read back. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether two strings are equal, in a time that does not tell where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(hashSecret(a)), Buffer.from(hashSecret(b))];
  return timingSafeEqual(left, right);
}

/**
 * The person behind a request's cookie or bearer token, or `null` for nobody. The session row is asked for each time, so a
 * session that was ended is nobody at its next request. A bearer token that is not valid is refused rather than ignored.
 */
export async function findActor(context: Context, headers: Headers): Promise<Actor | null> {
  const authorization = headers.get("authorization");
  if (authorization) return actorOfToken(context, authorization);
  const cookie = headers.get("cookie");
  return cookie ? actorOfCookie(context, cookie) : null;
}

/** The person behind a Cookie header, for sockets as well as requests. */
export async function actorOfCookie(context: Context, cookie: string): Promise<Actor | null> {
  const sessionId = await sessionIdOf(cookie);
  if (!sessionId) return null;
  const row = await findSession(context.db, sessionId);
  return row ? { userId: row.userId, name: row.name, email: row.email, via: { kind: "session", sessionId } } : null;
}

const sessionsQuery = prepared((db) =>
  db
    .select({ id: sessions.id, userId: users.id, name: users.name, email: users.email })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        sql`${sessions.id} = any(${sql.placeholder("ids")}::uuid[])`,
        gt(sessions.expiresAt, sql`now()`),
        isNull(users.disabledAt),
      ),
    )
    .prepare("sessions_of_people"),
);

const findSession = batched(async (db, ids: string[]) => {
  const rows = await sessionsQuery(db).execute({ ids });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id));
});

async function actorOfToken(context: Context, authorization: string): Promise<Actor> {
  const secret = /^Bearer +(lintel_[A-Za-z0-9_-]{20,100})$/i.exec(authorization)?.[1];
  const refused = new LintelError("unauthenticated", "The bearer token is not valid, has expired or was revoked.");
  if (!secret) throw refused;
  const [row] = await context.db
    .select({
      tokenId: tokens.id,
      scope: tokens.scope,
      isNoted: sql<boolean>`coalesce(${tokens.lastUsedAt} > now() - interval '1 minute', false)`,
      userId: users.id,
      name: users.name,
      email: users.email,
    })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .where(
      and(
        eq(tokens.tokenHash, hashSecret(secret)),
        or(isNull(tokens.expiresAt), gt(tokens.expiresAt, sql`now()`)),
        isNull(users.disabledAt),
      ),
    );
  if (!row) throw refused;
  const { tokenId, scope, isNoted, ...person } = row;
  // To the minute is enough to see which tokens are in use, and spares a program that asks often a write each time.
  if (!isNoted) await context.db.update(tokens).set({ lastUsedAt: sql`now()` }).where(eq(tokens.id, tokenId));
  return { ...person, via: { kind: "token", tokenId, scope } };
}

// Decrypting a session cookie costs more than the query behind it, and the same cookie comes with every request of a browser.
const decrypted = new Map<string, { sessionId: string | null; until: number }>();
const mostDecrypted = 5000;

async function sessionIdOf(cookie: string): Promise<string | null> {
  const found = readSessionCookie(cookie);
  if (!found) return null;
  const key = hashSecret(`${found.name}=${found.value}`);
  const known = decrypted.get(key);
  if (known && known.until > Date.now()) return known.sessionId;
  const secret = process.env.AUTH_SECRET;
  if (!secret) return null;
  const token = await decode<{ sid?: unknown; exp?: number }>({ token: found.value, secret, salt: found.name }).catch(
    () => null,
  );
  const sid = token && typeof token.sid === "string" && isUuid(token.sid) ? token.sid : null;
  if (decrypted.size >= mostDecrypted) decrypted.clear();
  decrypted.set(key, {
    sessionId: sid,
    until: Math.min(Date.now() + 600_000, (token?.exp ?? Number.POSITIVE_INFINITY) * 1000),
  });
  return sid;
}

function readSessionCookie(cookie: string): { name: string; value: string } | null {
  if (cookie.length > 16_384) return null;
  const pairs = new Map(
    cookie.split(";").map((part) => {
      const at = part.indexOf("=");
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
    }),
  );
  for (const name of cookieNames) {
    // A session too long for one cookie is cut in numbered pieces.
    const pieces = pairs.has(name) ? [pairs.get(name)] : [];
    for (let index = 0; pairs.has(`${name}.${index}`); index++) pieces.push(pairs.get(`${name}.${index}`));
    const value = pieces.join("");
    if (value) return { name, value };
  }
  return null;
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}
