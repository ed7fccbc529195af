import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isZenuml, ZenumlError, zenumlToSequence } from "./zenuml";

const lines = (source: string) => zenumlToSequence(`zenuml\n${source}`).trim().split("\n").slice(1);

describe("ZenUML as a sequence", () => {
  it("knows its first word", () => {
    expect(isZenuml("  zenuml\nA->B: x")).toBe(true);
    expect(isZenuml("---\ntitle: x\n---\nzenuml\n")).toBe(true);
    expect(isZenuml("sequenceDiagram\n")).toBe(false);
  });

  it("writes messages, people and the title", () => {
    expect(lines("title Demo\n@Actor Ann\nAnn->Store: hello: again\n// nobody reads this")).toEqual([
      "actor p1 as Ann",
      "participant p2 as Store",
      "title Demo",
      "p1->>p2: hello: again",
    ]);
  });

  it("follows calls into their bodies and back", () => {
    expect(lines("Client->A.run(x) {\n  y = B.read()\n  return y\n}")).toEqual([
      "participant p1 as Client",
      "participant p2 as A",
      "participant p3 as B",
      "p1->>p2: run(x)",
      "p2->>p3: read()",
      "p3-->>p2: y",
      "p2-->>p1: y",
    ]);
  });

  it("writes conditions and attempts as alternatives", () => {
    const written = lines(
      "if(ok) {\n A->B: yes\n} else {\n A->B: no\n}\ntry {\n A->B: go\n} catch (Lost) {\n A->B: stop\n}",
    );
    expect(written.filter((line) => !line.includes("->>") && !line.startsWith("participant"))).toEqual([
      "alt ok",
      "else",
      "end",
      "alt try",
      "else catch Lost",
      "end",
    ]);
  });

  it("says where a brace is missing or too many", () => {
    expect(() => lines("A.b() {\n")).toThrow(ZenumlError);
    expect(() => lines("A->B: x\n}")).toThrow(/Line 3/);
  });

  it("is understood by Mermaid, whatever is written", async () => {
    const purify = (await import("dompurify")).default as unknown as Record<string, unknown>;
    purify.addHook ??= () => {};
    purify.removeAllHooks ??= () => {};
    purify.sanitize ??= (text: string) => text;
    const mermaid = (await import("mermaid")).default;
    const piece = fc.constantFrom(
      ...'A|->|B|: x|.m()|{|}|\n|\n|if(a)| else |else {|return r|new C|"|;|#|%%|end|opt|par {|try {|catch|@Actor D|r = B.m('.split(
        "|",
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
        let written: string;
        try {
          written = zenumlToSequence(`zenuml\n${pieces.join("")}`);
        } catch (error) {
          expect(error).toBeInstanceOf(ZenumlError);
          return;
        }
        await mermaid.parse(written);
      }),
      { numRuns: 300 },
    );
  });
});
