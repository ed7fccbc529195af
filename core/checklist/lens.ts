/**
 * The format of a lens: the JSON of AWS Well-Architected custom lenses, schema version 2021-11-01, with what Lintel
 * adds kept under one key of its own, `lintel`, at each level. Keys nobody here knows stay on the value untouched, so
 * a lens that is read and written again is the same JSON value.
 * Only types and small readings of them live here; `lens-schema.ts` holds the parser, which the browser never needs.
 */
export const SCHEMA_VERSION = "2021-11-01";

/** The limits AWS documents for custom lenses, in characters and items, and the size of a whole lens in bytes. */
export const LENS_LIMITS = {
  bytes: 500_000,
  name: 128,
  text: 2048,
  url: 2048,
  idMin: 3,
  idMax: 128,
  title: 128,
  pillars: 10,
  questions: 20,
  choices: 15,
  riskRules: 3,
  additionalResources: 5,
} as const;

export type Resource = { displayText?: string; url?: string };

export type AdditionalResources = { type: "HELPFUL_RESOURCE" | "IMPROVEMENT_PLAN"; content: Resource[] };

export type Choice = {
  id: string;
  title: string;
  helpfulResource?: Resource;
  improvementPlan?: Resource;
  additionalResources?: AdditionalResources[];
};

export type LensRisk = "HIGH_RISK" | "MEDIUM_RISK" | "NO_RISK";

export type RiskRule = { condition: string; risk: LensRisk };

/** `weight` is the question's share within its pillar; `targets` name entries of the lens; `autoCheck` a check. */
export type QuestionAdditions = { weight?: number; targets?: string[]; autoCheck?: string };

export type Question = {
  id: string;
  title: string;
  description?: string;
  helpfulResource?: Resource;
  choices: Choice[];
  riskRules: RiskRule[];
  lintel?: QuestionAdditions;
};

export type Pillar = { id: string; name: string; questions: Question[]; lintel?: { weight?: number } };

/** A number (or name) the lens asks for and a team may change. `bound` says on which side of it the good values lie. */
export type Target = {
  label: string;
  value: number | string;
  unit: string;
  bound: "at_most" | "below" | "at_least" | "equal";
  /** The id of an availability in percent that this number follows, as the hours a year it leaves for downtime. */
  downtimeOf?: string;
};

export type LensAdditions = { key: string; version: string; targets?: Record<string, Target> };

export type Lens = {
  schemaVersion: typeof SCHEMA_VERSION;
  name: string;
  description?: string;
  pillars: Pillar[];
  lintel?: LensAdditions;
};

/** What a team set instead of the lens's own targets, by target id. */
export type TargetValues = Readonly<Record<string, number | string>>;

/** AWS treats a choice whose id ends in `_no` as "none of these": it excludes the others and needs no improvement plan. */
export function isNoneOfThese(choice: { id: string }): boolean {
  return choice.id.endsWith("_no");
}

/** The questions of a lens in order, each with the pillar it stands in. */
export function lensQuestions(lens: Lens): { pillar: Pillar; question: Question }[] {
  return lens.pillars.flatMap((pillar) => pillar.questions.map((question) => ({ pillar, question })));
}

export function findQuestion(lens: Lens, questionId: string): Question | undefined {
  return lensQuestions(lens).find(({ question }) => question.id === questionId)?.question;
}
