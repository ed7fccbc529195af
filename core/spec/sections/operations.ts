import { choice, list, markdown, number, section, text } from "../field";

export const operations = section(
  "operations",
  "Deployment & operations",
  "How a change reaches users, how it is taken back, and what running it costs.",
  {
    environments: list(
      "Environments",
      "Each place the system runs in.",
      { item: "environment", title: "name", layout: "table" },
      {
        name: text("Name"),
        purpose: text("Purpose"),
        data: choice("Data", [
          ["synthetic", "Synthetic"],
          ["masked", "Masked copy"],
          ["production", "Production"],
        ]),
        access: text("Access", "Who may enter, and how."),
      },
    ),
    pipeline: markdown("Pipeline", "Steps from commit to production, gates, how long it takes."),
    infrastructureAsCode: markdown("Infrastructure as code", "Tool, where it lives, how drift is found."),
    rollout: markdown("Rollout", "Canary, blue-green or rolling; what stops it."),
    rollback: markdown("Rollback", "How, how fast, and what it does to data."),
    featureFlags: markdown("Feature flags", "Which, who may switch them, when they are removed.", { optional: true }),
    healthChecks: markdown("Health checks", "Liveness and readiness, what each looks at."),
    configuration: markdown("Configuration", "Where it comes from, how it is validated and changed."),
    capacity: markdown("Capacity", "Instances, sizes, head room, limits of the platform."),
    monthlyCost: number("Cost", "per month", "In the currency named in the note."),
    costNote: markdown("Cost note", "What drives it, and how it grows with load.", { optional: true }),
  },
);
