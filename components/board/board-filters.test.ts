import { describe, expect, test } from "vitest";
import { boardSections, isFiltered, readBoardFilters, writeBoardFilters } from "./board-filters";

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

describe("the sections of the board", () => {
  const open = (query: string) => boardSections(read(query)).filter((section) => section.startsOpen);

  test("begin open where somebody waits", () => {
    expect(open("").map((section) => section.key)).toEqual(["in_review", "changes_requested", "draft"]);
  });

  test("are only the statuses asked for, all open, in the order of the board", () => {
    expect(open("status=approved,in_review").map((section) => section.key)).toEqual(["in_review", "approved"]);
  });

  test("are one flat list for a search, with its statuses in the filter", () => {
    const [found, ...others] = boardSections(read("q=orders&status=draft"));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ key: "found", filter: { text: "orders", status: "draft" } });
  });

  test("stay columns when columns are searched", () => {
    expect(boardSections(read("q=orders&layout=columns"))).toHaveLength(7);
  });
});
