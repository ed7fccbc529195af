import { statusLabels } from "./approvals/status";
import type { EventPayloads } from "./events";
import type { NotificationKind, ToldType } from "./notifications";

/** What the kinds are called where one chooses among them. */
export const notificationKindLabels: Record<NotificationKind, { label: string; help: string }> = {
  mentioned: { label: "Mentions", help: "Somebody writes your name in a comment." },
  your_turn: {
    label: "Your turn",
    help: "A review waits for you: to look at it as a reviewer, or to change it as its owner.",
  },
  assigned: { label: "Assigned", help: "You become the owner or a reviewer." },
  replied: { label: "Replies", help: "Somebody answers in a thread you wrote in, or opens one on a review you own." },
  status_changed: { label: "Status", help: "A review you own, review or commented on moves to another status." },
};

type Words = { [T in ToldType]: (payload: EventPayloads[T], kind: NotificationKind) => string };

const status = (value: keyof typeof statusLabels) => statusLabels[value].toLowerCase();

/** What each notification says after the name of who did it, under the title of its review. For the inbox and for mail. */
const words: Words = {
  "thread.opened": ({ thread }, kind) =>
    kind === "mentioned" ? `mentioned you in thread ${thread}` : `opened thread ${thread}`,
  "comment.added": ({ thread }, kind) =>
    kind === "mentioned" ? `mentioned you in thread ${thread}` : `replied in thread ${thread}`,
  "comment.edited": ({ thread }) => `mentioned you in thread ${thread}`,
  "reviewer.added": () => "asked you to review",
  "review.updated": () => "made you the owner",
  "review.moved": ({ from, to }, kind) => {
    if (kind !== "your_turn") return `moved the review from ${status(from)} to ${status(to)}`;
    return to === "in_review" ? "sent the design to review: it is your turn" : "requested changes: it is your turn";
  },
  "version.published": ({ version }) => `published version ${version}: it is your turn`,
};

/** An event as a notification tells of it; the payload is of the type. */
export type ToldEvent = { type: string; payload: unknown };

/** The sentence of a notification after the name of who did it: “mentioned you in thread 4”. */
export function notificationWords(event: ToldEvent, kind: NotificationKind): string {
  const tell = Object.hasOwn(words, event.type) ? words[event.type as ToldType] : undefined;
  // Type and payload were written together, from the same declaration.
  return tell ? tell(event.payload as never, kind) : event.type.replace(".", " was ");
}

/** Where a notification leads, as a path of the app. `comment` is the one it is about, known by the event that wrote it. */
export function notificationPath(
  at: { team: string; number: number },
  event: ToldEvent,
  comment: { event: number } | null,
): string {
  const base = `/${at.team}/reviews/${at.number}`;
  const { thread, version } = event.payload as { thread?: number; version?: number };
  if (thread !== undefined) return `${base}/threads/${thread}${comment ? `#comment-${comment.event}` : ""}`;
  return version === undefined ? base : `${base}/versions/${version}`;
}

/** Who did it: a member by name, a guest marked as one, or Lintel itself. */
export function actorName(actor: { name: string } | null, event: ToldEvent): string {
  const { guest } = event.payload as { guest?: string };
  return guest ? `${guest} (guest)` : (actor?.name ?? "Lintel");
}

/** The beginning of a comment as plain words: mentions by name, at most `most` characters. */
export function commentExcerpt(body: string, most: number): string {
  const plain = body.replace(/@\[([^\]\n]{1,200})\]\(user:[0-9a-f-]{36}\)/g, "@$1").trim();
  return plain.length <= most ? plain : `${plain.slice(0, most - 1).trimEnd()}…`;
}
