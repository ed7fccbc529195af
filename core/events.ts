import type { Status } from "./approvals/status";
import type { Outcome } from "./comments/outcome";
import { type Act, may, type Role } from "./permissions";

/** What each event carries. Names are past tense; a payload holds what a reader of the log needs, never what it may not see. */
export type EventPayloads = {
  "team.created": { name: string };
  "team.updated": { name?: string; targets?: Record<string, number>; isPublic?: boolean };
  "member.invited": { invitationId: string; role: Role };
  "member.joined": { userId: string; role: Role };
  "member.changed": { userId: string; from: Role; to: Role };
  "member.left": { userId: string };
  "invitation.revoked": { invitationId: string };
  "lens.imported": { lens: string; name: string; version: number };
  "lens.archived": { lens: string; name: string };
  "review.created": { title: string; template?: string; importedFrom?: string };
  /** `ownerId` is the new owner, where there is one. */
  "review.updated": { changed: string[]; title?: string; ownerId?: string };
  "review.moved": { from: Status; to: Status; reason?: string };
  "review.archived": Record<string, never>;
  "review.unarchived": Record<string, never>;
  /** At most one a minute for each person and review, so that typing does not flood the log. */
  "draft.edited": { sections: string[] };
  "answer.changed": { lens: string; question: string };
  "version.published": { version: number; message: string };
  "version.restored": { version: number };
  "reviewer.added": { userId: string };
  "reviewer.removed": { userId: string };
  /** `thread` is its number in the review. Texts stay out of the log, because the log outlives a deleted comment. */
  "thread.opened": {
    thread: number;
    threadId: string;
    commentId: string;
    path: string;
    mentions: string[];
    guest?: string;
  };
  "comment.added": { thread: number; threadId: string; commentId: string; mentions: string[]; guest?: string };
  "comment.edited": { thread: number; threadId: string; commentId: string; mentions: string[]; guest?: string };
  "comment.deleted": { thread: number; threadId: string; commentId: string; guest?: string };
  "comment.reacted": { thread: number; threadId: string; commentId: string; guest?: string };
  "suggestion.applied": { thread: number; threadId: string; commentId: string; path: string };
  "thread.resolved": { thread: number; threadId: string; outcome: Outcome };
  "thread.reopened": { thread: number; threadId: string };
  "thread.reattached": { thread: number; threadId: string; path: string };
  "share.created": { shareLinkId: string; name: string };
  "share.updated": { shareLinkId: string; name: string; changed: string[] };
  "share.revoked": { shareLinkId: string; name: string };
  "guest.joined": { guestId: string; name: string };
  "guest.removed": { guestId: string; name: string };
  "view.saved": { viewId: string; name: string };
  "view.deleted": { viewId: string; name: string };
};

export type EventType = keyof EventPayloads;
export type EventPayload = EventPayloads[EventType];
/** An event with the payload of its type. */
export type NewEvent = { [T in EventType]: { type: T; payload: EventPayloads[T] } }[EventType];

/** What one must be allowed to do to see the payload of an event. All other members learn only that it happened. */
const payloadActs: Partial<Record<EventType, Act>> = {
  "share.created": "share.read",
  "share.updated": "share.read",
  "share.revoked": "share.read",
};

/** The payload of an event as somebody with this role may see it. */
export function visiblePayload<Payload extends object>(type: EventType, payload: Payload, role: Role) {
  const act = payloadActs[type];
  return act === undefined || may(role, act) ? payload : {};
}
