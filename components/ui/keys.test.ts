import { describe, expect, test } from "vitest";
import { keyCaps, matchesStroke } from "./keys";

function press(key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}) {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held } as KeyboardEvent;
}

describe("a stroke", () => {
  test.each([
    ["n", press("n"), true],
    ["n", press("N", { shiftKey: true }), false],
    ["n", press("n", { ctrlKey: true }), false],
    ["mod+k", press("k", { ctrlKey: true }), true],
    ["mod+k", press("k"), false],
    ["mod+shift+p", press("P", { ctrlKey: true, shiftKey: true }), true],
    ["?", press("?", { shiftKey: true }), true],
    ["/", press("/"), true],
    ["enter", press("Enter"), true],
    ["enter", press("Enter", { altKey: true }), false],
  ])("%s matches only its own keys", (stroke, event, expected) => {
    expect(matchesStroke(event, stroke)).toBe(expected);
  });

  test("is drawn with the names on the keys", () => {
    expect(keyCaps("mod+enter")).toEqual(["Ctrl", "↵"]);
    expect(keyCaps("g b")).toEqual(["G", "B"]);
  });
});
