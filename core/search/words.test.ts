import { expect, it } from "vitest";
import { searchForm, vocabularyOf, wordsOf } from "./words";

it.each([
  ["Plain words, two.", "plain words two"],
  ["OrderCreated", "ordercreated order created"],
  ["order_items", "orderitems order items"],
  ["HTTPServer2Go", "httpserver2go http server2 go"],
  ["POST /v1/orders/{id}", "post v1 orders id"],
  ["Café Überweisung ﬁne", "cafe uberweisung fine"],
  ["注文サービス", "注 文 サ ー ヒ ス"],
  ["🚀 <b>&amp;", "b amp"],
])("gives the index %j as %j", (text, form) => {
  expect(searchForm(text)).toBe(form);
});

it("says where each word stands in the text as it was", () => {
  const text = "Überweisung an order_items!";
  expect([...wordsOf(text)].map(({ start, end }) => text.slice(start, end))).toEqual([
    "Überweisung",
    "an",
    "order_items",
  ]);
});

it("leaves out of the vocabulary what nobody would mistype: short words, numbers, keys", () => {
  expect(vocabularyOf(`the cat idempotency sha256 ${"a".repeat(80)} OrderCreated`)).toEqual([
    "created",
    "idempotency",
    "order",
    "ordercreated",
  ]);
});
