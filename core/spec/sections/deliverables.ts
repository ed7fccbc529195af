import { choice, group, section, text } from "../field";

const deliverable = (label: string, help: string) =>
  group(label, help, {
    state: choice("State", [
      ["missing", "Missing"],
      ["started", "Started"],
      ["ready", "Ready"],
      ["not_needed", "Not needed"],
    ]),
    link: text("Link", "Where it is.", { optional: true }),
    owner: text("Owner", "Who keeps it.", { optional: true }),
  });

export const deliverables = section(
  "deliverables",
  "Deliverables",
  "What is handed over with the system, in which state, and who keeps it.",
  {
    contractDocumentation: deliverable("Contract documentation", "What callers read."),
    schemaMigrations: deliverable("Schema & migrations", "The schema and the scripts that reach it."),
    securityModel: deliverable("Security model", "Roles, trust boundaries, threats."),
    errorHandling: deliverable("Error handling", "Codes, and what a caller does on each."),
    cachingScaling: deliverable("Caching & scaling", "How it is tuned and grown."),
    configuration: deliverable("Configuration", "Every setting with its default."),
    runbook: deliverable("Runbook", "What to do when an alert fires."),
    monitoringGuide: deliverable("Monitoring guide", "Which graph says what."),
    benchmarks: deliverable("Benchmarks", "Measured speed, with the way to repeat it."),
    securityAudit: deliverable("Security audit", "Findings and what became of them."),
    loadTest: deliverable("Load test", "Scenario, result, limits found."),
    usageGuide: deliverable("Usage guide", "How users and callers begin."),
  },
);
