import type { Status } from "./approvals/status";
import type { EventPayloads, EventType, NewEvent } from "./events";

/** Why somebody is told of something, from the most to the least pressing: where several apply, the first is said. */
export const notificationKinds = ["mentioned", "your_turn", "assigned", "replied", "status_changed"] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** When mail tells of it: a moment later, once a day, or not at all. */
export const mailModes = ["now", "daily", "never"] as const;
export type MailMode = (typeof mailModes)[number];

export type NotificationSettings = {
  mail: MailMode;
  /** Hour of the day, in UTC, at which the mail of the day is sent. */
  digestHour: number;
  /** Kinds the person hears nothing of. */
  mutedKinds: NotificationKind[];
  /** Kinds that stay in the inbox. */
  unmailedKinds: NotificationKind[];
};

/** How somebody is told who has chosen nothing. */
export const usualSettings: NotificationSettings = { mail: "now", digestHour: 8, mutedKinds: [], unmailedKinds: [] };

/** What the reasons rest on, besides the event itself. */
export type NotificationFacts = {
  review: { ownerId: string; reviewerIds: readonly string[]; status: Status };
  /** Members who wrote in the event's thread before it. */
  threadAuthors: readonly string[];
  /** Members who wrote anything on the review. */
  commenters: readonly string[];
};

type Reason = [kind: NotificationKind, people: readonly string[]];
type ReasonTable = { [T in EventType]?: (payload: EventPayloads[T], facts: NotificationFacts) => Reason[] };

/** The one table of who is told of what. An event that is not in it is told to nobody. */
const reasons = {
  // A thread on one's design is an answer to it.
  "thread.opened": ({ mentions }, { review }) => [
    ["mentioned", mentions],
    ["replied", [review.ownerId]],
  ],
  "comment.added": ({ mentions }, { threadAuthors }) => [
    ["mentioned", mentions],
    ["replied", threadAuthors],
  ],
  "comment.edited": ({ mentions }) => [["mentioned", mentions]],
  "reviewer.added": ({ userId }) => [["assigned", [userId]]],
  "review.updated": ({ changed }, { review }) => (changed.includes("ownerId") ? [["assigned", [review.ownerId]]] : []),
  "review.moved": ({ to }, { review, commenters }) => [
    ["your_turn", to === "in_review" ? review.reviewerIds : to === "changes_requested" ? [review.ownerId] : []],
    ["status_changed", [review.ownerId, ...review.reviewerIds, ...commenters]],
  ],
  "version.published": (_, { review }) => [["your_turn", review.status === "in_review" ? review.reviewerIds : []]],
} satisfies ReasonTable;

/** Events that somebody may be told of. */
export type ToldType = keyof typeof reasons;

export function isTold(type: EventType): type is ToldType {
  return Object.hasOwn(reasons, type);
}

type Happened = NewEvent & { actorId: string | null };

/** Everybody whom an event concerns, each with all their reasons, the most pressing first. Never the one who did it. */
export function reasonsOf(event: Happened, facts: NotificationFacts): Map<string, NotificationKind[]> {
  const found = new Map<string, NotificationKind[]>();
  if (!isTold(event.type)) return found;
  // The payload belongs to the type, which indexing a table by it does not tell the compiler.
  const given = (reasons[event.type] as (payload: unknown, facts: NotificationFacts) => Reason[])(event.payload, facts);
  for (const kind of notificationKinds)
    for (const [, people] of given.filter(([other]) => other === kind))
      for (const person of new Set(people))
        if (person !== event.actorId) found.set(person, [...(found.get(person) ?? []), kind]);
  return found;
}

/** What a person wants to hear of one review. */
export type Listener = { isReviewMuted: boolean; mutedKinds: readonly NotificationKind[] };

/**
 * Whom to tell of an event, and why: of each person's reasons the most pressing one that they have not muted. `listeners` has
 * those who are members at this moment; nobody else is told anything.
 */
export function notificationsOf(
  event: Happened,
  facts: NotificationFacts,
  listeners: ReadonlyMap<string, Listener>,
): { userId: string; kind: NotificationKind }[] {
  return [...reasonsOf(event, facts)].flatMap(([userId, kinds]) => {
    const listener = listeners.get(userId);
    const kind = kinds.find((candidate) => !listener?.mutedKinds.includes(candidate));
    return listener && !listener.isReviewMuted && kind ? [{ userId, kind }] : [];
  });
}

/**
 * When a mail is to tell of something that happened at `now`, or `null` for no mail. Mail at once waits `delaySeconds`, so that
 * what is read in the inbox meanwhile needs none, and what happens on a review in that time comes in one.
 */
export function mailDueAt(
  now: Date,
  kind: NotificationKind,
  settings: NotificationSettings,
  delaySeconds: number,
): Date | null {
  if (settings.mail === "never" || settings.unmailedKinds.includes(kind)) return null;
  if (settings.mail === "now") return new Date(now.getTime() + delaySeconds * 1000);
  const due = new Date(now);
  due.setUTCHours(settings.digestHour, 0, 0, 0);
  if (due <= now) due.setUTCDate(due.getUTCDate() + 1);
  return due;
}
