import { describe, expect, test } from "vitest";
import { relativeTime } from "./relative-time";

const now = new Date("2026-06-15T12:00:00Z");

describe("a relative time", () => {
  test.each([
    ["2026-06-15T11:59:30Z", "just now"],
    ["2026-06-15T11:57:00Z", "3 min. ago"],
    ["2026-06-15T09:00:00Z", "3 hr. ago"],
    ["2026-06-14T09:00:00Z", "yesterday"],
    ["2026-06-20T12:00:00Z", "in 5 days"],
    ["2025-01-01T00:00:00Z", "last yr."],
  ])("of %s is %s", (at, words) => {
    expect(relativeTime(new Date(at), now)).toBe(words);
  });
});
