import { choice, list, markdown, number, section, text } from "../field";

export const reliability = section(
  "reliability",
  "Reliability & observability",
  "What fails, who notices, what users see, and how the team knows.",
  {
    failures: list(
      "Failure scenarios",
      "What can fail, how it is noticed, what users see, and the way back.",
      { item: "failure scenario", title: "failure", layout: "cards" },
      {
        failure: text("What fails"),
        detection: text("How it is noticed"),
        impact: text("What users see"),
        mitigation: markdown("Mitigation", "What limits the damage by itself."),
        recovery: markdown("Recovery", "What a person does, and how long it takes."),
        severity: choice("Severity", [
          ["low", "Low"],
          ["medium", "Medium"],
          ["high", "High"],
        ]),
      },
    ),
    degradation: markdown("Graceful degradation", "What is switched off first, and what always works."),
    slos: list(
      "SLIs & SLOs",
      "What is measured from the user's side, and the objective.",
      { item: "SLO", title: "name", layout: "table" },
      {
        name: text("Name"),
        sli: text("SLI", "The ratio that is measured: good events over all events."),
        objective: number("Objective", "%", undefined, { max: 100 }),
        window: text("Window", "Such as “30 days”."),
        endpoint: text("Endpoint or service", "What it covers.", { optional: true }),
      },
    ),
    logs: markdown("Logs", "Structure, stable error codes, correlation ids, retention, what is never logged."),
    metrics: markdown("Metrics", "Rate, errors, duration, saturation; names and labels."),
    tracing: markdown("Tracing", "What is traced, sampling, how it crosses queues."),
    dashboards: markdown("Dashboards", "Which exist, and who looks at them."),
    alerts: list(
      "Alerts",
      "On symptoms users feel, each with a runbook.",
      { item: "alert", title: "name", layout: "table" },
      {
        name: text("Name"),
        condition: text("Condition", "Symptom, threshold and window."),
        severity: choice("Severity", [
          ["page", "Page"],
          ["ticket", "Ticket"],
        ]),
        runbook: text("Runbook", "Link or section."),
      },
    ),
    onCall: markdown("On-call", "Who is called, hours, escalation."),
  },
);
