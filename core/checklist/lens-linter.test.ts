import { describe, expect, it } from "vitest";
import type { Lens, LensRisk } from "./lens";
import { lintLens } from "./lens-linter";

const RISKS: Record<string, LensRisk> = { none: "NO_RISK", medium: "MEDIUM_RISK", high: "HIGH_RISK" };

/** `lint("aaa bbb aaa_no", "none: aaa && bbb", "high: default")`: the rules broken by one question. */
function lint(choices: string, ...rules: string[]): string[] {
  const lens: Lens = {
    schemaVersion: "2021-11-01",
    name: "One question",
    pillars: [
      { id: "pillar", name: "Pillar", questions: [{ id: "question", title: "Question", choices: [], riskRules: [] }] },
    ],
  };
  const question = lens.pillars[0]!.questions[0]!; // written three lines above
  question.choices = choices.split(" ").map((id) => ({ id, title: id }));
  question.riskRules = rules.map((rule) => {
    const [risk, condition] = rule.split(": ");
    return { condition: condition ?? "", risk: RISKS[risk ?? ""] ?? "NO_RISK" };
  });
  return lintLens(lens).map((finding) => finding.rule);
}

describe("the lens linter", () => {
  it.each<[string, string, string[], string[]]>([
    ["accepts a sound question", "aaa bbb aaa_no", ["none: aaa && bbb", "medium: aaa || bbb", "high: default"], []],
    ["accepts a rule on none of these", "aaa aaa_no", ["high: aaa_no", "none: default"], []],
    ["finds a choice no rule names", "aaa bbb", ["none: aaa", "high: default"], ["dead-choice"]],
    [
      "finds a choice whose naming changes nothing",
      "aaa bbb",
      ["none: aaa || (aaa && bbb)", "high: default"],
      ["dead-choice"],
    ],
    [
      "finds a contradiction",
      "aaa bbb",
      ["none: aaa && !aaa", "medium: bbb || aaa", "high: default"],
      ["contradiction", "no-good-answer"],
    ],
    [
      "finds a rule behind a wider one",
      "aaa bbb",
      ["none: aaa || bbb", "medium: aaa && bbb", "high: default"],
      ["unreachable-rule"],
    ],
    [
      "finds a rule behind the default",
      "aaa bbb",
      ["high: default", "none: aaa && bbb"],
      ["unreachable-rule", "dead-choice", "dead-choice", "no-good-answer"],
    ],
    ["finds a missing default", "aaa", ["none: aaa"], ["missing-default"]],
    ["finds an unknown choice", "aaa", ["none: aaa && zzz", "high: default"], ["unknown-choice"]],
    ["finds an unreadable condition", "aaa", ["none: aaa &&", "high: default"], ["unreadable-condition"]],
    ["finds two choices with one id", "aaa aaa", ["none: aaa", "high: default"], ["duplicate-id"]],
    ["finds a risk given twice", "aaa bbb", ["none: aaa", "none: bbb", "high: default"], ["repeated-risk"]],
    [
      "finds a choice that is good and bad",
      "aaa bbb ccc",
      ["none: (aaa && !bbb) || (ccc && bbb)", "high: default"],
      ["penalised-choice"],
    ],
    ["finds a question that cannot be closed", "aaa", ["medium: aaa", "high: default"], ["no-good-answer"]],
  ])("%s", (_, choices, rules, expected) => {
    expect(lint(choices, ...rules)).toEqual(expected);
  });

  it("judges fifteen choices by trying every answer", () => {
    const ids = Array.from({ length: 15 }, (_, index) => `choice_${index}`);
    expect(lint(ids.join(" "), `none: ${ids.join(" && ")}`, `medium: ${ids.join(" || ")}`, "high: default")).toEqual(
      [],
    );
  });
});
