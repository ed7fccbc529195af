import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { encode } from "next-auth/jwt";
import pino from "pino";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { draftDocumentName, eventsPath, livePath, type StreamMessage } from "@/core/live";
import type { Role } from "@/core/permissions";
import type { Spec } from "@/core/spec/definition";
import { emptySpec } from "@/core/spec/value";
import type { Connection } from "@/db/connection";
import { members, reviews, sessions, teams, users } from "@/db/schema";
import type { Context } from "@/server/context";
import { createDraft } from "@/server/draft-store";
import { attachLive } from "@/server/live/attach";
import { publishEvents } from "@/server/publish";

/** A context on a test database: nothing configured, silent unless LINTEL_TEST_LOG names a level. */
export function testContext(connection: Connection): Context {
  return {
    config: { isDevelopment: false, trustedProxies: [] as string[] } as Context["config"],
    log: pino({ level: process.env.LINTEL_TEST_LOG ?? "silent" }),
    db: connection.db,
    sql: connection.sql,
    stopping: new AbortController().signal,
  };
}

export type TestReview = { teamId: string; team: string; reviewId: string; ownerId: string };
export type TestMember = { userId: string; name: string; sessionId: string };

/** A team of its own with one review, whose draft holds `spec`. */
export async function buildReview({ db }: Connection, spec: Spec = emptySpec()): Promise<TestReview> {
  const owner = await buildUser(db);
  return db.transaction(async (tx) => {
    const slug = `team-${randomUUID()}`;
    const [team] = await tx.insert(teams).values({ slug, name: "Payments", lastReview: 1 }).returning();
    if (!team) throw new Error("no team");
    await tx.insert(members).values({ teamId: team.id, userId: owner, role: "owner" });
    const review = { teamId: team.id, number: 1, title: "Checkout", ownerId: owner };
    const [row] = await tx.insert(reviews).values(review).returning();
    if (!row) throw new Error("no review");
    await createDraft(tx, row.id, spec);
    return { teamId: team.id, team: slug, reviewId: row.id, ownerId: owner };
  });
}

/** A person with this role in the team, signed in. */
export async function buildMember({ db }: Connection, teamId: string, role: Role): Promise<TestMember> {
  const userId = await buildUser(db);
  await db.insert(members).values({ teamId, userId, role });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const [session] = await db.insert(sessions).values({ userId, expiresAt }).returning();
  if (!session) throw new Error("no session");
  return { userId, name: "A member", sessionId: session.id };
}

async function buildUser(db: Connection["db"]): Promise<string> {
  const [user] = await db
    .insert(users)
    .values({ email: `${randomUUID()}@example.com`, name: "A member" })
    .returning();
  if (!user) throw new Error("no user");
  return user.id;
}

const secret = "a secret of the tests";
const cookieName = "authjs.session-token";

/** The cookie of somebody signed in, as the browser sends it. */
export async function cookieOf(member: TestMember): Promise<string> {
  process.env.AUTH_SECRET = secret;
  return `${cookieName}=${await encode({ token: { sid: member.sessionId }, secret, salt: cookieName })}`;
}

export type TestServer = { port: number; stop: () => Promise<void> };

/** A web server of its own with the drafts' socket, on any free port, that answers every request with `page`. */
export async function serveLive(context: Context, port = 0, page = ""): Promise<TestServer> {
  const server = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(page);
  });
  const live = attachLive(server, context);
  await new Promise<void>((ready) => server.listen(port, "127.0.0.1", ready));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      await live.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export type TestClient = {
  doc: Y.Doc;
  provider: HocuspocusProvider;
  socket: HocuspocusProviderWebsocket;
  /** Close codes and reasons in the order they came. */
  closes: { code: number; reason: string }[];
  /** Numbers the server said were committed. */
  saved: number[];
  leave: () => void;
};

/** A browser's connection to a draft, without the browser. */
export async function openClient(
  server: { port: number },
  member: TestMember,
  reviewId: string,
  options: { doc?: Y.Doc; origin?: string } = {},
): Promise<TestClient> {
  const cookie = await cookieOf(member);
  const origin = options.origin ?? `http://127.0.0.1:${server.port}`;
  class SignedInSocket extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie, origin } });
      // The provider gives up on a socket that is still opening, which `ws` calls an error.
      this.on("error", () => {});
    }
  }
  const closes: TestClient["closes"] = [];
  const saved: number[] = [];
  const socket = new HocuspocusProviderWebsocket({
    url: `ws://127.0.0.1:${server.port}${livePath}`,
    WebSocketPolyfill: SignedInSocket,
    delay: 50,
    minDelay: 50,
    maxDelay: 300,
    onClose: ({ event }) => closes.push({ code: event.code, reason: event.reason }),
  });
  const doc = options.doc ?? new Y.Doc();
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name: draftDocumentName(reviewId),
    document: doc,
    token: "cookie",
    onStateless: ({ payload }) => saved.push(JSON.parse(payload).saved),
  });
  provider.attach();
  const leave = () => {
    provider.destroy();
    socket.destroy();
    // A reconnection that was waiting for its moment would still take place.
    socket.connect = async () => {};
  };
  return { doc, provider, socket, closes, saved, leave };
}

/** Waits until `check` answers true, at most `milliseconds`. */
export async function until(check: () => boolean | Promise<boolean>, milliseconds = 5000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`still not so after ${milliseconds} ms: ${check}`);
    await new Promise((later) => setTimeout(later, 5));
  }
}

export type TestStream = {
  socket: WebSocket;
  /** Whatever the server said, in order. */
  messages: StreamMessage[];
  /** The numbers of the events in it. */
  numbers: () => number[];
  closed: Promise<{ code: number; reason: string }>;
};

/** A socket that follows the events of a team. */
export async function followTeam(
  server: { port: number },
  member: TestMember,
  team: string,
  after: number | null = null,
): Promise<TestStream> {
  const headers = { cookie: await cookieOf(member), origin: `http://127.0.0.1:${server.port}` };
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${eventsPath}`, { headers });
  const messages: StreamMessage[] = [];
  socket.on("error", () => {});
  socket.on("open", () => socket.send(JSON.stringify({ follow: team, after })));
  socket.on("message", (data) => messages.push(JSON.parse(data.toString())));
  const closed = new Promise<{ code: number; reason: string }>((done) => {
    socket.on("close", (code, reason) => done({ code, reason: reason.toString() }));
  });
  const numbers = () =>
    messages.flatMap((message) => ("events" in message ? message.events : [])).map((event) => event.number);
  return { socket, messages, numbers, closed };
}

/** Writes so many events into a team's log, each in a transaction of its own, and gives the last number. */
export async function happen({ db }: Connection, teamId: string, actorId: string, times = 1): Promise<number> {
  let last = 0;
  for (let index = 0; index < times; index++)
    last = await db.transaction((tx) =>
      publishEvents(tx, { teamId, actorId }, [{ type: "team.updated", payload: { name: `Name ${index}` } }]),
    );
  return last;
}
