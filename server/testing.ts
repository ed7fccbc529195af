import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import pino from "pino";
import type { Role } from "@/core/permissions";
import { members, teams, users } from "@/db/schema";
import type { TestDatabase } from "@/db/testing";
import { startSession } from "@/server/accounts";
import type { Actor } from "@/server/actor";
import { createApi } from "@/server/api/app";
import { type Config, readConfig } from "@/server/config";
import type { Context } from "@/server/context";

/** A context over a test database, as `main.ts` makes it over the real one. */
export function testContext(database: TestDatabase, config: Partial<Config> = {}): Context {
  process.env.AUTH_SECRET ??= "a secret that only tests know";
  return {
    config: { ...readConfig({ NODE_ENV: "test", LINTEL_REQUESTS_PER_MINUTE: "0" }), ...config },
    log: pino({ level: "silent" }),
    db: database.db,
    sql: database.sql,
    stopping: new AbortController().signal,
  };
}

let built = 0;

/** A user, without a password. */
export async function buildUser(context: Context, name = `Person ${++built}`): Promise<Actor> {
  const email = `${randomUUID()}@example.com`;
  const [user] = await context.db.insert(users).values({ name, email }).returning({ id: users.id });
  if (!user) throw new Error("the user was not stored");
  const sessionId = await startSession(context, user.id, { address: "127.0.0.1", userAgent: "test" });
  return { userId: user.id, name, email, via: { kind: "session", sessionId } };
}

/** A team with one member of each role; `outsider` is the owner of another team. */
export async function buildTeam(context: Context) {
  const make = async () => {
    const slug = `team-${randomUUID().slice(0, 8)}`;
    const [team] = await context.db.insert(teams).values({ slug, name: slug }).returning();
    if (!team) throw new Error("the team was not stored");
    return team;
  };
  const join = async (teamId: string, role: Role) => {
    const actor = await buildUser(context);
    await context.db.insert(members).values({ teamId, userId: actor.userId, role });
    return actor;
  };
  const [team, other] = await Promise.all([make(), make()]);
  const [owner, admin, editor, reviewer, viewer, outsider] = await Promise.all([
    join(team.id, "owner"),
    join(team.id, "admin"),
    join(team.id, "editor"),
    join(team.id, "reviewer"),
    join(team.id, "viewer"),
    join(other.id, "owner"),
  ]);
  return { team, slug: team.slug, other, owner, admin, editor, reviewer, viewer, outsider };
}

/** The Cookie header of an actor's browser, as next-auth would have set it. */
export async function cookieOf(actor: Actor): Promise<string> {
  if (actor.via.kind !== "session") throw new Error("only a session has a cookie");
  const name = "authjs.session-token";
  const token = await encode({
    token: { sub: actor.userId, sid: actor.via.sessionId },
    secret: process.env.AUTH_SECRET ?? "",
    salt: name,
  });
  return `${name}=${token}`;
}

export type Sent = { status: number; body: unknown; headers: Headers };

/** Sends a request to the whole API, middleware and all, as an actor or as nobody. */
export function apiOf(context: Context) {
  const api = createApi(context);
  return async (
    actor: Actor | null,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Sent> => {
    const response = await api.request(`http://localhost/api/v1${path}`, {
      method,
      headers: {
        ...(actor ? { cookie: await cookieOf(actor) } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        host: "localhost",
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
}
