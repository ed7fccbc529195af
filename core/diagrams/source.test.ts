import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawingBlocker, measureSource, parsedLines, sourceLimits } from "./source";
import { starters } from "./starters";
import { explainMermaidError } from "./syntax-error";

describe("the lines a parser sees", () => {
  it.each([
    ["a\nb", [1, 2]],
    ["\n\n  a\nb", [3, 4]],
    ["%% note\na\n  %% note\nb", [2, 4]],
    ["---\ntitle: x\n---\na\nb", [4, 5]],
    ["%%{init: {\n}}%%\na\n\nb", [3, 4, 5]],
  ])("are those of %j without comments, directives and settings", (source, lines) => {
    expect(parsedLines(source)).toEqual(lines);
  });

  it("are in order and within the text, whatever the text", () => {
    const piece = fc.constantFrom("a", "\n", "%%", "%%{", "}%%", "---\n", " ", "\r\n", "x: 1");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const source = pieces.join("");
        const lines = parsedLines(source);
        expect(lines).toEqual([...lines].sort((a, b) => a - b));
        for (const line of lines) expect(line).toBeLessThanOrEqual(source.split(/\r\n?|\n/).length);
      }),
    );
  });
});

describe("measuring a source", () => {
  it("counts nodes and connections of flowcharts, pairs of groups included", () => {
    expect(measureSource("flowchart LR\n a --> b --> c\n a & b --> c & d")).toMatchObject({ nodes: 4, edges: 6 });
  });

  it("takes no words inside labels for nodes", () => {
    expect(measureSource('flowchart LR\n a["x --> y & z"] -->|p --> q| b')).toMatchObject({ nodes: 2, edges: 1 });
  });

  it("lets every starter be drawn", () => {
    for (const { source } of starters) expect(drawingBlocker(source)).toBeNull();
  });

  it("refuses what is too large, with its size, the limit and a remedy", () => {
    const nodes = Array.from({ length: 5000 }, (_, n) => `n${n} --> n${n + 1}`).join("\n");
    expect(drawingBlocker(`flowchart LR\n${nodes}`)).toMatch(/about 5,001 nodes; up to 250 are drawn\. Split it/);
    expect(drawingBlocker("x".repeat(5_000_000))).toContain("5,000,000 characters");
    expect(drawingBlocker(`flowchart LR\n${"subgraph a\n".repeat(100)}`)).toContain("levels deep");
  });

  it("answers any text at once", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 2000 }),
        (text) => typeof drawingBlocker(`flowchart LR\n${text}`) !== "undefined",
      ),
    );
    const begin = Date.now();
    for (const hostile of [
      "-".repeat(400_000),
      '"'.repeat(400_000),
      "%%{".repeat(200_000),
      "---\n".repeat(200_000),
      "a&".repeat(300_000),
    ])
      drawingBlocker(`flowchart LR\n${hostile}`.slice(0, 20 * sourceLimits.characters));
    expect(Date.now() - begin).toBeLessThan(5000);
  });
});

describe("explaining an error", () => {
  it("names the line as the author sees it", () => {
    const error = {
      message: "Parse error on line 2",
      hash: { line: 1, loc: { first_line: 2, last_line: 2 }, text: "-->", expected: ["'NODE'"] },
    };
    expect(explainMermaidError(error, "%% note\nflowchart LR\n%% note\n --> b")).toEqual({
      line: 4,
      message: "“-->” is not expected here.",
    });
  });

  it("finds a bracket that is not closed", () => {
    const error = { message: "", hash: { line: 1, loc: { first_line: 2, last_line: 2 }, text: "1", expected: [] } };
    expect(explainMermaidError(error, "flowchart LR\n  a --> b[half").message).toBe(
      "A closing ] is missing on this line.",
    );
  });

  it("reads places out of messages", () => {
    const message = "Parsing failed: unexpected character: ->#<- at offset: 12. Lexer error on line 2, column 5";
    expect(explainMermaidError(new Error(message), "pie\n  a # 1")).toEqual({
      line: 2,
      column: 5,
      message: "The character “#” is not expected here.",
    });
  });

  it("finds the line of what a message names", () => {
    expect(explainMermaidError(new Error("No such shape: blob."), "flowchart LR\n a\n b@{ shape: blob }").line).toBe(3);
  });

  it("says how to begin where the kind is missing", () => {
    const error = new Error("No diagram type detected matching given configuration for text: a --> b");
    expect(explainMermaidError(error, "\n\na --> b")).toMatchObject({
      line: 3,
      message: expect.stringContaining("flowchart LR"),
    });
  });
});
