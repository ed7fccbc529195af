import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import { type LiveCode, liveCode } from "@/core/live";
import { type Actor, actorOfCookie } from "@/server/actor";
import { addressOf } from "@/server/api/caller";
import type { Context } from "@/server/context";

/** Why a socket is closed; the reason is a sentence for the user. */
export type Refusal = { code: LiveCode; reason: string };

/** Who opened a socket: somebody signed in with a session, or a guest of whom only the address is known. */
export type Visitor = { actor: Actor; sessionId: string } | { actor: null; sessionId: null };

/** What the gate needs of an open socket. `isUsed`: it was opened for something, and is not just held. */
export type Entrant = {
  close: (code: LiveCode, reason: string) => void;
  terminate: () => void;
  isUsed: () => boolean;
};

/** One kind of socket. */
export type Entrance = {
  path: string;
  /** Bytes of one message at most. */
  maxPayload: number;
  /** Sockets that one person, or one address of guests, may hold. */
  mostEach: number;
  admitsGuests: boolean;
  /** What is said to a socket that was opened for nothing. */
  unused: string;
  welcome: (socket: WebSocket, request: IncomingMessage, visitor: Visitor) => Entrant;
};

export type Gate = {
  /** Tells every socket to come back later (1012), waits for `work` and for the goodbyes, and then ends what is left. */
  close: (work: Promise<unknown>) => Promise<void>;
};

type Holder = { entrant: Entrant; socket: WebSocket; entrance: Entrance; key: string; isAlive: boolean };

const pingMilliseconds = 25_000;
const openMilliseconds = 10_000;
const closeMilliseconds = 5000;

export const signedOut: Refusal = { code: liveCode.signedOut, reason: "You are signed out. Sign in again to go on." };
const restarting: Refusal = { code: liveCode.restarting, reason: "Lintel is restarting. Your changes are kept." };

const pathOf = (url: string | undefined) => url?.split("?", 1)[0];

/**
 * Takes the WebSocket upgrades of our own pages, asks whose each is, and keeps the sockets within their limits. Upgrades to
 * other paths belong to Next, which reloads pages in development.
 */
export function openGate(server: Server, context: Context, entrances: readonly Entrance[]): Gate {
  const ways = new Map(
    entrances.map((entrance) => [
      entrance.path,
      {
        entrance,
        sockets: new WebSocketServer({
          noServer: true,
          maxPayload: entrance.maxPayload,
          perMessageDeflate: false,
          clientTracking: false,
        }),
      },
    ]),
  );
  const holders = new Set<Holder>();
  /** Sockets of each kind that each person holds, so that an opening one costs the same with two thousand others open. */
  const held = new Map<string, number>();
  /** Every connection that asked for an upgrade, also before anybody knows whose it is: the web server forgets them. */
  const connections = new Set<Duplex>();
  let isClosing = false;

  async function take(
    { entrance, sockets }: { entrance: Entrance; sockets: WebSocketServer },
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<void> {
    connections.add(socket);
    socket.on("close", () => connections.delete(socket));
    socket.on("error", () => socket.destroy());
    if (!isSameOrigin(request, context.config.publicUrl)) return refuseUpgrade(socket, "403 Forbidden");
    // A browser cannot read the status of a refused upgrade, so everything it should know is said after the upgrade.
    const found = await findVisitor(entrance, request);
    if (socket.destroyed) return;
    sockets.handleUpgrade(request, socket, head, (opened) => {
      // The process may have begun to stop while the database was asked.
      if (isClosing) return turnAway(opened, restarting);
      if ("code" in found) return turnAway(opened, found);
      const key = `${entrance.path} ${found.actor?.userId ?? addressOf(request, context.config)}`;
      if ((held.get(key) ?? 0) >= entrance.mostEach) return turnAway(opened, tooMany);
      hold(entrance, opened, key, entrance.welcome(opened, request, found));
    });
  }

  async function findVisitor(entrance: Entrance, request: IncomingMessage): Promise<Refusal | Visitor> {
    if (isClosing) return restarting;
    try {
      const actor = await actorOfCookie(context, request.headers.cookie ?? "");
      if (actor?.via.kind === "session") return { actor, sessionId: actor.via.sessionId };
      return entrance.admitsGuests ? { actor: null, sessionId: null } : signedOut;
    } catch (error) {
      context.log.warn({ err: error }, "a socket could not be opened");
      return { code: liveCode.notStored, reason: "The database cannot be reached at the moment." };
    }
  }

  function hold(entrance: Entrance, socket: WebSocket, key: string, entrant: Entrant): void {
    const holder: Holder = { entrant, socket, entrance, key, isAlive: true };
    holders.add(holder);
    held.set(key, (held.get(key) ?? 0) + 1);
    socket.on("pong", () => {
      holder.isAlive = true;
    });
    const opening = setTimeout(() => {
      if (!entrant.isUsed()) entrant.close(liveCode.silent, entrance.unused);
    }, openMilliseconds);
    socket.on("close", () => {
      clearTimeout(opening);
      holders.delete(holder);
      const left = (held.get(key) ?? 1) - 1;
      if (left > 0) held.set(key, left);
      else held.delete(key);
    });
  }

  function ping(): void {
    for (const holder of holders) {
      if (!holder.isAlive) holder.entrant.terminate();
      else holder.socket.ping();
      holder.isAlive = false;
    }
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const way = ways.get(pathOf(request.url) ?? "");
    if (way) void take(way, request, socket, head);
    else if (!context.config.isDevelopment) socket.destroy();
  };
  server.on("upgrade", upgrade);
  const timer = setInterval(ping, pingMilliseconds);

  return {
    close: async (work) => {
      isClosing = true;
      clearInterval(timer);
      for (const { entrant } of holders) entrant.close(restarting.code, restarting.reason);
      await Promise.race([Promise.all([work, gone(holders)]), wait(closeMilliseconds, undefined, { ref: false })]);
      for (const { entrant } of holders) entrant.terminate();
      server.off("upgrade", upgrade);
      for (const connection of connections) connection.destroy();
    },
  };
}

const tooMany: Refusal = { code: liveCode.tooMany, reason: "You have too many pages open. Close some." };

/**
 * Browsers always name the page's origin in an upgrade, and send the cookies of the user to whichever site asks: only our own
 * pages may open a socket.
 */
function isSameOrigin({ headers }: IncomingMessage, publicUrl: string | undefined): boolean {
  const origin = headers.origin;
  if (!origin || !URL.canParse(origin)) return false;
  if (publicUrl && new URL(publicUrl).origin === new URL(origin).origin) return true;
  return new URL(origin).host === headers.host;
}

/** Says why and closes; a browser that does not answer is not waited for. */
function turnAway(socket: WebSocket, { code, reason }: Refusal): void {
  socket.on("error", () => {});
  socket.close(code, reason);
  const timer = setTimeout(() => socket.terminate(), 3000).unref();
  socket.on("close", () => clearTimeout(timer));
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function gone(holders: ReadonlySet<Holder>): Promise<void> {
  while (holders.size > 0) await wait(20);
}
