import type { Choice, Question, RiskRule } from "../lens";

type Written = {
  /** Why it matters: the question's description. */
  why: string;
  /** Share within the pillar, 1 to 3. */
  weight: number;
  /** Ids of the lens's targets the texts rest on. */
  targets?: string[];
  /** Each practice: id, title, and what to do where it is missing. */
  choices: readonly (readonly [id: string, title: string, improvement: string])[];
  /** When the question is closed. */
  none: string;
  /** When a medium risk remains; everything else is high. Left out where even nothing at all is a medium risk. */
  medium?: string;
};

/**
 * One question of a shipped lens in the lens format, with "None of these" as its last choice. Its automatic check, if
 * one is registered, bears the question's id.
 */
export function writeQuestion(id: string, title: string, written: Written): Question {
  const choices: Choice[] = written.choices.map(([choiceId, choiceTitle, improvement]) => ({
    id: choiceId,
    title: choiceTitle,
    improvementPlan: { displayText: improvement },
  }));
  const riskRules: RiskRule[] = [{ condition: written.none, risk: "NO_RISK" }];
  if (written.medium) riskRules.push({ condition: written.medium, risk: "MEDIUM_RISK" });
  riskRules.push({ condition: "default", risk: written.medium ? "HIGH_RISK" : "MEDIUM_RISK" });
  return {
    id,
    title,
    description: written.why,
    choices: [...choices, { id: "none_no", title: "None of these" }],
    riskRules,
    lintel: { weight: written.weight, autoCheck: id, ...(written.targets ? { targets: written.targets } : {}) },
  };
}
