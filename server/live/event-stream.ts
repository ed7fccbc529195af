import type { Buffer } from "node:buffer";
import type { WebSocket } from "ws";
import { z } from "zod";
import { LintelError } from "@/core/errors";
import { eventsPath, type Follow, type LiveCode, liveCode } from "@/core/live";
import type { Role } from "@/core/permissions";
import { loadTeam, type TeamRow } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { openTeamLog, type TeamLog } from "@/server/live/event-log";
import { type Entrance, type Refusal, signedOut } from "@/server/live/gate";
import { rateLimit } from "@/server/live/rate-limit";

/** Somebody further behind than this loads anew instead of hearing of everything. */
export const mostBehind = 1000;
/** A reader that takes longer for one message is dropped; it goes on from the last number it saw. */
const longestSend = 30_000;
const heartbeatMilliseconds = 20_000;
const longestMessage = 4096;

export type EventStream = {
  entrance: Entrance;
  /** `<team id>:<number>`: the log of the team has come so far. */
  hear: (payload: string) => void;
  lookForMissed: () => Promise<void>;
  /** Closes the sockets of those who may not go on. */
  checkRights: () => Promise<void>;
  /** `<user id>`: this person's notifications changed. */
  tellInbox: (userId: string) => void;
  /** Anybody's notifications may have changed: some word of it was not heard. */
  tellEverybody: () => void;
  close: () => void;
};

/** A socket that follows a team, or is about to. */
type Listener = {
  socket: WebSocket;
  actor: Actor | null;
  sessionId: string | null;
  /** Counts what was asked for, so that an answer that comes late is known to be an old one. */
  asked: number;
  following: Following | null;
};

type Following = {
  slug: string;
  log: TeamLog;
  role: Role;
  /** The newest event that was handed to the line. */
  sent: number;
  isSending: boolean;
};

const followSchema = z.object({
  follow: z.string().min(1).max(100),
  after: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).nullable(),
}) satisfies z.ZodType<Follow>;

const unreadable: Refusal = {
  code: liveCode.badMessage,
  reason: "A message could not be read. Load the page again.",
};
const goneTeam: Refusal = { code: liveCode.notFound, reason: "There is no such team, or you are no member of it." };

/**
 * The event log of teams, told to everybody who follows it in this process: each event once, in order, without a gap, from the
 * number the browser saw last. A socket has at most one message on its way, so a slow reader costs no memory and hears later.
 */
export function createEventStream(context: Context): EventStream {
  const listeners = new Set<Listener>();
  const logs = new Map<string, { log: TeamLog; followers: Set<Listener> }>();
  const people = new Map<string, Set<Listener>>();

  const welcome: Entrance["welcome"] = (socket, _request, { actor, sessionId }) => {
    const listener: Listener = { socket, actor, sessionId, asked: 0, following: null };
    listeners.add(listener);
    if (actor) addTo(people, actor.userId, listener);
    const isAllowed = rateLimit(10, 1);
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      if (isAllowed()) receive(listener, isBinary ? null : parse(data.toString()));
      else end(listener, { code: liveCode.tooMany, reason: "Too many messages." });
    });
    // A "close" follows each error.
    socket.on("error", () => {});
    socket.on("close", () => {
      listeners.delete(listener);
      if (actor) takeFrom(people, actor.userId, listener);
      leave(listener);
    });
    return {
      close: (code, reason) => end(listener, { code, reason }),
      terminate: () => socket.terminate(),
      isUsed: () => listener.asked > 0,
    };
  };

  function receive(listener: Listener, said: unknown): void {
    const message = followSchema.safeParse(said);
    if (message.success) void follow(listener, message.data);
    else end(listener, unreadable);
  }

  async function follow(listener: Listener, { follow: slug, after }: Follow): Promise<void> {
    const turn = ++listener.asked;
    leave(listener);
    if (!listener.actor) return end(listener, signedOut);
    try {
      const { team, role } = await loadTeam(context, listener.actor, slug, "team.read");
      if (turn !== listener.asked || listener.socket.readyState !== listener.socket.OPEN) return;
      const log = join(listener, team);
      const following: Following = { slug, log, role, sent: after ?? log.heard(), isSending: false };
      listener.following = following;
      // A number from a log that was longer once, of a database that was put back from a backup, cannot be gone on from.
      if (following.sent > log.heard()) await sendReload(listener, following);
      else if (following.sent === log.heard()) await sendAlive(listener, following);
      void deliver(listener);
    } catch (error) {
      if (error instanceof LintelError && error.code === "not_found") return end(listener, goneTeam);
      context.log.warn({ err: error }, "a team could not be followed");
      end(listener, { code: liveCode.notStored, reason: "The database cannot be reached at the moment." });
    }
  }

  function join(listener: Listener, team: Pick<TeamRow, "id" | "slug" | "lastEvent">): TeamLog {
    let open = logs.get(team.id);
    if (!open) {
      const followers = new Set<Listener>();
      const advanced = () => {
        for (const follower of followers) void deliver(follower);
      };
      open = { log: openTeamLog(context, { ...team, followers: () => followers.size, advanced }), followers };
      logs.set(team.id, open);
    }
    open.followers.add(listener);
    open.log.hear(team.lastEvent);
    return open.log;
  }

  function leave(listener: Listener): void {
    const { following } = listener;
    listener.following = null;
    const open = following && logs.get(following.log.teamId);
    if (!open) return;
    open.followers.delete(listener);
    if (open.followers.size === 0) logs.delete(following.log.teamId);
  }

  function end(listener: Listener, { code, reason }: { code: LiveCode; reason: string }): void {
    const { socket } = listener;
    listener.asked++;
    leave(listener);
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), 3000).unref();
  }

  const crowd = ({ teamId }: TeamLog) => logs.get(teamId)?.followers.size ?? 1;

  /** Sends what the listener has not got yet, message by message, each when the one before has left. */
  async function deliver(listener: Listener): Promise<void> {
    const { following } = listener;
    if (!following || following.isSending) return;
    following.isSending = true;
    try {
      while (listener.following === following && following.sent < following.log.last()) {
        const { log } = following;
        const isFar = log.last() - following.sent > mostBehind;
        const next = isFar ? null : await log.messageAfter(following.sent, following.role);
        if (listener.following !== following) return;
        if (!next) {
          await sendReload(listener, following);
          continue;
        }
        following.sent = next.last;
        await send(listener, next.message);
      }
    } catch (error) {
      // The browser comes back with the last number it saw.
      context.log.warn({ err: error }, "events could not be sent");
      end(listener, { code: liveCode.notStored, reason: "The database cannot be reached at the moment." });
    } finally {
      following.isSending = false;
    }
  }

  function sendReload(listener: Listener, following: Following): Promise<void> {
    const last = following.log.last();
    following.sent = last;
    return send(
      listener,
      JSON.stringify({ team: following.slug, last, followers: crowd(following.log), reload: true }),
    );
  }

  /** Says that the line is alive and how far it has come. */
  function sendAlive(listener: Listener, { slug: team, sent: last, log }: Following): Promise<void> {
    return send(listener, JSON.stringify({ team, last, followers: crowd(log), events: [] }));
  }

  async function checkRights(): Promise<void> {
    const asked = [...listeners].filter((listener) => listener.actor && listener.sessionId);
    if (asked.length === 0) return;
    const rights = await findFollowRights(context, asked);
    for (const [place, listener] of asked.entries()) {
      const now = rights[place];
      const { following } = listener;
      if (!now?.isSignedIn) end(listener, signedOut);
      // What was followed only a moment ago was not asked about.
      else if (!following || following.log.teamId !== now.teamId) continue;
      else if (now.role === null) end(listener, goneTeam);
      else following.role = now.role;
    }
  }

  async function lookForMissed(): Promise<void> {
    if (logs.size === 0) return;
    const rows = await context.sql<{ id: string; last: string }[]>`
      select id, last_event as last from teams where id = any(${`{${[...logs.keys()].join(",")}}`}::text::uuid[])`;
    for (const { id, last } of rows) logs.get(id)?.log.hear(Number(last));
  }

  const heartbeat = setInterval(() => {
    for (const listener of listeners) {
      const { following } = listener;
      if (following && !following.isSending && following.sent === following.log.last())
        void sendAlive(listener, following);
    }
  }, heartbeatMilliseconds);

  const inbox = JSON.stringify({ inbox: true });
  const tell = (heard: Iterable<Listener>) => {
    for (const listener of heard) void send(listener, inbox);
  };

  return {
    entrance: {
      path: eventsPath,
      maxPayload: longestMessage,
      mostEach: 50,
      admitsGuests: false,
      unused: "Nothing was followed.",
      welcome,
    },
    hear: (payload) => {
      const [teamId = "", number] = payload.split(":");
      logs.get(teamId)?.log.hear(Number(number));
    },
    lookForMissed,
    checkRights,
    tellInbox: (userId) => tell(people.get(userId) ?? []),
    tellEverybody: () => tell(listeners),
    close: () => clearInterval(heartbeat),
  };
}

/** Resolves when the message has left this process, or the socket is gone. A reader that does not read is dropped. */
function send({ socket }: Listener, message: string | Buffer): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  return new Promise((left) => {
    const timer = setTimeout(() => socket.terminate(), longestSend);
    socket.send(message, { binary: false }, () => {
      clearTimeout(timer);
      left();
    });
  });
}

/** Whether each still has its session, and its role in the team it follows, in the order given, in one query. */
async function findFollowRights(
  { sql }: Pick<Context, "sql">,
  listeners: readonly Listener[],
): Promise<{ isSignedIn: boolean; teamId: string | null; role: Role | null }[]> {
  const list = (of: (listener: Listener) => string | undefined | null) =>
    `{${listeners.map((listener) => of(listener) ?? "null").join(",")}}`;
  return sql`
    select s.id is not null and u.id is not null as "isSignedIn", h.team_id as "teamId", m.role
    from unnest(${list(({ actor }) => actor?.userId)}::text::uuid[], ${list(({ sessionId }) => sessionId)}::text::uuid[],
      ${list(({ following }) => following?.log.teamId)}::text::uuid[]) with ordinality as h (user_id, session_id, team_id, place)
    left join sessions s on s.id = h.session_id and s.user_id = h.user_id and s.expires_at > now()
    left join users u on u.id = h.user_id and u.disabled_at is null
    left join members m on m.team_id = h.team_id and m.user_id = h.user_id
    order by h.place`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function addTo(map: Map<string, Set<Listener>>, key: string, listener: Listener): void {
  const set = map.get(key) ?? new Set();
  map.set(key, set.add(listener));
}

function takeFrom(map: Map<string, Set<Listener>>, key: string, listener: Listener): void {
  const set = map.get(key);
  set?.delete(listener);
  if (set?.size === 0) map.delete(key);
}
