import fc from "fast-check";
import { expect, it } from "vitest";
import { LintelError } from "../errors";
import { longestSearch, parseSearch } from "./query";

/** `word*` is a prefix, `"a b"` a phrase, a leading minus an exclusion. */
const say = (text: string) =>
  parseSearch(text)
    .map(({ words, isExcluded, isPrefix }) => {
      const body = words.length > 1 ? `"${words.join(" ")}"` : words.join("");
      return `${isExcluded ? "-" : ""}${body}${isPrefix ? "*" : ""}`;
    })
    .join(" ");

it.each([
  ["order pay", "order pay*"],
  ["order pay ", "order pay"],
  ['"order paid" -refund', '"order paid" -refund'],
  ['"half open', '"half open"'],
  ["OrderCreated x", '"order created" x'],
  ["POST /v1/orders", "post v1 orders*"],
  ["a & b | !c <-> (d:*)", "a b c d"],
  ["-'; drop table", "drop table*"],
  ["db", "db"],
  ["注文 order", '"注 文" order*'],
])("reads %j as %j", (text, terms) => {
  expect(say(text)).toBe(terms);
});

it.each([
  ["", "Type a word"],
  ['🚀 -- "" \' ', "Type a word"],
  ["-draft", "excluded"],
  ["x".repeat(longestSearch + 1), "200 characters"],
  ["a b c d e f g h i j k", "10 words"],
])("refuses %j and says why", (text, message) => {
  expect(() => parseSearch(text)).toThrow(message);
});

it("never fails but with a refusal that says what to do", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      try {
        expect(parseSearch(text).every(({ words }) => words.every((word) => /^[\p{L}\p{N}]+$/u.test(word)))).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(LintelError);
      }
    }),
  );
});
