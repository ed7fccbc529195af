import type { FieldProblem } from "../errors";
import { isNoneOfThese, type Question } from "./lens";

export const NOT_APPLICABLE_REASONS = ["out_of_scope", "business_priority", "constraint", "other"] as const;

export type NotApplicableReason = (typeof NOT_APPLICABLE_REASONS)[number];

/** The reasons as people read them. */
export const NOT_APPLICABLE_LABELS: Record<NotApplicableReason, string> = {
  out_of_scope: "Out of scope",
  business_priority: "Business priority",
  constraint: "Constraint of the architecture",
  other: "Other",
};

/** Evidence is a place in the spec (`path`, in dots) or a page elsewhere (`url`). */
export type Evidence = { path: string } | { url: string };

/**
 * What a person answered to one question. `confirmed` takes over what the spec showed, `overruled` says otherwise and
 * why, `manual` was answered without a proposal. A stored answer is always a person's: proposals are computed, never
 * stored.
 */
export type Answer = {
  questionId: string;
  choices: string[];
  note: string;
  evidence: Evidence[];
  notApplicable: null | { reason: NotApplicableReason; text: string };
  origin: "confirmed" | "overruled" | "manual";
  overruleReason: string;
};

export function emptyAnswer(questionId: string): Answer {
  return {
    questionId,
    choices: [],
    note: "",
    evidence: [],
    notApplicable: null,
    origin: "manual",
    overruleReason: "",
  };
}

/** What the answer may not say about this question, each with its remedy; empty when it may be stored. */
export function answerProblems(question: Question, answer: Answer): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const known = new Map(question.choices.map((choice) => [choice.id, choice]));
  for (const id of answer.choices) {
    if (!known.has(id)) problems.push({ path: "choices", message: `The question has no choice "${id}".` });
  }
  const selected = answer.choices.flatMap((id) => known.get(id) ?? []);
  if (selected.some(isNoneOfThese) && selected.length > 1) {
    problems.push({ path: "choices", message: `"None of these" excludes every other choice. Clear one or the other.` });
  }
  if (answer.notApplicable && answer.choices.length > 0) {
    problems.push({ path: "choices", message: "A question that does not apply has no choices. Clear them." });
  }
  if (answer.notApplicable?.reason === "other" && answer.notApplicable.text.trim() === "") {
    problems.push({ path: "notApplicable.text", message: "Say why the question does not apply." });
  }
  if (answer.origin === "overruled" && answer.overruleReason.trim() === "") {
    problems.push({ path: "overruleReason", message: "Say why the proposal is wrong." });
  }
  return problems;
}
