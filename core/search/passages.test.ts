import fc from "fast-check";
import { expect, it } from "vitest";
import { guide } from "../spec/guidance";
import { emptySpec } from "../spec/value";
import { findPassages, type Matcher, passageOf, textsOf } from "./passages";
import { wordsOf } from "./words";

const looking = (...words: string[]): Matcher => ({
  words: (text) => [...wordsOf(text)],
  term: (form) => (words.includes(form) ? words.indexOf(form) : null),
});

/** The passage with its marks in square brackets. */
function marked(text: string, ...words: string[]): string | null {
  const best = passageOf(text, looking(...words));
  if (!best) return null;
  let shown = best.passage.text;
  for (const [start, end] of best.passage.marks.toReversed())
    shown = `${shown.slice(0, start)}[${shown.slice(start, end)}]${shown.slice(end)}`;
  return shown;
}

it.each([
  ["An order is paid.", ["order"], "An [order] is paid."],
  ["Nothing here", ["order"], null],
  ["<b>order</b>", ["order"], "<b>[order]</b>"],
  ["On OrderCreated", ["created"], "On [OrderCreated]"],
  [`${"filler ".repeat(40)}then one. An order is paid.`, ["order", "paid"], "… An [order] is [paid]."],
  ["One order.\n\nTwo: order and refund", ["order", "refund"], "One [order].  Two: [order] and [refund]"],
])("cuts %j for %j", (text, words, passage) => {
  expect(marked(text, ...words)).toBe(passage);
});

it("puts the text that answers most of the search first, and says nothing twice", () => {
  const texts = [
    { path: "a", text: "About orders" },
    { path: "b", text: "About orders" },
    { path: "c", text: "orders and refunds" },
  ];
  expect(findPassages(texts, looking("orders", "refunds"), 5).map(({ path }) => path)).toEqual(["c", "a"]);
});

it("marks only what is in the passage, whatever the text", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("order", "x", "🚀", " ", "\n", ". ", "überlang", "注"), { maxLength: 200 }),
      (parts) => {
        const best = passageOf(parts.join(""), looking("order", "注"));
        for (const [start, end] of best?.passage.marks ?? [])
          expect(["order", "注"]).toContain(best?.passage.text.slice(start, end));
      },
    ),
  );
});

it("leaves out what a template asks and nobody has answered", () => {
  const spec = emptySpec();
  spec.requirements.problem = guide("Which orders are lost?");
  spec.requirements.goals = "No order is lost.";
  expect(textsOf(spec).map(({ path }) => path)).toEqual(["requirements.goals"]);
});
