import type { ReviewEvent } from "@/client/reviews";
import { statuses, statusLabels } from "@/core/approvals/status";
import { outcomeLabels } from "@/core/comments/outcome";
import type { EventPayloads, EventType } from "@/core/events";
import { type Role, roleLabels } from "@/core/permissions";

type Words = { [T in EventType]: (payload: EventPayloads[T], names: (userId: string) => string) => string };

const role = (value: Role) => roleLabels[value].label.toLowerCase();

/** What each event says after the name of who did it. The review it is about is shown beside it. */
const words: Words = {
  "team.created": ({ name }) => `made the team “${name}”`,
  "team.updated": ({ name, targets, isPublic }) => {
    if (name) return `renamed the team to “${name}”`;
    if (isPublic !== undefined)
      return isPublic ? "made the list of reviews public" : "made the list of reviews private";
    return targets ? "changed the targets of the backend standards" : "changed the team";
  },
  "member.invited": (payload) => `invited somebody as ${role(payload.role)}`,
  "member.joined": (payload) => `joined as ${role(payload.role)}`,
  "member.changed": ({ userId, from, to }, names) => `changed ${names(userId)} from ${role(from)} to ${role(to)}`,
  "member.left": ({ userId }, names) => `ended the membership of ${names(userId)}`,
  "invitation.revoked": () => "took an invitation back",
  "lens.imported": ({ name, version }) =>
    version === 1 ? `brought the checklist “${name}” to the team` : `renewed the checklist “${name}”`,
  "lens.archived": ({ name }) => `archived the checklist “${name}”`,
  "review.created": ({ importedFrom }) => (importedFrom ? "imported the review" : "began the review"),
  "review.updated": ({ changed, title }) =>
    title
      ? `renamed the review to “${title}”`
      : `changed ${changed.map((field) => fieldNames[field] ?? field).join(", ")}`,
  "review.moved": ({ from, to, reason }) =>
    `moved the review from ${statusLabels[from].toLowerCase()} to ${statusLabels[to].toLowerCase()}${reason ? `: ${reason}` : ""}`,
  "review.archived": () => "archived the review",
  "review.unarchived": () => "brought the review back to the board",
  "draft.edited": ({ sections }) => (sections.length > 0 ? `edited ${sections.join(", ")}` : "edited the draft"),
  "answer.changed": () => "answered a question of the checklist",
  "version.published": ({ version, message }) => `published version ${version}${message ? `: ${message}` : ""}`,
  "version.restored": ({ version }) => `restored version ${version} into the draft`,
  "reviewer.added": ({ userId }, names) => `named ${names(userId)} as a reviewer`,
  "reviewer.removed": ({ userId }, names) => `took ${names(userId)} from the reviewers`,
  "thread.opened": ({ thread, guest }) => `${by(guest)}opened thread ${thread}`,
  "comment.added": ({ thread, guest }) => `${by(guest)}replied in thread ${thread}`,
  "comment.edited": ({ thread, guest }) => `${by(guest)}edited a comment in thread ${thread}`,
  "comment.deleted": ({ thread, guest }) => `${by(guest)}deleted a comment in thread ${thread}`,
  "comment.reacted": ({ thread, guest }) => `${by(guest)}reacted to a comment in thread ${thread}`,
  "suggestion.applied": ({ thread }) => `applied the suggestion of thread ${thread}`,
  "thread.resolved": ({ thread, outcome }) => `resolved thread ${thread}: ${outcomeLabels[outcome].toLowerCase()}`,
  "thread.reopened": ({ thread }) => `reopened thread ${thread}`,
  "thread.reattached": ({ thread }) => `attached thread ${thread} to another place`,
  // Only those who may see the links learn their names.
  "share.created": ({ name }) => `shared the review by ${name ? `the link “${name}”` : "a link"}`,
  "share.updated": ({ name }) => `changed ${name ? `the share link “${name}”` : "a share link"}`,
  "share.revoked": ({ name }) => `revoked ${name ? `the share link “${name}”` : "a share link"}`,
  "guest.joined": ({ name }) => `let ${name} (guest) in by a share link`,
  "guest.removed": ({ name }) => `removed ${name} (guest)`,
  "view.saved": ({ name }) => `shared the view “${name}”`,
  "view.deleted": ({ name }) => `deleted the view “${name}”`,
};

/** A guest has no account, so the log names them in the event. */
const by = (guest: string | undefined) => (guest ? `(guest ${guest}) ` : "");

const fieldNames: Record<string, string> = {
  title: "the title",
  ownerId: "the owner",
  labels: "the labels",
  dueOn: "the due date",
  phase: "the phase",
};

/** The sentence of an event; one of a type that this page is too old to know is told by its name. */
export function eventWords(event: Pick<ReviewEvent, "type" | "payload">, names: (userId: string) => string): string {
  const tell = Object.hasOwn(words, event.type) ? words[event.type as EventType] : undefined;
  // The payload belongs to the type: both were written together, from the same declaration.
  return tell ? tell(event.payload as never, names) : event.type.replace(".", " was ");
}

/** The status an event moved a review to, for its sign. */
export function movedTo(event: Pick<ReviewEvent, "type" | "payload">) {
  return event.type === "review.moved" ? statuses.find((status) => status === event.payload.to) : undefined;
}
