import { type Check, everyItem, filled, has, says, saysAmount, someItems } from "./check";

export const operationsChecks: Record<string, Check> = {
  operations_pipeline: {
    single_path: filled("operations.pipeline"),
    gates: says("operations.pipeline", /\btests?\b|lint|scan|gate/i),
    one_artefact: says("operations.pipeline", /artefact|artifact|image|build once|promot|same build/i),
    quick: says("operations.pipeline", /\b([1-5]?\d)\s*min/i),
  },
  operations_infrastructure: {
    as_code: filled("operations.infrastructureAsCode"),
    drift: says("operations.infrastructureAsCode", /drift/i),
    rebuilt: says(
      ["operations.infrastructureAsCode", "operations.pipeline"],
      /rebuil|from nothing|from scratch|ephemeral|preview environment|temporary/i,
    ),
  },
  operations_environments: {
    alike: someItems({
      items: (spec) => spec.operations.environments,
      path: "operations.environments",
      good: (environment) => /stag|pre-?prod|acceptance/i.test(environment.name),
      claim: "Environments that resemble production",
    }),
    safe_data: everyItem({
      items: (spec) => spec.operations.environments.filter((environment) => !/^prod/i.test(environment.name.trim())),
      path: "operations.environments",
      field: "data",
      good: (environment) => environment.data === "synthetic" || environment.data === "masked",
      claim: "The environments before production hold synthetic or masked data",
    }),
    access: everyItem({
      items: (spec) => spec.operations.environments,
      path: "operations.environments",
      field: "access",
      good: (environment) => has(environment.access),
      claim: "The environments say who may enter",
    }),
  },
  operations_rollout: {
    gradual: says("operations.rollout", /canary|blue[- ]green|rolling|gradual|step|percent|\d+\s*%/i),
    automatic_stop: says(
      "operations.rollout",
      /(stop|abort|halt|rolls? back|revert)\w*.{0,60}(error|latency|automatic|metric|burn|slo|p9\d)|automatic\w*.{0,40}(stop|abort|roll)/i,
    ),
    compatible: says(
      ["operations.rollout", "operations.rollback", "data.migration.expand"],
      /compatib|side by side|both versions|old (code|version)|one release/i,
    ),
    flags: filled("operations.featureFlags"),
  },
  operations_rollback: {
    fast: saysAmount(
      ["operations.rollback"],
      /(\d+(?:\.\d+)?)\s*(min|minutes?|s\b|seconds?|h\b|hours?)/i,
      "min",
      "rollback_time",
    ),
    data_safe: says(["operations.rollback", "data.migration.rollback"], /data|column|schema|compatib|migration/i),
    rehearsed: says("operations.rollback", /rehears|practi[sc]|drill|test|monthly|exercis/i),
  },
  operations_health: {
    liveness: says("operations.healthChecks", /live/i),
    readiness: says("operations.healthChecks", /read(y|iness)/i),
    draining: says(
      ["operations.healthChecks", "operations.rollout", "operations.rollback"],
      /drain|graceful|sigterm|finish/i,
    ),
  },
  operations_configuration: {
    validated: says("operations.configuration", /validat|refus\w* to start|schema|parsed|checked at start/i),
    documented: says("operations.configuration", /document|table|default/i),
    traceable: says("operations.configuration", /git|version|history|audit|review/i),
  },
  operations_capacity: {
    sized: filled("operations.capacity"),
    limits: says("operations.capacity", /limit|quota|max/i),
    cost_known: ({ spec }) => {
      const cost = spec.operations.monthlyCost;
      if (cost === null) return null;
      const sentence = `Operations › Cost is given as ${cost.toLocaleString("en-US")} per month.`;
      return { path: "operations.monthlyCost", sentence, shows: true };
    },
    cost_watched: says(["operations.costNote", "operations.capacity"], /budget|alert|alarm|watch/i),
  },
};
