import { expect, it } from "vitest";
import { placeAddress, readSearch, searchAddress, versionsText } from "./search-address";

it("keeps the whole state of the page in its address", () => {
  for (const state of [
    { what: "text", q: "", kind: "" },
    { what: "text", q: 'a "b c" -d&e', kind: "comment" },
    { what: "elements", q: "table orders", kind: "table" },
  ] as const) {
    const address = new URL(searchAddress("shop", state), "http://lintel");
    expect(readSearch(address.searchParams)).toEqual(state);
  }
});

it("takes a made-up filter for none", () => {
  expect(readSearch(new URLSearchParams("q=a&kind=nonsense"))).toEqual({ what: "text", q: "a", kind: "" });
});

it.each([
  [[], ""],
  [[{ from: 3, to: 3 }], "version 3"],
  [[{ from: 1, to: 3 }], "versions 1–3"],
  [
    [
      { from: 1, to: 3 },
      { from: 6, to: 6 },
    ],
    "versions 1–3 and 6",
  ],
])("names versions %j as %j", (versions, words) => {
  expect(versionsText(versions)).toBe(words);
});

it("leads to the field of the draft or of the version", () => {
  expect(placeAddress("/t/reviews/1", "data.ddl", null)).toBe("/t/reviews/1/spec/data#data.ddl");
  expect(placeAddress("/t/reviews/1", "data.ddl", 2)).toBe("/t/reviews/1/versions/2#data.ddl");
});
