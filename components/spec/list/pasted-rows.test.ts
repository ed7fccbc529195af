import { expect, it } from "vitest";
import { choice, list, number, text } from "@/core/spec/field";
import { readPastedRows } from "./pasted-rows";

const field = list(
  "Rows",
  "",
  { item: "row", title: "name", layout: "table" },
  {
    name: text("Name"),
    size: number("Size", "GB"),
    level: choice("Level", [
      ["low", "Low"],
      ["high", "High"],
    ]),
  },
);

it("makes a row of each line and a cell between tabs", () => {
  expect(readPastedRows(field, "name", "orders\t20\tHigh\r\nusers\t1,500\t\n")).toEqual([
    { name: "orders", size: 20, level: "high" },
    { name: "users", size: 1500, level: "" },
  ]);
});

it("starts at the column it was pasted into", () => {
  expect(readPastedRows(field, "size", "1\n2")).toEqual([{ size: 1 }, { size: 2 }]);
});

it.each([
  ["one line", "name", "only one"],
  ["more cells than columns", "level", "low\thigh\nlow\thigh"],
  ["a number that is none", "size", "1\nmany"],
  ["an option that is none", "level", "low\nmedium"],
  ["a text that is too long", "name", `a\n${"b".repeat(501)}`],
])("is no table: %s", (_, column, pasted) => {
  expect(readPastedRows(field, column, pasted)).toBeNull();
});
