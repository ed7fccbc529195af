import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LintelError } from "../errors";
import { withoutAdditions, writeLens } from "./lens-export";
import { parseLens, parseLensText } from "./lens-schema";

/** A lens as another tool might write it: keys in odd order, keys nobody knows, every optional part present. */
const FOREIGN = {
  name: "Payments standard",
  schemaVersion: "2021-11-01",
  "x-owner": { team: "Payments team", tags: [1, null, "two"] },
  description: "What each payment service must show.",
  pillars: [
    {
      questions: [
        {
          category: "Limits",
          title: "How are limits enforced?",
          id: "limits_q1",
          helpfulResource: { url: "https://example.com/limits", displayText: "About limits" },
          choices: [
            {
              title: "At the edge",
              id: "edge",
              improvementPlan: { displayText: "Put the limit at the edge.", url: "http://example.com/edge" },
              additionalResources: [{ content: [{ displayText: "More" }], type: "HELPFUL_RESOURCE", note: "kept" }],
            },
            { id: "limits_no", title: "None of these" },
          ],
          riskRules: [
            { risk: "NO_RISK", condition: "edge" },
            { risk: "HIGH_RISK", condition: "default" },
          ],
        },
      ],
      id: "security",
      name: "Security",
    },
  ],
};

/** `refusal((lens) => …)`: the field problems after one change to the foreign lens. */
function refusal(change: (lens: typeof FOREIGN) => unknown): string[] {
  const lens = structuredClone(FOREIGN);
  const changed = change(lens);
  try {
    parseLens(changed !== null && typeof changed === "object" ? changed : lens);
    return [];
  } catch (error) {
    if (!(error instanceof LintelError)) throw error;
    return error.fields.map((field) => `${field.path}: ${field.message}`);
  }
}

const firstQuestion = (lens: typeof FOREIGN) => lens.pillars[0]!.questions[0]!; // the constant above has one
const put = (target: object, values: object) => void Object.assign(target, values);

describe("reading a lens", () => {
  it("gives the same JSON back, unknown keys and key order included", () => {
    const text = JSON.stringify(FOREIGN);
    expect(JSON.stringify(parseLensText(text))).toBe(text);
    expect(JSON.stringify(JSON.parse(writeLens(parseLensText(text))))).toBe(text);
  });

  it("keeps whatever unknown keys carry", () => {
    // The keys that poison prototypes are refused, as another test shows.
    const unknown = fc
      .jsonValue()
      .filter((value) => !/"(__proto__|constructor|prototype)"/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(unknown, unknown, (atLens, atChoice) => {
        const lens = structuredClone(FOREIGN);
        put(lens, { "x-extra": atLens });
        put(firstQuestion(lens).choices[0] ?? {}, { "x-extra": atChoice });
        const text = JSON.stringify(lens);
        expect(JSON.stringify(parseLensText(text))).toBe(text);
      }),
    );
  });

  it.each<[string, (lens: typeof FOREIGN) => unknown, string]>([
    ["another schema version", (lens) => put(lens, { schemaVersion: "2020" }), 'schemaVersion: must be "2021-11-01"'],
    [
      "a bad id",
      (lens) => put(firstQuestion(lens), { id: "a b" }),
      "pillars.0.questions.0.id: 3 to 128 letters, digits or underscores",
    ],
    [
      "a long title",
      (lens) => put(firstQuestion(lens), { title: "x".repeat(129) }),
      "pillars.0.questions.0.title: at most 128 characters",
    ],
    [
      "eleven pillars",
      (lens) => put(lens, { pillars: Array(11).fill(lens.pillars[0]) }),
      "pillars: at most 10 pillars",
    ],
    [
      "21 questions",
      (lens) => put(lens.pillars[0] ?? {}, { questions: Array(21).fill(firstQuestion(lens)) }),
      "pillars.0.questions: at most 20 questions in a pillar",
    ],
    [
      "16 choices",
      (lens) => put(firstQuestion(lens), { choices: Array(16).fill(firstQuestion(lens).choices[0]) }),
      "pillars.0.questions.0.choices: at most 15 choices",
    ],
    [
      "a script link",
      (lens) => put(firstQuestion(lens), { helpfulResource: { displayText: "x", url: "javascript:alert(1)" } }),
      "pillars.0.questions.0.helpfulResource.url: must start with http:// or https://",
    ],
    [
      "a link without text",
      (lens) => put(firstQuestion(lens), { helpfulResource: { url: "https://example.com" } }),
      "pillars.0.questions.0.helpfulResource.displayText: must be given where a url is given",
    ],
    [
      "a choice without a plan",
      (lens) => put(firstQuestion(lens).choices[0] ?? {}, { improvementPlan: undefined }),
      'pillars.0.questions.0.choices.0.improvementPlan.displayText: must be given for every choice whose id does not end in "_no"',
    ],
  ])("refuses %s and names the place", (_, change, expected) => {
    expect(refusal(change)).toContain(expected);
  });

  it("refuses what is not JSON, too large, not an object, or meant to poison prototypes", () => {
    expect(() => parseLensText("{")).toThrow(/not JSON/);
    expect(() => parseLensText(`"${"é".repeat(260_000)}"`)).toThrow(/at most 500 KB/);
    for (const value of [null, 1, "x", []]) expect(() => parseLens(value)).toThrow(LintelError);
    expect(() => parseLensText('{"__proto__": {"polluted": true}}')).toThrow(/"__proto__"/);
    expect(() => parseLensText(`{"x":${"[".repeat(500)}${"]".repeat(500)}}`)).toThrow(/nested too deeply/);
  });

  it("leaves Lintel's additions out for those who refuse unknown keys", () => {
    const lens = parseLens({ ...FOREIGN, lintel: { key: "payments", version: "1" } });
    expect(withoutAdditions(lens)).toEqual(FOREIGN);
  });
});
