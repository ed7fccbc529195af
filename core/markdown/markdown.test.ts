import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitrarySpec } from "../spec/testing";
import { cleanText, emptySpec } from "../spec/value";
import { exportMarkdown } from "./export";
import { importMarkdown } from "./import";
import { decodeInline, encodeInline, tableCells } from "./notation";

/** Ids in a row, so that a case is the same every time. */
function countingIds(): () => string {
  let next = 0;
  return () => `new${String(next++).padStart(7, "0")}`;
}

const back = (text: string) => importMarkdown(text, { newId: countingIds() });

describe("one line of text", () => {
  test("comes back from Markdown, also out of a table cell", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })), (raw) => {
        const text = raw.replace(/[\n\r]/g, " ");
        expect(decodeInline(encodeInline(text))).toBe(text);
        expect(tableCells(`| ${encodeInline(text)} | x |`).map(decodeInline)[0]).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test("never starts like a formula, and never opens HTML or a table cell", () => {
    for (const text of ["=1+1", "+1", "-1", "@now", "<img>", "a|b"])
      expect(encodeInline(text)).not.toMatch(/^[=+@-]|(?<!\\)[<|]/);
  });
});

describe("Markdown", () => {
  test("import of export is identity", () => {
    fc.assert(
      fc.property(arbitrarySpec(), fc.string({ unit: "grapheme" }), (spec, name) => {
        const title = cleanText(name, "one");
        const result = back(exportMarkdown({ title, spec }));
        expect(result.spec).toEqual(spec);
        expect(result.title).toBe(title);
      }),
      { numRuns: 200 },
    );
  });

  test("an empty specification shows every section in order", () => {
    const text = exportMarkdown({ title: "Empty", spec: emptySpec() });
    expect(text.match(/^## .*/gm)).toHaveLength(11);
    expect(back(text).spec).toEqual(emptySpec());
  });
});
