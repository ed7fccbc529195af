import { describe, expect, it } from "vitest";
import { emptyAnswer } from "./answer";
import type { Lens } from "./lens";
import { assertSound, fitAnswers, ownLensKey } from "./own-lens";

function lensOf(change: Partial<Lens> & { question?: string; choices?: string[]; condition?: string } = {}): Lens {
  const { question = "who_runs_it", choices = ["on_call"], condition = choices.join(" && "), ...rest } = change;
  return {
    schemaVersion: "2021-11-01",
    name: "House rules",
    pillars: [
      {
        id: "running",
        name: "Running it",
        questions: [
          {
            id: question,
            title: "Who runs it?",
            choices: choices.map((id) => ({ id, title: id })),
            riskRules: [
              { condition, risk: "NO_RISK" },
              { condition: "default", risk: "HIGH_RISK" },
            ],
          },
        ],
      },
    ],
    ...rest,
  };
}

describe("the key of a team's lens", () => {
  it.each([
    ["House rules", "house-rules"],
    ["  Règles & Co. ", "regles-co"],
    ["2026 goals", "goals"],
    ["x".repeat(128), "x".repeat(60)],
  ])("is made of its name: %s", (name, key) => {
    expect(ownLensKey(lensOf({ name }), ["quality"])).toBe(key);
  });

  it("is the one it names", () => {
    expect(ownLensKey(lensOf({ lintel: { key: "night-rota", version: "3" } }), [])).toBe("night-rota");
  });

  it.each(["Quality", "Constructor", "Ω", "a"])("is never taken, reserved or nothing: %s", (name) => {
    expect(() => ownLensKey(lensOf({ name }), ["quality"])).toThrow();
  });
});

it("refuses ids that every object has", () => {
  expect(() => assertSound(lensOf())).not.toThrow();
  expect(() => assertSound(lensOf({ question: "toString" }))).toThrow("reserved");
});

it("judges the longest rules over fifteen choices without making anybody wait", () => {
  const choices = Array.from({ length: 15 }, (_, index) => `choice_${index}`);
  const all = choices.join(" && ");
  const lens = lensOf({ choices, condition: Array.from({ length: 12 }, () => `(${all})`).join(" || ") });
  const [question] = lens.pillars[0]?.questions ?? [];
  const questions = Array.from({ length: 30 }, (_, index) => ({ ...question, id: `question_${index}` })) as never;
  const start = performance.now();
  assertSound({ ...lens, pillars: [{ id: "running", name: "Running it", questions }] });
  // Wide enough for a busy machine.
  expect(performance.now() - start).toBeLessThan(6000);
});

it("leaves of answers what a changed lens still asks", () => {
  const answer = (questionId: string, ...choices: string[]) => ({ ...emptyAnswer(questionId), choices });
  const lens = lensOf({ choices: ["on_call", "runbook"] });
  const given = [answer("who_runs_it", "on_call", "gone"), answer("gone", "on_call")];
  expect(fitAnswers(lens, given)).toEqual([answer("who_runs_it", "on_call")]);
});
