import fc from "fast-check";
import { expect, it } from "vitest";
import { searchForm, vocabularyOf, wordsOf, wordsWith } from "./words";

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

it("finds by the beginnings of words what reading all of them finds", () => {
  const parts = fc.constantFrom("order", "Order", "reOrder", "_", " ", "-", "x", "preorders", "Überorder", "9", "注");
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 30 }), (pieces) => {
      const text = pieces.join("");
      const isAsked = ({ forms }: { forms: string[] }) => forms.some((form) => form.startsWith("ord"));
      expect(wordsWith(text, /ord/gi, 1000).filter(isAsked)).toEqual([...wordsOf(text)].filter(isAsked));
    }),
  );
});
