import { expect, it } from "vitest";
import { guide, isGuidance } from "./guidance";

it("knows its own prompts", () => {
  expect(isGuidance(guide("Who?"))).toBe(true);
  expect(isGuidance(guide("Who?", "Why?"))).toBe(true);
});

it("counts an answer below a prompt as an answer", () => {
  expect(isGuidance(`${guide("Who?")}\n\nThe Payments team.`)).toBe(false);
  expect(isGuidance("")).toBe(false);
  expect(isGuidance("a > b")).toBe(false);
});
