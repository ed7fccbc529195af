import { describe, expect, test } from "vitest";
import type { ReviewCard } from "@/client/reviews";
import { moveBetween } from "./board-moves";

// What a move looks at; the rest of a card has no part in it.
const card = { status: "draft", lastVersion: 0, labels: ["api"] } as ReviewCard;
const move = (
  group: "status" | "phase" | "owner" | "label" | "risk",
  from: string,
  to: string,
  role: "editor" | "viewer" = "editor",
) => moveBetween(card, role, { group, value: from }, { group, value: to });

describe("putting a card into another column", () => {
  test.each([
    ["status", "draft", "postponed", { kind: "status", to: "postponed" }],
    ["phase", "discovery", "security", { kind: "phase", phase: "security" }],
    ["owner", "a", "b", { kind: "owner", ownerId: "b" }],
    ["label", "api", "data", { kind: "labels", add: ["data"], remove: ["api"] }],
    ["label", "", "data", { kind: "labels", add: ["data"], remove: [] }],
    ["label", "api", "", { kind: "labels", add: [], remove: ["api"] }],
  ] as const)("of %s, from “%s” to “%s”", (group, from, to, act) => {
    expect(move(group, from, to)).toMatchObject({ act });
  });

  test.each([
    ["status", "draft", "in_review", /Publish a version first/],
    ["status", "draft", "approved", /cannot become “Approved”/],
    ["risk", "high", "none", /follows from the answers/],
    ["owner", "a", "", /Everybody else/],
  ] as const)("of %s, from “%s” to “%s” is refused with its reason", (group, from, to, reason) => {
    expect(move(group, from, to)).toMatchObject({ blocker: expect.stringMatching(reason) });
  });

  test("is refused to who may not change reviews", () => {
    expect(move("phase", "discovery", "security", "viewer")).toMatchObject({
      blocker: expect.stringMatching(/viewer/),
    });
  });
});
