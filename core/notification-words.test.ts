import { expect, it } from "vitest";
import { actorName, commentExcerpt, notificationPath, notificationWords } from "./notification-words";

const thread = { thread: 4, mentions: [] };

it.each([
  ["thread.opened", thread, "replied", "opened thread 4"],
  ["comment.added", thread, "replied", "replied in thread 4"],
  ["comment.added", thread, "mentioned", "mentioned you in thread 4"],
  ["comment.edited", thread, "mentioned", "mentioned you in thread 4"],
  ["reviewer.added", {}, "assigned", "asked you to review"],
  ["review.updated", { changed: ["ownerId"] }, "assigned", "made you the owner"],
  ["review.moved", { from: "draft", to: "in_review" }, "your_turn", "sent the design to review: it is your turn"],
  [
    "review.moved",
    { from: "in_review", to: "approved" },
    "status_changed",
    "moved the review from in review to approved",
  ],
  ["version.published", { version: 3 }, "your_turn", "published version 3: it is your turn"],
  ["thread.knotted", {}, "replied", "thread was knotted"],
] as const)("%s is told as a sentence", (type, payload, kind, sentence) => {
  expect(notificationWords({ type, payload }, kind)).toBe(sentence);
});

it("leads to the comment, the version or the review", () => {
  const at = { team: "payments", number: 12 };
  const added = { type: "comment.added", payload: thread };
  expect(notificationPath(at, added, { event: 77 })).toBe("/payments/reviews/12/threads/4#comment-77");
  expect(notificationPath(at, added, null), "deleted").toBe("/payments/reviews/12/threads/4");
  expect(notificationPath(at, { type: "version.published", payload: { version: 3 } }, null)).toBe(
    "/payments/reviews/12/versions/3",
  );
  expect(notificationPath(at, { type: "reviewer.added", payload: {} }, null)).toBe("/payments/reviews/12");
});

it("marks a guest as one", () => {
  expect(actorName(null, { type: "comment.added", payload: { guest: "A visitor" } })).toBe("A visitor (guest)");
  expect(actorName({ name: "The owner" }, { type: "comment.added", payload: {} })).toBe("The owner");
});

it("cuts a comment to its beginning and names who is mentioned", () => {
  const body = "@[The owner](user:0198c0de-0000-7000-8000-000000000000) how long is the timeout?";
  expect(commentExcerpt(body, 100)).toBe("@The owner how long is the timeout?");
  expect(commentExcerpt(body, 14)).toBe("@The owner ho…");
});
