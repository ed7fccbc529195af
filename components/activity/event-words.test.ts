import { expect, test } from "vitest";
import { eventWords, movedTo } from "./event-words";

const names = (id: string) => (id === "u1" ? "the API reviewer" : "somebody");

test.each([
  ["review.moved", { from: "draft", to: "in_review" }, "moved the review from draft to in review"],
  ["review.updated", { changed: ["labels", "dueOn"] }, "changed the labels, the due date"],
  ["member.changed", { userId: "u1", from: "viewer", to: "editor" }, "changed the API reviewer from viewer to editor"],
  ["version.published", { version: 2, message: "Budgets" }, "published version 2: Budgets"],
  ["thread.knotted", {}, "thread was knotted"],
])("%s is told as a sentence", (type, payload, sentence) => {
  expect(eventWords({ type, payload }, names)).toBe(sentence);
});

test("only a move has a status to show", () => {
  expect(movedTo({ type: "review.moved", payload: { to: "approved" } })).toBe("approved");
  expect(movedTo({ type: "review.created", payload: {} })).toBeUndefined();
});
