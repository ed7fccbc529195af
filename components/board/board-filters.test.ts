import { describe, expect, test } from "vitest";
import { boardGroups, isFiltered, readBoardFilters, writeBoardFilters } from "./board-filters";

const read = (query: string) => readBoardFilters(new URLSearchParams(query));

describe("the board's address", () => {
  test("says nothing where all is usual", () => {
    expect(writeBoardFilters(read(""))).toBe("");
    expect(isFiltered(read(""))).toBe(false);
  });

  test.each([
    "?q=orders%20%26%20carts".replace("%20", "+").replace("%20", "+"),
    "?status=draft,approved",
    "?owner=0198c0de-0000-7000-8000-000000000001&label=payments&sort=due",
    "?layout=columns&archived=yes",
  ])("%s survives reading and writing", (address) => {
    expect(writeBoardFilters(read(address))).toBe(address);
  });

  test("leaves out what it does not understand", () => {
    expect(writeBoardFilters(read("status=draft,nonsense&sort=magic&layout=3d&archived=maybe"))).toBe("?status=draft");
  });
});

describe("the groups of the board", () => {
  test("begin open where somebody waits", () => {
    const open = boardGroups(read("")).filter((group) => group.startsOpen);
    expect(open.map((group) => group.status)).toEqual(["in_review", "changes_requested", "draft"]);
  });

  test("are only those asked for, all open", () => {
    expect(boardGroups(read("status=approved"))).toEqual([{ status: "approved", startsOpen: true }]);
  });
});
