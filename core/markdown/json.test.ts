import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LintelError } from "../errors";
import { arbitrarySpec } from "../spec/testing";
import { emptySpec } from "../spec/value";
import { exportJson, importJson } from "./json";

const newId = () => "abcdefghij";

describe("JSON", () => {
  test("import of export is identity", () => {
    fc.assert(
      fc.property(arbitrarySpec(), (spec) => {
        const text = JSON.stringify(exportJson({ title: "Any", spec, answers: [{ questionId: "q" }] }));
        const imported = importJson(text, { newId });
        expect(imported).toEqual({ title: "Any", spec, problems: [], answers: [{ questionId: "q" }] });
      }),
      { numRuns: 60 },
    );
  });

  test("an older document is upgraded step by step", () => {
    const definition = { schemaVersion: 3, sections: [] };
    const seen: number[] = [];
    const steps = {
      1: (spec: Record<string, unknown>) => {
        seen.push(1);
        return { ...spec, requirements: { problem: spec.summary } };
      },
      2: ({ summary, ...spec }: Record<string, unknown>) => {
        seen.push(2);
        return spec;
      },
    };
    const text = JSON.stringify({ lintel: { schemaVersion: 1 }, title: "Old", spec: { summary: "Slow." } });
    importJson(text, { newId, definition, steps });
    expect(seen).toEqual([1, 2]);
  });

  test.each([
    ["not JSON", "{", /not JSON/],
    ["another document", '{"openapi":"3.1.0"}', /no specification/],
    ["a newer release", '{"lintel":{"schemaVersion":99},"spec":{}}', /Update Lintel/],
    ["too much", " ".repeat(4_000_001), /at most/],
  ])("refuses %s with a reason", (_name, text, reason) => {
    expect(() => importJson(text, { newId })).toThrow(reason);
    expect(() => importJson(text, { newId })).toThrow(LintelError);
  });

  test("names what fits no field, and takes over neither status nor prototypes", () => {
    const text =
      '{"lintel":{"schemaVersion":1},"title":"T","status":"approved","spec":{"requirements":{"problem":7,"extra":1,"__proto__":{"polluted":true}}}}';
    const { spec, problems } = importJson(text, { newId });
    expect(spec).toEqual(emptySpec());
    expect(problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["requirements.extra", "requirements.problem"]),
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
