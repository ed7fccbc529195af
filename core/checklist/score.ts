import type { Answer } from "./answer";
import { type Condition, evaluateCondition, parseCondition } from "./condition";
import { isNoneOfThese, type Lens, type LensRisk, type Pillar, type Question } from "./lens";

export type Risk = "high" | "medium" | "none";

/** What is known about a question. Only the three risks come from an answer's choices. */
export type Outcome = Risk | "unanswered" | "not_applicable";

export type Counts = Record<Outcome, number>;

export type Grade = "A" | "B" | "C" | "D" | "E";

/**
 * All numbers the score rests on. `credit` is the share of a question's weight that an outcome earns: an open medium
 * risk half, a high risk and an unanswered question nothing, so that silence never pays. `grades` are the lowest scores
 * of each grade. `cap` is the best grade while a high risk is open; a question without an answer may hide one and caps
 * alike, or leaving it unanswered would be rewarded.
 */
export type Scoring = {
  credit: Record<Risk | "unanswered", number>;
  questionWeight: number;
  pillarWeight: number;
  grades: readonly { grade: Grade; from: number }[];
  cap: Grade;
};

export const SCORING: Scoring = {
  credit: { none: 1, medium: 0.5, high: 0, unanswered: 0 },
  questionWeight: 1,
  pillarWeight: 1,
  grades: [
    { grade: "A", from: 90 },
    { grade: "B", from: 75 },
    { grade: "C", from: 60 },
    { grade: "D", from: 40 },
    { grade: "E", from: 0 },
  ],
  cap: "C",
};

/** One part of a score: what it could give and gave, in points of weight, and why, as a sentence. */
export type Contribution = { id: string; label: string; earned: number; possible: number; sentence: string };

export type QuestionScore = {
  questionId: string;
  outcome: Outcome;
  weight: number;
  reason: string;
  /** The condition of the rule that decided, or `null` where no answer was judged. */
  rule: string | null;
};

export type PillarScore = {
  pillarId: string;
  name: string;
  weight: number;
  /** 0 to 100, null when no question of the pillar applies. */
  score: number | null;
  counts: Counts;
  contributions: Contribution[];
};

/** Why the grade is lower than the score alone would make it. */
export type Cap = { from: Grade; to: Grade; questionIds: string[]; sentence: string };

export type Score = {
  questions: QuestionScore[];
  pillars: PillarScore[];
  /** 0 to 100, null when nothing applies. Rounded down, so that 89.9 never reads as 90. */
  score: number | null;
  grade: Grade | null;
  cap: Cap | null;
  counts: Counts;
  contributions: Contribution[];
};

/**
 * What a version keeps of a score: every number, the outcome of each question and the rule that decided. The sentences are left
 * out; they follow from these, and are three quarters of a score's bytes.
 */
export type KeptScore = Pick<Score, "score" | "grade" | "cap" | "counts"> & {
  questions: Pick<QuestionScore, "questionId" | "outcome" | "weight" | "rule">[];
  pillars: Pick<PillarScore, "pillarId" | "name" | "weight" | "score" | "counts">[];
};

export function keepScore({ score, grade, cap, counts, questions, pillars }: Score): KeptScore {
  return {
    score,
    grade,
    cap,
    counts,
    questions: questions.map(({ questionId, outcome, weight, rule }) => ({ questionId, outcome, weight, rule })),
    pillars: pillars.map(({ pillarId, name, weight, score, counts }) => ({ pillarId, name, weight, score, counts })),
  };
}

const RISKS: Record<LensRisk, Risk> = { HIGH_RISK: "high", MEDIUM_RISK: "medium", NO_RISK: "none" };

const RISK_WORDS: Record<Risk, string> = { high: "High risk", medium: "Medium risk", none: "No risk" };

/**
 * The risk of an answer, with the rule that gave it. Nothing selected, or only choices the question no longer has,
 * is unanswered; rules run in order and the first match wins. A lens without a default rule falls back to high.
 */
export function questionOutcome(question: Question, answer: Answer | undefined): Judgement {
  if (answer?.notApplicable) {
    return { outcome: "not_applicable", reason: notApplicableReason(answer.notApplicable), rule: null };
  }
  const selected = new Set(question.choices.map((choice) => choice.id).filter((id) => answer?.choices.includes(id)));
  if (selected.size === 0) return { outcome: "unanswered", reason: "Nobody has answered this yet.", rule: null };
  const matched = question.riskRules.find((rule) => evaluateCondition(conditionOf(rule.condition), selected));
  const outcome = matched ? RISKS[matched.risk] : "high";
  return {
    outcome,
    reason: `${RISK_WORDS[outcome]}: ${shareOf(question, selected)}.`,
    rule: matched?.condition ?? null,
  };
}

type Judgement = Pick<QuestionScore, "outcome" | "reason" | "rule">;

function shareOf(question: Question, selected: ReadonlySet<string>): string {
  const ordinary = question.choices.filter((choice) => !isNoneOfThese(choice));
  const count = ordinary.filter((choice) => selected.has(choice.id)).length;
  return count === 0 ? "none of the choices holds" : `${count} of ${ordinary.length} choices hold`;
}

/** Answers as a map by question; a later answer to the same question replaces an earlier one. */
export function answersByQuestion(answers: readonly Answer[]): Map<string, Answer> {
  return new Map(answers.map((answer) => [answer.questionId, answer]));
}

/**
 * Scores a lens from people's answers alone. Promises, tested as laws: a worse outcome never raises a score or grade,
 * answering never scores below leaving unanswered, a question that does not apply counts as if it were not there, and
 * the order of answers means nothing.
 */
export function scoreLens(lens: Lens, answers: readonly Answer[], scoring: Scoring = SCORING): Score {
  const given = answersByQuestion(answers);
  const parts = lens.pillars.map((pillar) => scorePillar(pillar, given, scoring));
  const pillars = parts.map((part) => part.pillar);
  const questions = parts.flatMap((part) => part.questions);
  const contributions = pillars.filter((pillar) => pillar.score !== null).map((pillar) => pillarContribution(pillar));
  const score = percentage(contributions);
  const { grade, cap } = gradeOf(score, questions, scoring);
  const counts = countOutcomes(questions.map((question) => question.outcome));
  return { questions, pillars, score, grade, cap, counts, contributions };
}

function scorePillar(pillar: Pillar, given: Map<string, Answer>, scoring: Scoring) {
  const questions: QuestionScore[] = [];
  const contributions: Contribution[] = [];
  for (const question of pillar.questions) {
    const judged = questionOutcome(question, given.get(question.id));
    const weight = question.lintel?.weight ?? scoring.questionWeight;
    questions.push({ questionId: question.id, weight, ...judged });
    if (judged.outcome === "not_applicable") continue;
    const earned = weight * scoring.credit[judged.outcome];
    const sentence = `${judged.reason} ${number(earned)} of ${number(weight)} points.`;
    contributions.push({ id: question.id, label: question.title, earned, possible: weight, sentence });
  }
  const scored: PillarScore = {
    pillarId: pillar.id,
    name: pillar.name,
    weight: pillar.lintel?.weight ?? scoring.pillarWeight,
    score: percentage(contributions),
    counts: countOutcomes(questions.map((question) => question.outcome)),
    contributions,
  };
  return { pillar: scored, questions };
}

function pillarContribution(pillar: PillarScore): Contribution {
  const exact = ratio(pillar.contributions) ?? 0;
  const { id, name: label } = { id: pillar.pillarId, name: pillar.name };
  const sentence = `${label} scores ${pillar.score} of 100 and weighs ${number(pillar.weight)}.`;
  return { id, label, earned: exact * pillar.weight, possible: pillar.weight, sentence };
}

function ratio(contributions: Contribution[]): number | null {
  const possible = contributions.reduce((sum, part) => sum + part.possible, 0);
  if (possible === 0) return null;
  return contributions.reduce((sum, part) => sum + part.earned, 0) / possible;
}

/** The tiny addition keeps sums such as 0.1 + 0.2 from falling below the whole number they stand for. */
function percentage(contributions: Contribution[]): number | null {
  const share = ratio(contributions);
  return share === null ? null : Math.floor(share * 100 + 1e-9);
}

function gradeOf(
  score: number | null,
  questions: QuestionScore[],
  scoring: Scoring,
): { grade: Grade | null; cap: Cap | null } {
  if (score === null) return { grade: null, cap: null };
  const earned = scoring.grades.find((step) => score >= step.from)?.grade ?? "E";
  const open = questions.filter((question) => question.outcome === "high" || question.outcome === "unanswered");
  if (open.length === 0 || earned >= scoring.cap) return { grade: earned, cap: null };
  const high = open.filter((question) => question.outcome === "high").length;
  const causes = [
    plural(high, "high risk is open", "high risks are open"),
    plural(open.length - high, "question is unanswered", "questions are unanswered"),
  ];
  const sentence = `A score of ${score} would be ${earned}, but ${causes.filter(Boolean).join(" and ")}, so the grade is at most ${scoring.cap}.`;
  return {
    grade: scoring.cap,
    cap: { from: earned, to: scoring.cap, questionIds: open.map((question) => question.questionId), sentence },
  };
}

function countOutcomes(outcomes: Outcome[]): Counts {
  const counts: Counts = { high: 0, medium: 0, none: 0, unanswered: 0, not_applicable: 0 };
  for (const outcome of outcomes) counts[outcome] += 1;
  return counts;
}

/** Conditions are few and scored often; the parsed form is kept. A condition that cannot be read never matches. */
const parsed = new Map<string, Condition>();
const MAX_PARSED = 5000;

function conditionOf(source: string): Condition {
  const known = parsed.get(source);
  if (known) return known;
  if (parsed.size >= MAX_PARSED) parsed.clear();
  let condition: Condition;
  try {
    condition = parseCondition(source);
  } catch {
    condition = { kind: "not", operand: { kind: "default" } };
  }
  parsed.set(source, condition);
  return condition;
}

function notApplicableReason(given: NonNullable<Answer["notApplicable"]>): string {
  const reason = given.reason.replaceAll("_", " ");
  return given.text.trim() === "" ? `Not applicable: ${reason}.` : `Not applicable (${reason}): ${given.text.trim()}`;
}

function plural(count: number, one: string, many: string): string {
  return count === 0 ? "" : `${count} ${count === 1 ? one : many}`;
}

// Made once: a format takes far longer to make than to use, and reasons are full of numbers.
const hundredths = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

function number(value: number): string {
  return hundredths.format(value);
}
