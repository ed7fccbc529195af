import { describe, expect, test } from "vitest";
import {
  apiFilter,
  boardSections,
  countsFor,
  isFiltered,
  mostColumns,
  readBoardFilters,
  viewQueryOf,
  withoutFilters,
  writeBoardFilters,
} from "./board-filters";

const read = (query: string) => readBoardFilters(new URLSearchParams(query));

describe("the board's address", () => {
  test("says nothing where all is usual", () => {
    expect(writeBoardFilters(read(""))).toBe("");
    expect(isFiltered(read(""))).toBe(false);
  });

  test.each([
    "?q=orders+%26+carts",
    "?status=draft,approved",
    "?owner=0198c0de-0000-7000-8000-000000000001&label=payments,api&sort=due",
    "?phase=security&risk=high,medium&reviewer=0198c0de-0000-7000-8000-000000000001&waiting=me&due=overdue",
    "?sort=updated-asc&layout=columns&by=owner&archived=yes&view=0198c0de-0000-7000-8000-000000000002",
  ])("%s survives reading and writing", (address) => {
    expect(writeBoardFilters(read(address))).toBe(address);
  });

  test("leaves out what it does not understand", () => {
    expect(
      writeBoardFilters(
        read("status=draft,nonsense&sort=magic&layout=3d&by=moon&archived=maybe&due=never&waiting=you"),
      ),
    ).toBe("?status=draft");
  });

  test("of a saved view is the address without the view", () => {
    expect(viewQueryOf(read("status=draft&view=0198c0de-0000-7000-8000-000000000002"))).toBe("status=draft");
  });

  test("without filters keeps layout and order", () => {
    expect(writeBoardFilters(withoutFilters(read("q=x&label=a&sort=due&layout=table&archived=yes")))).toBe(
      "?sort=due&layout=table&archived=yes",
    );
  });
});

describe("the sections of the board", () => {
  const open = (query: string) => boardSections(read(query)).filter((section) => section.startsOpen);

  test("begin open where somebody waits", () => {
    expect(open("").map((section) => section.value)).toEqual(["in_review", "changes_requested", "draft"]);
  });

  test("are only the statuses asked for, all open, in the order of the board", () => {
    expect(open("status=approved,in_review").map((section) => section.value)).toEqual(["in_review", "approved"]);
  });

  test("are one flat list for a search, with its statuses in the filter", () => {
    const [found, ...others] = boardSections(read("q=orders&status=draft"));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ group: "all", filter: { text: "orders", status: "draft" } });
  });

  test("stay columns when columns are searched", () => {
    expect(boardSections(read("q=orders&layout=columns"))).toHaveLength(7);
  });

  test("of owners are the most used ones and one for the rest", () => {
    const used = Array.from({ length: 30 }, (_, index) => `owner-${index}`);
    const sections = boardSections(read("layout=columns&by=owner"), used);
    expect(sections).toHaveLength(mostColumns + 1);
    expect(sections[0]?.filter).toMatchObject({ owner: "owner-0" });
    expect(sections.at(-1)).toMatchObject({ value: "", filter: { ownerNot: used.slice(0, mostColumns).join(",") } });
  });

  test("of labels in use nowhere are one of everything", () => {
    expect(boardSections(read("layout=columns&by=label"), [])).toMatchObject([{ value: "", startsOpen: true }]);
  });

  test("are one table in a table, whatever it is grouped by", () => {
    expect(boardSections(read("layout=table&by=phase"))).toMatchObject([{ group: "all" }]);
  });
});

test("counts of a group leave its own filter out", () => {
  const filters = read("by=phase&phase=security&label=api&waiting=me&due=week");
  expect(apiFilter(filters)).toEqual({ phase: "security", label: "api", waiting: "me", due: "week" });
  expect(countsFor(filters)).toEqual({ group: "phase", filter: { label: "api", waiting: "me", due: "week" } });
});
