import { describe, expect, it } from "vitest";
import { quoteOf } from "@/core/comments/quote";
import { emptySpec } from "@/core/spec/value";
import { compareOrder, threadOrder } from "./document-order";
import { createLocator } from "./thread-locations";

function specOf(problem: string, goals = "") {
  const spec = emptySpec();
  Object.assign(spec.requirements, { problem, goals });
  return spec;
}

function threadOn(number: number, text: string, words: string) {
  const start = text.indexOf(words);
  const quote = quoteOf(text, start, start + words.length);
  if (!quote) throw new Error("no quote");
  return { number, anchor: { kind: "text" as const, path: "requirements.problem", quote } };
}

describe("where threads stand", () => {
  const text = "Orders are written once a day and read all the time by the people of the shop.";
  const thread = threadOn(1, text, "written once a day");

  it("is found anew when the text changes, and says the same as without memory", () => {
    const locate = createLocator();
    const steps = [text, `Now: ${text}`, text.replace("once", "twice"), "", text];
    for (const step of steps) expect(locate([thread], specOf(step))).toEqual(createLocator()([thread], specOf(step)));
  });

  it("follows words that were cut from one field and pasted into another", () => {
    const locate = createLocator();
    expect(locate([thread], specOf(text)).get(1)?.state).toBe("here");
    expect(locate([thread], specOf("")).get(1)?.state).toBe("detached");
    expect(locate([thread], specOf("", text)).get(1)).toMatchObject({ state: "moved", path: "requirements.goals" });
  });

  it("keeps the order of the document, with passages in the order of their text", () => {
    const spec = specOf(text);
    const threads = [
      { number: 1, anchor: { kind: "place" as const, path: "security.threats" } },
      threadOn(2, text, "people of the shop"),
      threadOn(3, text, "Orders are"),
      { number: 4, anchor: { kind: "question" as const, lens: "quality", question: "q" } },
      { number: 5, anchor: { kind: "place" as const, path: "requirements" } },
    ];
    const found = createLocator()(threads, spec);
    const keys = threads.map((each) => ({ number: each.number, key: threadOrder(spec, each, found.get(each.number)) }));
    const order = keys.sort((a, b) => compareOrder(a.key, b.key)).map(({ number }) => number);
    expect(order).toEqual([5, 3, 2, 1, 4]);
  });
});
