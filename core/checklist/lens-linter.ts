import { type Condition, ConditionError, conditionChoices, parseCondition } from "./condition";
import { isNoneOfThese, type Lens, type LensRisk, lensQuestions, type Question } from "./lens";

export type LensFinding = {
  rule:
    | "duplicate-id"
    | "unreadable-condition"
    | "unknown-choice"
    | "missing-default"
    | "contradiction"
    | "unreachable-rule"
    | "repeated-risk"
    | "dead-choice"
    | "penalised-choice"
    | "no-good-answer"
    | "unknown-target";
  severity: "error" | "warning";
  /** Where in the lens, in dots: `pillars.0.questions.3.riskRules.1`. */
  path: string;
  message: string;
};

const SEVERITY: Record<LensRisk, number> = { NO_RISK: 0, MEDIUM_RISK: 1, HIGH_RISK: 2 };

/** Everything that makes a well-formed lens answer wrongly, in the order of the lens; empty for a sound lens. */
export function lintLens(lens: Lens): LensFinding[] {
  const findings: LensFinding[] = [];
  findings.push(...duplicates(lens.pillars.map((pillar, index) => [pillar.id, `pillars.${index}.id`])));
  const places = lens.pillars.flatMap((pillar, p) => pillar.questions.map((_, q) => `pillars.${p}.questions.${q}`));
  const questions = lensQuestions(lens).map(({ question }) => question);
  findings.push(...duplicates(questions.map((question, index) => [question.id, `${places[index]}.id`])));
  for (const [index, question] of questions.entries()) {
    findings.push(...lintQuestion(question, places[index] ?? ""), ...lintTargets(lens, question, places[index] ?? ""));
  }
  return findings;
}

function duplicates(ids: [id: string, path: string][]): LensFinding[] {
  const seen = new Map<string, string>();
  const findings: LensFinding[] = [];
  for (const [id, path] of ids) {
    const first = seen.get(id);
    if (first === undefined) seen.set(id, path);
    else
      findings.push({ rule: "duplicate-id", severity: "error", path, message: `"${id}" is used already at ${first}.` });
  }
  return findings;
}

function lintTargets(lens: Lens, question: Question, path: string): LensFinding[] {
  const unknown = (question.lintel?.targets ?? []).filter((id) => !Object.hasOwn(lens.lintel?.targets ?? {}, id));
  return unknown.map((id) => ({
    rule: "unknown-target",
    severity: "error",
    path: `${path}.lintel.targets`,
    message: `The lens has no target "${id}".`,
  }));
}

function lintQuestion(question: Question, path: string): LensFinding[] {
  const findings = duplicates(question.choices.map((choice, index) => [choice.id, `${path}.choices.${index}.id`]));
  const rules = readRules(question, path, findings);
  if (!question.riskRules.some((rule) => rule.condition.trim() === "default")) {
    const message = "There is no default rule, so some answers have no risk at all. End the rules with one.";
    findings.push({ rule: "missing-default", severity: "error", path: `${path}.riskRules`, message });
  }
  if (findings.some((finding) => finding.severity === "error")) return findings;
  const risks = outcomes(question, rules, path, findings);
  return [...findings, ...lintChoices(question, risks, path)];
}

type ReadRule = { condition: Condition; risk: LensRisk };

function readRules(question: Question, path: string, findings: LensFinding[]): ReadRule[] {
  const known = new Set(question.choices.map((choice) => choice.id));
  const used = new Set<LensRisk>();
  const rules: ReadRule[] = [];
  for (const [index, rule] of question.riskRules.entries()) {
    const place = `${path}.riskRules.${index}`;
    if (used.has(rule.risk)) {
      const message = `Two rules give ${rule.risk}; join their conditions with ||.`;
      findings.push({ rule: "repeated-risk", severity: "warning", path: `${place}.risk`, message });
    }
    used.add(rule.risk);
    try {
      const condition = parseCondition(rule.condition);
      rules.push({ condition, risk: rule.risk });
      for (const choice of conditionChoices(condition)) {
        if (known.has(choice.id)) continue;
        const message = `The question has no choice "${choice.id}" (character ${choice.at + 1}).`;
        findings.push({ rule: "unknown-choice", severity: "error", path: `${place}.condition`, message });
      }
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      findings.push({
        rule: "unreadable-condition",
        severity: "error",
        path: `${place}.condition`,
        message: `${error.message}.`,
      });
    }
  }
  return rules;
}

/**
 * The severity of every possible answer. An answer is a set of the ordinary choices, one bit each; the empty set stands for
 * "none of these". At most 15 choices make at most 32,768 answers, so all of them are tried instead of reasoning about
 * the formulas.
 */
function outcomes(question: Question, rules: ReadRule[], path: string, findings: LensFinding[]): Uint8Array {
  const ordinary = question.choices.filter((choice) => !isNoneOfThese(choice)).map((choice) => choice.id);
  const none = new Set(question.choices.filter(isNoneOfThese).map((choice) => choice.id));
  const bits = new Map(ordinary.map((id, index) => [id, 1 << index]));
  const size = 1 << ordinary.length;
  const tables = rules.map((rule) => truthTable(rule.condition, bits, none, size));
  const holds = rules.map(() => false);
  const decides = rules.map(() => false);
  const severities = rules.map(({ risk }) => SEVERITY[risk]);
  const risks = new Uint8Array(size);
  for (let answer = 0; answer < size; answer += 1) {
    let decided = -1;
    for (const [index, table] of tables.entries()) {
      if ((table[answer >>> 5]! & (1 << (answer & 31))) === 0) continue; // a table has a bit for every answer
      holds[index] = true;
      if (decided < 0) decided = index;
    }
    decides[decided] = true;
    risks[answer] = severities[decided]!; // the default rule, known to exist, decides where no other does
  }
  for (const [index] of rules.entries()) {
    if (decides[index]) continue;
    const place = `${path}.riskRules.${index}`;
    if (holds[index]) {
      const message = "An earlier rule always matches first, so this rule is never reached.";
      findings.push({ rule: "unreachable-rule", severity: "error", path: place, message });
    } else {
      const message = "The condition contradicts itself: no answer can fulfil it.";
      findings.push({ rule: "contradiction", severity: "error", path: place, message });
    }
  }
  return risks;
}

/** The first five choices alternate within a word of 32 answers; these are their columns of the table. */
const COLUMNS = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000];

/**
 * Whether the condition holds, for all answers at once, a bit for each: a lens of 500 KB can hold 100,000 terms, and to try each
 * on 32,768 answers one by one is three billion steps.
 */
function truthTable(condition: Condition, bits: Map<string, number>, none: Set<string>, size: number): Uint32Array {
  const words = Math.max(1, size >>> 5);
  if (condition.kind === "default") return new Uint32Array(words).fill(0xffffffff);
  if (condition.kind === "choice") {
    const table = new Uint32Array(words);
    if (none.has(condition.id)) {
      table[0] = 1;
      return table;
    }
    const bit = bits.get(condition.id) ?? 0;
    const column = COLUMNS[Math.log2(bit)];
    return column === undefined ? table.map((_, word) => ((word << 5) & bit ? 0xffffffff : 0)) : table.fill(column);
  }
  if (condition.kind === "not") return truthTable(condition.operand, bits, none, size).map((word) => ~word);
  const left = truthTable(condition.left, bits, none, size);
  const right = truthTable(condition.right, bits, none, size);
  const isAnd = condition.kind === "and";
  return left.map((word, index) => (isAnd ? word & right[index]! : word | right[index]!)); // both have the same length
}

function lintChoices(question: Question, risks: Uint8Array, path: string): LensFinding[] {
  const findings: LensFinding[] = [];
  let bit = 1;
  for (const [index, choice] of question.choices.entries()) {
    if (isNoneOfThese(choice)) continue;
    const place = `${path}.choices.${index}`;
    let [lowers, raises] = [false, false];
    for (let answer = 0; answer < risks.length; answer += 1) {
      if (answer & bit) continue;
      const change = risks[answer | bit]! - risks[answer]!; // an answer with one more bit is one of them
      if (change < 0) lowers = true;
      else if (change > 0) raises = true;
    }
    bit <<= 1;
    if (!lowers && !raises) {
      const message = `Selecting "${choice.title}" never changes the risk. Name it in a rule or leave it out.`;
      findings.push({ rule: "dead-choice", severity: "warning", path: place, message });
    } else if (lowers && raises) {
      const message = `Selecting "${choice.title}" sometimes lowers and sometimes raises the risk.`;
      findings.push({ rule: "penalised-choice", severity: "warning", path: place, message });
    }
  }
  if (!risks.includes(SEVERITY.NO_RISK)) {
    const message = "No answer leads to NO_RISK, so the question can never be closed.";
    findings.push({ rule: "no-good-answer", severity: "warning", path: `${path}.riskRules`, message });
  }
  return findings;
}
