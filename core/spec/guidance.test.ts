import { expect, it } from "vitest";
import { guide, isGuidance, promptOf, withoutGuidance } from "./guidance";

it("knows its own prompts", () => {
  expect(isGuidance(guide("Who?"))).toBe(true);
  expect(isGuidance(guide("Who?", "Why?"))).toBe(true);
});

it("counts an answer below a prompt as an answer", () => {
  expect(isGuidance(`${guide("Who?")}\n\nThe Payments team.`)).toBe(false);
  expect(isGuidance("")).toBe(false);
  expect(isGuidance("a > b")).toBe(false);
});

it("takes prompts out of a specification and leaves the rest as it is", () => {
  const spec = { a: guide("Who?"), b: "said", list: [{ id: "x", title: guide("What?"), on: true, count: null }] };
  expect(withoutGuidance(spec)).toEqual({ a: "", b: "said", list: [{ id: "x", title: "", on: true, count: null }] });
});

it("says a prompt in one line, without its marks", () => {
  expect(promptOf(guide("Who?", "Why?"))).toBe("Who? Why?");
});
