import { expect, it } from "vitest";
import { matchScore } from "./match-command";

const best = (typed: string, ...names: string[]) =>
  names
    .map((name) => ({ name, score: matchScore(name, typed) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ name }) => name);

it.each([
  ["secu", ["Security"]],
  ["thme dark", ["Theme: dark"]],
  ["publsh", ["Publish a version"]],
  ["zzz", []],
])("finds for %j %j", (typed, names) => {
  expect(best(typed, "Theme: dark", "Theme: light", "Publish a version", "Security")).toEqual(names);
});

it("puts what begins so first, and keeps everything while nothing is typed", () => {
  expect(best("board", "Go to the board", "Board settings")[0]).toBe("Board settings");
  expect(best("", "One", "Two")).toHaveLength(2);
});
