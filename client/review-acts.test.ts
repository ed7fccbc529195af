import { describe, expect, test } from "vitest";
import { afterAct, type ReviewAct } from "./review-acts";
import type { ReviewCard } from "./reviews";

const card: ReviewCard = {
  number: 1,
  title: "Orders",
  status: "draft",
  phase: "discovery",
  owner: { id: "a", name: "A" },
  reviewers: [],
  labels: ["api", "data"],
  dueOn: null,
  score: null,
  risks: null,
  openThreads: 0,
  completeness: 0,
  lastVersion: 0,
  archivedAt: null,
  updatedAt: "2027-01-01T00:00:00.000Z",
  revision: 1,
};
const people = [{ id: "b", name: "B" }];

describe("a card after an act, before the server has answered", () => {
  test.each<[ReviewAct, Partial<ReviewCard>]>([
    [{ kind: "status", to: "postponed" }, { status: "postponed" }],
    [{ kind: "owner", ownerId: "b" }, { owner: { id: "b", name: "B" } }],
    [{ kind: "phase", phase: "handoff" }, { phase: "handoff" }],
    [{ kind: "due", dueOn: "2027-02-01" }, { dueOn: "2027-02-01" }],
    [{ kind: "labels", add: ["ops"], remove: ["api"] }, { labels: ["data", "ops"] }],
    [{ kind: "labels", add: ["api"], remove: ["api"] }, { labels: ["api", "data"] }],
    [{ kind: "reviewer", userId: "b", isOn: true }, { reviewers: [{ id: "b", name: "B" }] }],
    [{ kind: "reviewer", userId: "b", isOn: false }, { reviewers: [] }],
  ])("%j", (act, expected) => {
    expect(afterAct(card, act, people)).toEqual({ ...card, ...expected });
  });
});
