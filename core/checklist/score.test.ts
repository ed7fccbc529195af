import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, emptyAnswer } from "./answer";
import { type Lens, lensQuestions } from "./lens";
import { type Outcome, SCORING, type Score, scoreLens } from "./score";

const CHOICE: Partial<Record<Outcome, string>> = { none: "good", medium: "fair", high: "none_no" };

function lensOf(weights: number[][]): Lens {
  const riskRules = [
    { condition: "good", risk: "NO_RISK" as const },
    { condition: "fair", risk: "MEDIUM_RISK" as const },
    { condition: "default", risk: "HIGH_RISK" as const },
  ];
  const choices = ["good", "fair", "none_no"].map((id) => ({ id, title: id }));
  return {
    schemaVersion: "2021-11-01",
    name: "Random",
    pillars: weights.map((pillar, p) => ({
      id: `pillar_${p}`,
      name: `Pillar ${p}`,
      lintel: { weight: (pillar[0] ?? 0) + p + 1 },
      questions: pillar.map((weight, q) => ({
        id: `q_${p}_${q}`,
        title: `Question ${p}.${q}`,
        choices,
        riskRules,
        lintel: { weight },
      })),
    })),
  };
}

function answerOf(questionId: string, outcome: Outcome): Answer {
  const notApplicable = outcome === "not_applicable" ? { reason: "out_of_scope" as const, text: "" } : null;
  return { ...emptyAnswer(questionId), choices: [CHOICE[outcome] ?? []].flat(), notApplicable };
}

const outcomes = fc.constantFrom<Outcome>("none", "medium", "high", "unanswered", "not_applicable");

/** A random lens with an outcome for each question, and one of the questions to try something with. */
const scenario = fc
  .array(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 })
  .map(lensOf)
  .chain((lens) => {
    const ids = lensQuestions(lens).map(({ question }) => question.id);
    return fc.record({
      lens: fc.constant(lens),
      ids: fc.constant(ids),
      given: fc.array(outcomes, { minLength: ids.length, maxLength: ids.length }),
      chosen: fc.integer({ min: 0, max: ids.length - 1 }),
    });
  });

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

function scoreWith({ lens, ids, given, chosen }: Scenario, outcome: Outcome): Score {
  return scoreLens(
    lens,
    ids.map((id, index) => answerOf(id, index === chosen ? outcome : (given[index] ?? "unanswered"))),
  );
}

/** Every number of a score that must move together: pillars, total and grade (higher is better). */
function heights(score: Score): number[] {
  const grade = score.grade === null ? 9 : "EDCBA".indexOf(score.grade);
  return [...score.pillars.map((pillar) => pillar.score ?? 101), score.score ?? 101, grade];
}

function expectNoHigher(worse: Score, better: Score): void {
  const high = heights(better);
  for (const [index, height] of heights(worse).entries()) expect(height).toBeLessThanOrEqual(high[index] ?? 0);
}

describe("the laws of the score", () => {
  it("never rises with a worse answer", () => {
    fc.assert(
      fc.property(scenario, (given) => {
        expectNoHigher(scoreWith(given, "medium"), scoreWith(given, "none"));
        expectNoHigher(scoreWith(given, "high"), scoreWith(given, "medium"));
      }),
    );
  });

  it("never falls by answering what was unanswered", () => {
    fc.assert(
      fc.property(scenario, fc.constantFrom<Outcome>("none", "medium", "high"), (given, outcome) => {
        expectNoHigher(scoreWith(given, "unanswered"), scoreWith(given, outcome));
      }),
    );
  });

  it("counts a question that does not apply as if it were not there", () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const without: Lens = {
          ...given.lens,
          pillars: given.lens.pillars.map((pillar) => ({
            ...pillar,
            questions: pillar.questions.filter((question) => question.id !== given.ids[given.chosen]),
          })),
        };
        expect(heights(scoreWith(given, "not_applicable"))).toEqual(
          heights(scoreWith({ ...given, lens: without }, "none")),
        );
      }),
    );
  });

  it("does not depend on the order of the answers", () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const answers = given.ids.map((id, index) => answerOf(id, given.given[index] ?? "unanswered"));
        expect(scoreLens(given.lens, answers.toReversed())).toEqual(scoreLens(given.lens, answers));
      }),
    );
  });

  it("stays between 0 and 100, adds up, and reaches both ends", () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const score = scoreWith(given, given.given[given.chosen] ?? "none");
        const total = Object.values(score.counts).reduce((sum, count) => sum + count, 0);
        expect(total).toBe(given.ids.length);
        for (const value of [score.score, ...score.pillars.map((pillar) => pillar.score)]) {
          if (value !== null) expect(value).toBeGreaterThanOrEqual(0);
          if (value !== null) expect(value).toBeLessThanOrEqual(100);
        }
        const all = (outcome: Outcome) =>
          scoreLens(
            given.lens,
            given.ids.map((id) => answerOf(id, outcome)),
          );
        expect(all("none")).toMatchObject({ score: 100, grade: "A", cap: null });
        expect(all("unanswered")).toMatchObject({ score: 0, grade: "E" });
        expect(all("not_applicable")).toMatchObject({ score: null, grade: null });
      }),
    );
  });

  it("gives every score the parts that make it", () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const score = scoreWith(given, "medium");
        for (const part of [score, ...score.pillars]) {
          const earned = part.contributions.reduce((sum, { earned }) => sum + earned, 0);
          const possible = part.contributions.reduce((sum, { possible }) => sum + possible, 0);
          expect(part.score).toBe(possible === 0 ? null : Math.floor((earned / possible) * 100 + 1e-9));
        }
      }),
    );
  });
});

describe("the score", () => {
  const lens = lensOf([[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]]);
  const answers = (...given: Outcome[]) => given.map((outcome, index) => answerOf(`q_0_${index}`, outcome));
  const nine = Array<Outcome>(9).fill("none");

  it("caps the grade while a high risk is open, and says so", () => {
    const score = scoreLens(lens, answers(...nine, "high"));
    expect(score).toMatchObject({ score: 90, grade: "C" });
    expect(score.cap).toMatchObject({ from: "A", to: "C", questionIds: ["q_0_9"] });
    expect(score.cap?.sentence).toBe("A score of 90 would be A, but 1 high risk is open, so the grade is at most C.");
  });

  it("caps the grade while a question is unanswered, for it may hide a high risk", () => {
    expect(scoreLens(lens, answers(...nine)).cap?.sentence).toContain("1 question is unanswered");
  });

  it("treats choices the lens no longer has as no answer", () => {
    const score = scoreLens(lens, [{ ...emptyAnswer("q_0_0"), choices: ["gone"] }]);
    expect(score.questions[0]).toMatchObject({ outcome: "unanswered" });
  });

  it("rests on the weights passed in", () => {
    const strict = { ...SCORING, credit: { ...SCORING.credit, medium: 0 } };
    expect(scoreLens(lens, answers(...nine, "medium")).score).toBe(95);
    expect(scoreLens(lens, answers(...nine, "medium"), strict).score).toBe(90);
  });
});
