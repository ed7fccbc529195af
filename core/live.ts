import type { EventType } from "./events";

/** Where browsers and the server meet: paths of sockets, names of drafts, what is said about events, why a socket is closed. */
export const livePath = "/live";
export const eventsPath = "/live/events";
export const sharePath = "/live/share";

const documentPrefix = "draft:";

export function draftDocumentName(reviewId: string): string {
  return documentPrefix + reviewId;
}

/** The review whose draft a document name means, or `null`. */
export function reviewOfDocument(name: string): string | null {
  const id = name.slice(documentPrefix.length);
  const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id);
  return name.startsWith(documentPrefix) && isId ? id : null;
}

/** Asks for the events of a team after this number; `null` is "from now on". A socket follows one team at a time. */
export type Follow = { follow: string; after: number | null };

/** An event of the log as everybody who follows the team may see it. */
export type StreamEvent = {
  number: number;
  type: EventType;
  /** The review's number in the team. */
  review: number | null;
  actor: { id: string; name: string } | null;
  payload: Record<string, unknown>;
  createdAt: string;
};

/**
 * What the server says on the events' socket. `events` come in the order of their numbers, each exactly one more than the one
 * before, across messages too; a message without events says that the line is alive. After `reload`, everything known of the
 * team may be out of date, and the numbers go on after `last`. `followers` tells how many would ask for the same at once.
 */
export type StreamMessage =
  | { team: string; last: number; followers: number; events: StreamEvent[] }
  | { team: string; last: number; followers: number; reload: true }
  | { inbox: true };

/** Carries a share link's token to the API: addresses end up in logs and histories, headers do not. */
export const shareHeader = "Lintel-Share";

/** What somebody with a share link says first; the token stays out of the address. */
export type ShowLink = { token: string };

/** What the server says to them: that the line is open, and what of what the link shows is not as it was. */
export type ShareMessage = { share: "open" | "version" | "threads" };

/** A line on which the server is silent for longer than this is dead. */
export const longestSilence = 45_000;

/**
 * Close codes of the sockets; the reason beside them is a sentence for the user. After each of them the browser keeps its
 * changes. Whether it tries again by itself is said here.
 */
export const liveCode = {
  /** The server stops or is replaced: again at once. */
  restarting: 1012,
  /** The message made no sense; a page of an older release must be loaded again. */
  badMessage: 4400,
  /** The session has ended: again after signing in. */
  signedOut: 4401,
  /** The role or the review changed what one may do: again at once, with the new rights. */
  rightsChanged: 4403,
  /** There is no such review or team, or one may not see it any more: never again. */
  notFound: 4404,
  /** Nothing was heard for too long: again at once. */
  silent: 4408,
  /** The edit or the draft is too large: again after the next edit. */
  tooLarge: 4413,
  /** Too many sockets or messages: again later. */
  tooMany: 4429,
  /** The edit could not be stored: again soon. */
  notStored: 4503,
} as const;

export type LiveCode = (typeof liveCode)[keyof typeof liveCode];
