import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import { type LiveCode, liveCode, livePath, reviewOfDocument } from "@/core/live";
import { type Actor, actorOfCookie } from "@/server/actor";
import type { Context } from "@/server/context";
import { followEdits } from "@/server/draft-projection";
import { draftChannel, draftStore } from "@/server/draft-store";
import { maxDraftBytes } from "@/server/draft-update";
import { listen } from "@/server/listen";
import { findRights } from "@/server/live/draft-access";
import { createDraftDocuments, refusals } from "@/server/live/draft-documents";
import { GuardedSocket } from "@/server/live/guarded-socket";

export type Live = {
  /** Tells every socket to come back later (1012) and waits for the commits under way. Whatever was acknowledged is stored. */
  close: () => Promise<void>;
};

/** An open socket of somebody signed in. */
type Holder = { guarded: GuardedSocket; socket: WebSocket; userId: string; sessionId: string; isAlive: boolean };

/** On which the operations that end sessions or change members tell of it. */
const accessChannel = "lintel_access";

const mostSocketsEach = 20;
/** Rights that were lost are noticed within this time even where nobody tells of it. */
const rightsMilliseconds = 800;
const missedMilliseconds = 5000;
const pingMilliseconds = 25_000;
const openMilliseconds = 10_000;
const closeMilliseconds = 5000;

export const isLivePath = (url: string | undefined) => url?.split("?", 1)[0] === livePath;

/** Takes the WebSocket upgrades at `/live`. Every other upgrade belongs to Next, which reloads pages in development. */
export function attachLive(server: Server, context: Context): Live {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxDraftBytes + 1024 * 1024,
    perMessageDeflate: false,
    clientTracking: false,
  });
  const holders = new Set<Holder>();
  /** Every connection that asked for an upgrade, also before anybody knows whose it is: the web server forgets them. */
  const connections = new Set<Duplex>();
  const documents = createDraftDocuments(context);
  const following = followEdits(context);
  let isClosing = false;

  async function take(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    connections.add(socket);
    socket.on("close", () => connections.delete(socket));
    socket.on("error", () => socket.destroy());
    if (!isSameOrigin(request, context.config.publicUrl)) return refuseUpgrade(socket, "403 Forbidden");
    // A browser cannot read the status of a refused upgrade, so everything it should know is said after the upgrade.
    const found = await findVisitor(request);
    if (socket.destroyed) return;
    sockets.handleUpgrade(request, socket, head, (opened) => {
      // The process may have begun to stop while the database was asked.
      if (isClosing) turnAway(opened, restarting);
      else if ("code" in found) turnAway(opened, found);
      else welcome(opened, request, found);
    });
  }

  async function findVisitor(request: IncomingMessage): Promise<Refusal | Visitor> {
    if (isClosing) return restarting;
    try {
      const actor = await actorOfCookie(context, request.headers.cookie ?? "");
      if (actor?.via.kind !== "session") return refusals["signed out"];
      const open = [...holders].filter(({ userId }) => userId === actor.userId).length;
      if (open >= mostSocketsEach)
        return { code: liveCode.tooMany, reason: "You have too many pages open. Close some." };
      return { actor, sessionId: actor.via.sessionId };
    } catch (error) {
      context.log.warn({ err: error }, "a socket could not be opened");
      return { code: liveCode.notStored, reason: "The database cannot be reached at the moment." };
    }
  }

  function welcome(socket: WebSocket, request: IncomingMessage, visitor: Visitor): void {
    const { actor, sessionId } = visitor;
    const { userId, name } = actor;
    const guarded: GuardedSocket = new GuardedSocket(socket, {
      user: { id: userId, name },
      owns: (clientId) => documents.mayStandFor(guarded.documentName ?? "", clientId, userId),
    });
    const holder: Holder = { guarded, socket, userId, sessionId, isAlive: true };
    holders.add(holder);
    socket.on("pong", () => {
      holder.isAlive = true;
    });
    const opening = setTimeout(() => {
      if (!guarded.isJoined) guarded.close(liveCode.silent, "No draft was opened.");
    }, openMilliseconds);
    socket.on("close", () => {
      clearTimeout(opening);
      holders.delete(holder);
    });
    // Hocuspocus uses of a socket what the guard offers.
    documents.hocuspocus.handleConnection(guarded as unknown as WebSocket, request, {
      socket: guarded,
      userId,
      sessionId,
    });
  }

  async function checkRights(): Promise<void> {
    const joined = [...holders].flatMap((holder) => {
      const reviewId = reviewOfDocument(holder.guarded.documentName ?? "");
      return reviewId && holder.guarded.isJoined ? [{ holder, reviewId }] : [];
    });
    if (joined.length === 0) return;
    const rights = await findRights(
      context,
      joined.map(({ holder: { userId, sessionId }, reviewId }) => ({ userId, sessionId, reviewId })),
    );
    joined.forEach(({ holder: { guarded } }, index) => {
      const now = rights[index] ?? "none";
      const refusal = refusals[now];
      if (refusal) guarded.close(refusal.code, refusal.reason);
      else if (now !== guarded.rights) guarded.close(liveCode.rightsChanged, "What you may do here has changed.");
    });
  }

  function ping(): void {
    for (const holder of holders) {
      if (!holder.isAlive) holder.guarded.terminate();
      else holder.socket.ping();
      holder.isAlive = false;
    }
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isLivePath(request.url)) void take(request, socket, head);
    else if (!context.config.isDevelopment) socket.destroy();
  };
  server.on("upgrade", upgrade);

  const look = quietly(context, documents.lookForMissed);
  const check = quietly(context, checkRights);
  const timers = [
    setInterval(check, rightsMilliseconds),
    setInterval(look, missedMilliseconds),
    setInterval(ping, pingMilliseconds),
  ];
  const channels = [
    listen(context, draftChannel, look, (payload) => {
      const [reviewId = "", seq] = payload.split(":");
      documents.hear(reviewId, Number(seq));
    }),
    listen(context, accessChannel, check, check),
  ];

  return {
    close: async () => {
      isClosing = true;
      for (const timer of timers) clearInterval(timer);
      for (const { guarded } of holders) guarded.close(restarting.code, restarting.reason);
      following.stop();
      const deadline = wait(closeMilliseconds, undefined, { ref: false });
      await Promise.race([Promise.all([draftStore(context).settle(), gone(holders)]), deadline]);
      for (const { guarded } of holders) guarded.terminate();
      server.off("upgrade", upgrade);
      for (const connection of connections) connection.destroy();
      documents.close();
      // With the database away there is nobody to tell.
      await Promise.race([
        Promise.all(channels.map((channel) => channel.stop())),
        wait(500, undefined, { ref: false }),
      ]);
    },
  };
}

type Visitor = { actor: Actor; sessionId: string };
type Refusal = { code: LiveCode; reason: string };

const restarting: Refusal = { code: liveCode.restarting, reason: "Lintel is restarting. Your changes are kept." };

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

/** The same work, one at a time; it is tried again soon, so a failure is only noted. */
function quietly({ log }: Context, work: () => Promise<void>): () => void {
  let isRunning = false;
  return () => {
    if (isRunning) return;
    isRunning = true;
    work()
      .catch((error) => log.debug({ err: error }, "a look at the database failed"))
      .finally(() => {
        isRunning = false;
      });
  };
}

async function gone(holders: ReadonlySet<Holder>): Promise<void> {
  while (holders.size > 0) await wait(20);
}
