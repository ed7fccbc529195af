import { describe, expect, it } from "vitest";
import { LintelError } from "../errors";
import { parseAnswer } from "./answer-schema";
import { quality } from "./lenses/quality";

/** The field problems of an answer to the first question, as lines; empty when it is accepted. */
function problems(body: unknown): string[] {
  try {
    parseAnswer(quality, "quality_requirements", body);
    return [];
  } catch (error) {
    if (!(error instanceof LintelError)) throw error;
    return error.fields.map((field) => `${field.path}: ${field.message}`);
  }
}

describe("reading an answer", () => {
  it("fills in what is left out and puts choices in the lens's order without repeats", () => {
    expect(parseAnswer(quality, "quality_requirements", { choices: ["traced", "problem_stated", "traced"] })).toEqual({
      questionId: "quality_requirements",
      choices: ["problem_stated", "traced"],
      note: "",
      evidence: [],
      notApplicable: null,
      origin: "manual",
      overruleReason: "",
    });
  });

  it.each<[string, unknown, string]>([
    ["an unknown choice", { choices: ["gone"] }, 'choices: The question has no choice "gone".'],
    [
      "none of these beside others",
      { choices: ["traced", "none_no"] },
      'choices: "None of these" excludes every other choice. Clear one or the other.',
    ],
    [
      "choices where it does not apply",
      { choices: ["traced"], notApplicable: { reason: "constraint" } },
      "choices: A question that does not apply has no choices. Clear them.",
    ],
    [
      "“other” without words",
      { notApplicable: { reason: "other", text: " " } },
      "notApplicable.text: Say why the question does not apply.",
    ],
    [
      "an overruling without a reason",
      { choices: ["none_no"], origin: "overruled" },
      "overruleReason: Say why the proposal is wrong.",
    ],
  ])("refuses %s", (_, body, message) => {
    expect(problems(body)).toContain(message);
  });

  it.each([
    { evidence: [{ url: "javascript:alert(1)" }] },
    { evidence: [{ path: "../../settings" }] },
    { note: "x".repeat(10_001) },
    { score: 100 },
    null,
    "text",
  ])("refuses %j", (body) => {
    expect(problems(body).length).toBeGreaterThan(0);
  });

  it("knows only questions of its lens", () => {
    expect(() => parseAnswer(quality, "constructor", {})).toThrow(/no question/);
  });
});
