import { allOf, type Check, everyItem, filled, given, has, set } from "./check";
import { dataIntegrityChecks } from "./data-integrity";
import { reliabilityChecks } from "./reliability";
import { securityChecks } from "./security";

const PATTERNS = ["architectureStyle", "communication", "dataPattern", "deployment"] as const;

/** What another check already looks for. Absent only if that check is renamed, which a test on the registry would show. */
const from = (checks: Record<string, Check>, question: string, choice: string) =>
  checks[question]?.[choice] ?? (() => null);

export const qualityChecks: Record<string, Check> = {
  quality_requirements: {
    problem_stated: allOf(
      filled("requirements.problem"),
      filled("requirements.goals"),
      filled("requirements.nonGoals"),
    ),
    traced: everyItem({
      items: (spec) => spec.requirements.functional,
      path: "requirements.functional",
      field: "priority",
      good: (requirement) => has(requirement.text) && requirement.priority !== "",
      claim: "The functional requirements have a priority",
    }),
    patterns_reasoned: everyItem({
      items: ({ architecture }) =>
        PATTERNS.map((id) => ({ id, ...architecture[id] })).filter((pattern) => pattern.selected.length > 0),
      path: "architecture",
      field: "rationale",
      good: (pattern) => has(pattern.rationale),
      claim: "The chosen patterns have a rationale",
    }),
  },
  quality_scalability: {
    numbers: given(
      ["users", "averageRate", "peakRate", "dataVolume", "growth"].map((key) => `requirements.scale.${key}`),
      "The numbers of the expected scale are given",
    ),
    bottleneck: filled("performance.scalingPath"),
    targets: everyItem({
      items: (spec) => spec.performance.targets,
      path: "performance.targets",
      field: "measuredBy",
      good: (target) => target.value !== null && has(target.measuredBy),
      claim: "The quality targets have a value and a way of measuring",
    }),
  },
  quality_security: {
    requirements_confirmed: allOf(
      set("requirements.securityConfirmation.confirmed"),
      filled("requirements.securityConfirmation.confirmedBy"),
    ),
    access: allOf(filled("security.authentication"), filled("security.authorization")),
    protection: allOf(
      filled("security.encryptionInTransit"),
      filled("security.encryptionAtRest"),
      filled("security.secrets"),
      filled("security.inputValidation"),
      filled("security.rateLimiting"),
    ),
    threats: from(securityChecks, "security_threats", "modelled"),
  },
  quality_consistency: {
    needs: filled("requirements.consistency"),
    transactions: filled("data.consistency"),
    schema: allOf(
      from(dataIntegrityChecks, "data_constraints", "primary_keys"),
      from(dataIntegrityChecks, "data_constraints", "foreign_keys"),
    ),
  },
  quality_failures: {
    scenarios: allOf(
      from(reliabilityChecks, "reliability_failures", "listed"),
      from(reliabilityChecks, "reliability_failures", "noticed"),
      from(reliabilityChecks, "reliability_failures", "recovered"),
    ),
    bounded_calls: from(reliabilityChecks, "reliability_timeouts", "all_calls"),
    backups: allOf(
      given(["data.backup.rto", "data.backup.rpo"], "The recovery objectives are set"),
      filled("data.backup.restoreTest"),
    ),
  },
  quality_next_steps: {
    steps: everyItem({
      items: (spec) => spec.decisions.nextSteps,
      path: "decisions.nextSteps",
      good: (step) => has(step.owner) && step.due !== "",
      claim: "The next steps have owner and date",
    }),
    questions_owned: everyItem({
      items: (spec) => spec.decisions.questions,
      path: "decisions.questions",
      field: "owner",
      good: (question) => has(question.owner),
      claim: "The open questions name who must answer",
    }),
    risks: allOf(
      everyItem({
        items: (spec) => spec.decisions.risks,
        path: "decisions.risks",
        field: "mitigation",
        good: (risk) => has(risk.mitigation) && risk.likelihood !== "" && risk.impact !== "",
        claim: "The risks have likelihood, impact and mitigation",
      }),
      everyItem({
        items: (spec) => spec.decisions.assumptions,
        path: "decisions.assumptions",
        field: "ifWrong",
        good: (assumption) => has(assumption.ifWrong),
        claim: "The assumptions say what breaks if they are wrong",
      }),
    ),
  },
};
