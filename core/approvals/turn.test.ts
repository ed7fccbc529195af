import { describe, expect, it } from "vitest";
import { type Status, statuses } from "./status";
import { isAwaited, urgencyOf, waitingFor } from "./turn";

const waits = (status: Status, reviewerIds: string[] = [], isArchived = false) =>
  waitingFor({ status, ownerId: "owner", reviewerIds, isArchived }).join(" ");

describe("whose turn a review is", () => {
  it.each([
    ["draft", "owner"],
    ["in_review", "ann ben"],
    ["changes_requested", "owner"],
    ["approved", ""],
    ["rejected", ""],
    ["postponed", ""],
    ["superseded", ""],
  ] as const)("%s waits for “%s”", (status, people) => {
    expect(waits(status, ["ann", "ben"])).toBe(people);
  });

  it("is its owner's while nobody is named to review it", () => {
    expect(waits("in_review")).toBe("owner");
  });

  it("is nobody's once it is archived", () => {
    for (const status of statuses) expect(waits(status, ["ann"], true)).toBe("");
  });

  it("is somebody's exactly where something has to be done", () => {
    for (const status of statuses) expect(waits(status, ["ann"]) !== "").toBe(isAwaited(status));
  });
});

describe("a due date", () => {
  it.each([
    ["2027-03-09", "late"],
    ["2027-03-10", "soon"],
    ["2027-03-13", "soon"],
    ["2027-03-14", "calm"],
  ] as const)("%s is %s on 2027-03-10", (dueOn, urgency) => {
    expect(urgencyOf(dueOn, "2027-03-10", "in_review")).toBe(urgency);
  });

  it("is calm for a finished review, however long ago it was", () => {
    expect(urgencyOf("2020-01-01", "2027-03-10", "approved")).toBe("calm");
  });
});
