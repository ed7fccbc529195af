import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distancesByEnd, findAlike, likeness } from "./approximate";

/** The textbook table, row by row. */
function byTable(pattern: string, text: string, isAnchored: boolean): number[] {
  let before = Array.from({ length: text.length + 1 }, (_, column) => (isAnchored ? column : 0));
  for (let row = 1; row <= pattern.length; row++) {
    const here = [row];
    for (let column = 1; column <= text.length; column++) {
      const isSame = pattern[row - 1] === text[column - 1];
      here.push(
        Math.min((before[column - 1] ?? 0) + (isSame ? 0 : 1), (before[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1),
      );
    }
    before = here;
  }
  return before;
}

const word = (most: number) => fc.string({ unit: fc.constantFrom("a", "b", "c", "é", "\n"), maxLength: most });

describe("approximate matching", () => {
  it("counts edits as the textbook table does, for patterns of any length", () => {
    fc.assert(
      fc.property(word(100), word(120), fc.boolean(), (pattern, text, isAnchored) => {
        expect([...distancesByEnd(pattern, text, isAnchored)]).toEqual(byTable(pattern, text, isAnchored));
      }),
      { numRuns: 500 },
    );
  });

  it("calls equal texts alike, and texts without a common letter not", () => {
    expect(likeness("orders", "orders")).toBe(1);
    expect(likeness("abc", "xyz")).toBe(0);
    expect(likeness("", "abc")).toBe(0);
    expect(likeness("", "")).toBe(1);
    expect(likeness("kitten", "sitting")).toBeCloseTo(4 / 7);
  });

  it("finds places that do not overlap, best first, whose distance is what it says", () => {
    fc.assert(
      fc.property(
        word(40).filter((text) => text.length > 3),
        word(200),
        fc.nat(200),
        (pattern, text, near) => {
          const found = findAlike(pattern, text, { near, least: 0.4, most: 5 });
          for (const [index, { start, end, likeness: alike }] of found.entries()) {
            expect(start).toBeLessThan(end);
            expect(alike).toBeGreaterThanOrEqual(0.4);
            expect(alike).toBeLessThanOrEqual(found[index - 1]?.likeness ?? 1);
            const distance = byTable(pattern, text.slice(start, end), true).at(-1) ?? 0;
            expect(1 - distance / pattern.length).toBeCloseTo(alike);
          }
        },
      ),
    );
  });

  it("finds what was copied into the text with a few edits", () => {
    const text = "Orders are written once. Every order has an owner. Payments follow later.";
    const [best] = findAlike("Each order has one owner.", text, { near: 0, least: 0.4, most: 3 });
    expect(text.slice(best?.start, best?.end)).toBe("Every order has an owner.");
  });

  it("takes a moment for the longest passage in a long text", () => {
    const text = Array.from({ length: 3000 }, (_, index) => `row ${index} of the table`).join("\n");
    const begin = performance.now();
    findAlike(text.slice(30_000, 32_000).replaceAll("of", "in"), text.slice(0, 60_000), {
      near: 0,
      least: 0.4,
      most: 5,
    });
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});
