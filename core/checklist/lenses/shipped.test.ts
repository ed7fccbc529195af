import { describe, expect, it } from "vitest";
import { lensQuestions } from "../lens";
import { writeLens } from "../lens-export";
import { lintLens } from "../lens-linter";
import { parseLensText } from "../lens-schema";
import { fillTargets } from "../targets";
import { findLens, SHIPPED_LENSES } from "./shipped";

describe.each(SHIPPED_LENSES.map((lens) => [lens.name, lens] as const))("%s", (_, lens) => {
  it("is a valid lens, also with its targets filled in, and survives writing and reading", () => {
    expect(parseLensText(writeLens(lens))).toEqual(lens);
    expect(parseLensText(writeLens(fillTargets(lens)))).toEqual(fillTargets(lens));
  });

  it("passes the lens linter without a finding", () => {
    expect(lintLens(lens)).toEqual([]);
  });

  it("leaves no placeholder unfilled and uses every target", () => {
    expect(JSON.stringify(fillTargets(lens).pillars)).not.toMatch(/\{[a-z0-9_]+\}/);
    const named = new Set(lensQuestions(lens).flatMap(({ question }) => question.lintel?.targets ?? []));
    expect([...named].sort()).toEqual(Object.keys(lens.lintel?.targets ?? {}).sort());
  });

  it("names, for each question, exactly the targets its texts use", () => {
    for (const { question } of lensQuestions(lens)) {
      const used = [...JSON.stringify(question).matchAll(/\{([a-z0-9_]+)\}/g)].map((match) => match[1]);
      expect([...new Set(used)].sort(), question.id).toEqual([...(question.lintel?.targets ?? [])].sort());
    }
  });

  it("gives every question three to five choices, none of these, and something to do about each", () => {
    for (const { question } of lensQuestions(lens)) {
      expect(question.choices.at(-1)?.id, question.id).toBe("none_no");
      expect(question.choices.length, question.id).toBeGreaterThanOrEqual(4);
      expect(question.choices.length, question.id).toBeLessThanOrEqual(6);
      expect(question.description?.length, question.id).toBeGreaterThan(60);
      for (const choice of question.choices.slice(0, -1)) expect(choice.improvementPlan?.displayText).toMatch(/[.?]$/);
    }
  });
});

describe("the shipped lenses", () => {
  it("are the six questions of the quality checklist and at least sixty backend standards in eight pillars", () => {
    expect(lensQuestions(findLens("quality")!)).toHaveLength(6); // shipped with Lintel
    expect(findLens("backend-standards")!.pillars).toHaveLength(8); // shipped with Lintel
    expect(lensQuestions(findLens("backend-standards")!).length).toBeGreaterThanOrEqual(60); // as above
  });

  it("write a team's own numbers into the texts", () => {
    const lens = fillTargets(findLens("backend-standards")!, { latency_p95: 150 }); // shipped with Lintel
    const question = lensQuestions(lens).find(({ question }) => question.id === "performance_p95")?.question;
    expect(question?.choices[0]?.title).toBe("The p95 target is below 150 ms");
  });

  it("lets the downtime follow the availability a team promises", () => {
    const title = (targets: Record<string, number>) =>
      lensQuestions(fillTargets(findLens("backend-standards")!, targets)).find(
        ({ question }) => question.id === "reliability_availability",
      )?.question.choices[0]?.title;
    expect(title({})).toBe("The objective is at least 99.9 %, that is at most 8.76 h a year of downtime");
    expect(title({ availability: 99.95 })).toContain("99.95 %, that is at most 4.38 h a year");
  });
});
