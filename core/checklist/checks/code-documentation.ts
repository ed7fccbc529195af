import type { Spec } from "../../spec/definition";
import { type Check, everyItem, has, type ItemsProbe, says, saysAmount } from "./check";

const PIPELINE = ["operations.pipeline"] as const;

type Decision = Spec["decisions"]["decisions"][number];

const decisions = (probe: Pick<ItemsProbe<Decision>, "good" | "claim" | "field">) =>
  everyItem({
    items: (spec) => spec.decisions.decisions.filter((decision) => decision.status !== "rejected"),
    path: "decisions.decisions",
    ...probe,
  });

export const codeDocumentationChecks: Record<string, Check> = {
  code_coverage: {
    business: saysAmount(PIPELINE, /(?:coverage|covered)\D{0,40}?(\d+(?:\.\d+)?)\s*%/i, "%", "coverage_business"),
    critical: saysAmount(PIPELINE, /critical\D{0,60}?(\d+(?:\.\d+)?)\s*%/i, "%", "coverage_critical"),
    gated: says(
      PIPELINE,
      /coverage.{0,60}(gate|block|fail|stop|require)|(gate|block|fail|stop|require)\w*.{0,60}coverage/i,
    ),
  },
  code_test_levels: {
    rules: says(PIPELINE, /unit[- ]tests?|property/i),
    integration: says(PIPELINE, /integration[- ]tests?/i),
    journeys: says(PIPELINE, /end[- ]to[- ]end|\be2e\b|journey|browser test/i),
  },
  code_review: {
    second_person: says(PIPELINE, /code review|reviewed|second (person|pair)|pull request|merge request|approval/i),
    static_checks: says(PIPELINE, /lint|static|type[- ]?check|format/i),
  },
  code_structure: {
    responsibilities: everyItem({
      items: (spec) => spec.services.services,
      path: "services.services",
      field: "responsibility",
      good: (service) => has(service.responsibility) && has(service.owner),
      claim: "The services have a responsibility and an owner",
    }),
    enforced: says(
      ["operations.pipeline", "architecture.architectureStyle.rationale"],
      /import rule|dependency rule|boundar\w+.{0,40}(enforce|check|fail)|(enforce|check)\w*.{0,40}boundar/i,
    ),
    own_data: everyItem({
      items: (spec) => spec.data.stores,
      path: "data.stores",
      field: "owner",
      good: (store) => store.owner !== "",
      claim: "The stores have one owning service",
    }),
  },
  documentation_decisions: {
    recorded: decisions({
      field: "consequences",
      good: (decision) => has(decision.context) && has(decision.consequences),
      claim: "The decisions have context and consequences",
    }),
    alternatives: decisions({
      field: "options",
      good: (decision) => decision.options.length >= 2,
      claim: "The decisions weigh at least two options",
    }),
    confidence: decisions({
      field: "confidence",
      good: (decision) => decision.confidence !== "" && has(decision.revisit),
      claim: "The decisions state confidence and when to look again",
    }),
  },
};
