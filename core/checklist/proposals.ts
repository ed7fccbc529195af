import type { Spec } from "../spec/definition";
import { withoutGuidance } from "../spec/guidance";
import type { Sign } from "./checks/check";
import { CHECKS } from "./checks/registry";
import { isNoneOfThese, type Lens, lensQuestions, type Question, type TargetValues } from "./lens";
import { effectiveTargets } from "./targets";

/** What the spec itself answers to a question: the choices it shows, and every sign for or against a choice. */
export type Proposal = { choices: string[]; signs: (Sign & { choice: string })[] };

/**
 * The proposals for a lens by question id; questions the spec says nothing about are left out, and a template's unanswered
 * prompts say nothing. A proposal is an offer: it never counts towards a score until a person confirms it.
 */
export function proposeAnswers(lens: Lens, spec: Spec, targets: TargetValues = {}): Map<string, Proposal> {
  const context = { spec: withoutGuidance(spec), targets: effectiveTargets(lens, targets) };
  const proposals = new Map<string, Proposal>();
  for (const { question } of lensQuestions(lens)) {
    const check = CHECKS.get(question.lintel?.autoCheck ?? "");
    if (!check) continue;
    const signs = question.choices.flatMap((choice) => {
      const sign = Object.hasOwn(check, choice.id) ? check[choice.id]?.(context) : null;
      return sign ? [{ ...sign, choice: choice.id }] : [];
    });
    if (signs.length > 0) proposals.set(question.id, { choices: proposedChoices(question, signs), signs });
  }
  return proposals;
}

/** Signs only against choices mean "none of these", where the question has it. */
function proposedChoices(question: Question, signs: Proposal["signs"]): string[] {
  const shown = signs.filter((sign) => sign.shows).map((sign) => sign.choice);
  if (shown.length > 0) return shown;
  return question.choices.filter(isNoneOfThese).map((choice) => choice.id);
}
