import { describe, expect, it } from "vitest";
import type { NewEvent } from "./events";
import { type Listener, mailDueAt, type NotificationFacts, notificationsOf, usualSettings } from "./notifications";

const facts: NotificationFacts = {
  review: { ownerId: "owner", reviewerIds: ["api", "security"], status: "in_review" },
  threadAuthors: ["asker", "answerer"],
  commenters: ["asker", "answerer", "api"],
};
const everybody = ["owner", "api", "security", "asker", "answerer", "reader"];
const thread = { thread: 4, threadId: "t", commentId: "c" };

/** Who is told of an event by `actor`, as `person: kind`; `listeners` overrides what single people want. */
function told(event: NewEvent, actor: string | null, listeners: Record<string, Partial<Listener> | null> = {}) {
  const all = new Map<string, Listener>();
  for (const person of everybody) {
    const own = listeners[person];
    if (own !== null) all.set(person, { isReviewMuted: false, mutedKinds: [], ...own });
  }
  return notificationsOf({ ...event, actorId: actor }, facts, all)
    .map(({ userId, kind }) => `${userId}: ${kind}`)
    .sort();
}

const opened = (mentions: string[]): NewEvent => ({
  type: "thread.opened",
  payload: { ...thread, path: "requirements.problem", mentions },
});
const added = (mentions: string[]): NewEvent => ({ type: "comment.added", payload: { ...thread, mentions } });
const moved = (to: "in_review" | "changes_requested" | "approved"): NewEvent => ({
  type: "review.moved",
  payload: { from: "draft", to },
});

describe("who is told of what", () => {
  it.each<[string, NewEvent, string, string[]]>([
    ["a thread", opened([]), "api", ["owner: replied"]],
    ["a thread on one's own review", opened([]), "owner", []],
    ["a thread with a mention", opened(["reader"]), "api", ["owner: replied", "reader: mentioned"]],
    ["a reply", added([]), "api", ["answerer: replied", "asker: replied"]],
    ["a reply to oneself", added([]), "asker", ["answerer: replied"]],
    ["a reply that mentions", added(["asker"]), "api", ["answerer: replied", "asker: mentioned"]],
    ["an edit", { type: "comment.edited", payload: { ...thread, mentions: ["reader"] } }, "api", ["reader: mentioned"]],
    ["a reviewer", { type: "reviewer.added", payload: { userId: "api" } }, "owner", ["api: assigned"]],
    ["naming oneself", { type: "reviewer.added", payload: { userId: "api" } }, "api", []],
    ["a new owner", { type: "review.updated", payload: { changed: ["ownerId"] } }, "api", ["owner: assigned"]],
    ["a new title", { type: "review.updated", payload: { changed: ["title"], title: "X" } }, "api", []],
    [
      "a review to look at",
      moved("in_review"),
      "owner",
      ["answerer: status_changed", "api: your_turn", "asker: status_changed", "security: your_turn"],
    ],
    [
      "requested changes",
      moved("changes_requested"),
      "api",
      ["answerer: status_changed", "asker: status_changed", "owner: your_turn", "security: status_changed"],
    ],
    [
      "an approval",
      moved("approved"),
      "security",
      ["answerer: status_changed", "api: status_changed", "asker: status_changed", "owner: status_changed"],
    ],
    [
      "a version in review",
      { type: "version.published", payload: { version: 2, message: "" } },
      "owner",
      ["api: your_turn", "security: your_turn"],
    ],
    ["an archived review", { type: "review.archived", payload: {} }, "owner", []],
    ["a reaction", { type: "comment.reacted", payload: thread }, "api", []],
  ])("%s", (_, event, actor, expected) => {
    expect(told(event, actor)).toEqual(expected);
  });

  it("tells members of what a guest writes", () => {
    const event: NewEvent = { type: "comment.added", payload: { ...thread, mentions: ["reader"], guest: "A visitor" } };
    expect(told(event, null)).toEqual(["answerer: replied", "asker: replied", "reader: mentioned"]);
  });

  it("tells nobody of a version of a review that nobody is to look at yet", () => {
    const draft = { ...facts, review: { ...facts.review, status: "draft" as const } };
    const event = { type: "version.published", payload: { version: 1, message: "" }, actorId: "owner" } as const;
    expect(notificationsOf(event, draft, new Map())).toEqual([]);
  });

  it("tells nobody who is no member, or who has muted the review", () => {
    expect(told(added(["reader"]), "api", { asker: null, answerer: { isReviewMuted: true } })).toEqual([
      "reader: mentioned",
    ]);
  });

  it("says the next reason where the most pressing one is muted, and nothing where all are", () => {
    const muting = { asker: { mutedKinds: ["mentioned" as const] }, reader: { mutedKinds: ["mentioned" as const] } };
    expect(told(added(["asker", "reader"]), "api", muting)).toEqual(["answerer: replied", "asker: replied"]);
  });
});

describe("when mail tells of it", () => {
  const at = (text: string) => new Date(`2026-03-01T${text}Z`);
  it.each([
    ["at once, a moment later", {}, "10:00:00", "2026-03-01T10:01:00.000Z"],
    ["daily, the same day", { mail: "daily" as const, digestHour: 18 }, "10:00:00", "2026-03-01T18:00:00.000Z"],
    ["daily, the next day", { mail: "daily" as const, digestHour: 8 }, "08:00:00", "2026-03-02T08:00:00.000Z"],
    ["never", { mail: "never" as const }, "10:00:00", undefined],
    ["never of this kind", { unmailedKinds: ["replied" as const] }, "10:00:00", undefined],
  ])("%s", (_, settings, now, expected) => {
    expect(mailDueAt(at(now), "replied", { ...usualSettings, ...settings }, 60)?.toISOString()).toBe(expected);
  });
});
