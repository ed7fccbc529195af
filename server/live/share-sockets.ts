import { and, inArray, isNotNull } from "drizzle-orm";
import type { WebSocket } from "ws";
import { z } from "zod";
import { LintelError } from "@/core/errors";
import { liveCode, type ShareMessage, type ShowLink, sharePath } from "@/core/live";
import { guests, shareLinks } from "@/db/schema";
import { addressOf } from "@/server/api/caller";
import type { Context } from "@/server/context";
import type { Entrance, Refusal } from "@/server/live/gate";
import { rateLimit } from "@/server/live/rate-limit";
import { isOpenLink } from "@/server/share-links";
import { isUnlocked, loadShared, type Shared, type Visitor } from "@/server/shared";
import { isShared } from "@/server/shared-threads";

export type ShareSockets = {
  entrance: Entrance;
  /** `<link id>`: what this link allows has changed. */
  hearLink: (linkId: string) => void;
  /** `<team id>:<number>`: the log of the team has come so far. */
  hearEvents: (payload: string) => void;
  lookForMissed: () => Promise<void>;
  /** Closes the sockets of links that were revoked or have expired, of guests who were removed, of passwords that changed. */
  checkRights: () => Promise<void>;
};

/** An open page of a link. `shared` is what the link led to when it was looked at last. */
type Page = { socket: WebSocket; visitor: Omit<Visitor, "token">; shared: Shared | null; isAsked: boolean };
type OpenPage = Page & { shared: Shared };

const showSchema = z.object({ token: z.string().max(100) }) satisfies z.ZodType<ShowLink>;

const gone: Refusal = { code: liveCode.notFound, reason: "This link does not work any more." };
const locked: Refusal = { code: liveCode.signedOut, reason: "This link asks for a password." };
const unreadable: Refusal = { code: liveCode.badMessage, reason: "A message could not be read. Load the page again." };

/**
 * The pages of share links that are open: each learns within a second that its link has ended, and at once that what it shows has
 * changed. Nothing but that is said, so there is nothing here to leak.
 */
export function createShareSockets(context: Context): ShareSockets {
  const pages = new Set<Page>();
  /** How far the logs of the teams with open pages were looked at. */
  const lookedAt = new Map<string, number>();

  const welcome: Entrance["welcome"] = (socket, request) => {
    const page: Page = {
      socket,
      visitor: {
        address: addressOf(request, context.config),
        userAgent: "",
        cookie: request.headers.cookie ?? "",
      },
      shared: null,
      isAsked: false,
    };
    pages.add(page);
    const isAllowed = rateLimit(5, 1);
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      const message = showSchema.safeParse(isBinary || !isAllowed() ? null : parse(data.toString()));
      if (message.success && !page.isAsked) void show(page, message.data.token);
      else end(page, unreadable);
    });
    socket.on("error", () => {});
    socket.on("close", () => pages.delete(page));
    return {
      close: (code, reason) => end(page, { code, reason }),
      terminate: () => socket.terminate(),
      isUsed: () => page.isAsked,
    };
  };

  async function show(page: Page, token: string): Promise<void> {
    page.isAsked = true;
    try {
      page.shared = await loadShared(context, { ...page.visitor, token });
      const { team } = page.shared;
      if (!lookedAt.has(team.id)) lookedAt.set(team.id, await lastEventOf(context, team.id));
      say(page, { share: "open" });
    } catch (error) {
      if (error instanceof LintelError) return end(page, error.code === "unauthenticated" ? locked : gone);
      context.log.warn({ err: error }, "a shared page could not be followed");
      end(page, { code: liveCode.notStored, reason: "The database cannot be reached at the moment." });
    }
  }

  function end(page: Page, { code, reason }: Refusal): void {
    pages.delete(page);
    page.socket.close(code, reason);
    setTimeout(() => page.socket.terminate(), 3000).unref();
  }

  const openPages = (isMeant: (shared: Shared) => boolean = () => true) =>
    [...pages].filter((page): page is OpenPage => page.shared !== null && isMeant(page.shared));

  async function check(some: readonly OpenPage[]): Promise<void> {
    if (some.length === 0) return;
    const [open, removed] = await Promise.all([
      context.db
        .select({ id: shareLinks.id, passwordHash: shareLinks.passwordHash })
        .from(shareLinks)
        .where(and(inArray(shareLinks.id, [...new Set(some.map(({ shared }) => shared.link.id))]), isOpenLink)),
      context.db
        .select({ id: guests.id })
        .from(guests)
        .where(and(inArray(guests.id, [...new Set(some.flatMap(guestOf))]), isNotNull(guests.removedAt))),
    ]);
    for (const page of some) {
      const link = open.find(({ id }) => id === page.shared.link.id);
      if (!link || removed.some(({ id }) => id === page.shared.guest?.id)) end(page, gone);
      else if (!isUnlocked(link, page.visitor.cookie)) end(page, locked);
    }
  }

  /** Tells the pages of a team of what happened since it was looked at last, where it is part of what they show. */
  async function tellNews(teamId: string, last: number): Promise<void> {
    const since = lookedAt.get(teamId);
    const some = openPages((shared) => shared.team.id === teamId);
    if (some.length === 0) return void lookedAt.delete(teamId);
    if (since === undefined || last <= since) return;
    lookedAt.set(teamId, last);
    const reviewIds = some.map(({ shared }) => shared.review.id);
    const news = await readNews(context, { teamId, since, last, reviewIds }).catch((error) => {
      // Whoever looks for missed events comes here again.
      lookedAt.set(teamId, since);
      throw error;
    });
    for (const page of some) {
      const mine = news.filter((each) => each.reviewId === page.shared.review.id && concerns(page.shared, each));
      const published = mine.findLast((each) => each.published !== null)?.published;
      if (published) page.shared = { ...page.shared, version: published };
      if (mine.length > 0) say(page, { share: published ? "version" : "threads" });
    }
  }

  const quietly = (work: Promise<void>) =>
    void work.catch((error) => context.log.debug({ err: error }, "a look at shared pages failed"));

  return {
    entrance: {
      path: sharePath,
      maxPayload: 1024,
      mostEach: 50,
      admitsGuests: true,
      unused: "No link was shown.",
      welcome,
    },
    hearLink: (linkId) => quietly(check(openPages(({ link }) => link.id === linkId))),
    hearEvents: (payload) => {
      const [teamId = "", number] = payload.split(":");
      if (lookedAt.has(teamId)) quietly(tellNews(teamId, Number(number)));
    },
    lookForMissed: async () => {
      for (const teamId of lookedAt.keys()) await tellNews(teamId, await lastEventOf(context, teamId));
    },
    checkRights: () => check(openPages()),
  };
}

const guestOf = ({ shared: { guest } }: OpenPage): string[] => (guest ? [guest.id] : []);

type News = {
  reviewId: string;
  published: number | null;
  /** The thread it is about, where it is about one. */
  thread: { version: number | null; guestId: string | null } | null;
};

/** Whether a page shows what has changed. What happens outside of its scope it does not even hear of. */
function concerns(shared: Shared, { published, thread }: News): boolean {
  if (published !== null) return shared.link.version === null;
  return thread !== null && isShared(shared, thread);
}

async function readNews(
  { sql }: Context,
  at: { teamId: string; since: number; last: number; reviewIds: string[] },
): Promise<News[]> {
  return sql<News[]>`
    select e.review_id as "reviewId",
      case when t.id is not null then jsonb_build_object('version', t.version, 'guestId', t.guest_id) end as thread,
      case when e.type = 'version.published' then (e.payload->>'version')::int end as published
    from events e
    left join threads t on t.id = (e.payload->>'threadId')::uuid
    where e.team_id = ${at.teamId} and e.number > ${at.since} and e.number <= ${at.last}
      and e.review_id = any(${at.reviewIds}::uuid[]) and (e.type = 'version.published' or t.id is not null)
    order by e.number`;
}

async function lastEventOf({ sql }: Context, teamId: string): Promise<number> {
  const [row] = await sql<{ last: string }[]>`select last_event as last from teams where id = ${teamId}`;
  return Number(row?.last ?? 0);
}

function say({ socket }: Page, message: ShareMessage): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
