import type { Pillar } from "../../lens";
import { writeQuestion } from "../write-question";

export const observability: Pillar = {
  id: "observability",
  name: "Observability",
  questions: [
    writeQuestion("observability_logs", "Can a log line be found, read by a program, and shown to an auditor?", {
      why: "Logs are written for the worst hour of the year. Prose without ids is useless then, and secrets in logs are an incident of their own.",
      weight: 3,
      targets: ["errors_correlated"],
      choices: [
        [
          "structured",
          "Logs are structured, with the same fields in every service",
          "Log JSON with agreed names for time, level, service, operation, user and duration.",
        ],
        [
          "correlated",
          "{errors_correlated} of the logged errors carry a correlation id",
          "Take the id from the request context in the logger itself, so that no call site can forget it.",
        ],
        [
          "error_codes",
          "Each error has a stable code that can be counted",
          "Log the code, not only the text, and keep the list of codes with their meaning.",
        ],
        [
          "clean",
          "Secrets and personal data are kept out, and that is checked",
          "Redact by field name in the logger, and search a sample of real logs for what must not be there.",
        ],
      ],
      none: "structured && correlated && error_codes && clean",
      medium: "structured && correlated",
    }),
    writeQuestion("observability_correlation", "Can one request be followed through every part it touched?", {
      why: "In a distributed system the cause is rarely where the symptom is. One id from edge to last queue joins the pieces.",
      weight: 2,
      choices: [
        [
          "at_the_edge",
          "An id is made or accepted at the edge and returned to the caller",
          "Accept a valid incoming id, make one otherwise, and put it in each response.",
        ],
        [
          "propagated",
          "It travels through every call, job and message",
          "Carry it in headers and message envelopes by middleware, and test a path with a queue in it.",
        ],
        [
          "searchable",
          "Searching it shows logs and traces of all services together",
          "Send everything to one place, and try the search as part of on-call training.",
        ],
      ],
      none: "at_the_edge && propagated && searchable",
      medium: "at_the_edge && propagated",
    }),
    writeQuestion("observability_metrics", "Do metrics show load, errors, time and fullness of each part?", {
      why: "Four numbers per part answer most questions of an incident; a thousand numbers answer none.",
      weight: 2,
      choices: [
        [
          "requests",
          "Rate, errors and duration are measured per endpoint and per dependency",
          "Instrument the framework once, with histograms for time.",
        ],
        [
          "saturation",
          "The fullness of pools, queues, disks and quotas is measured",
          "Export used and limit of each bounded resource, and alert on the time until full.",
        ],
        [
          "business",
          "The few numbers the business watches are measured too",
          "Count orders, sign-ups or payments; a drop there finds faults that no error shows.",
        ],
        [
          "bounded_labels",
          "Labels cannot grow without bound",
          "Keep ids out of labels, and limit the number of series per service.",
        ],
      ],
      none: "requests && saturation && business && bounded_labels",
      medium: "requests && saturation",
    }),
    writeQuestion("observability_tracing", "Do traces explain where the time of a slow request went?", {
      why: "Percentiles say that something is slow; a trace says what, without asking every team in turn.",
      weight: 1,
      choices: [
        [
          "traced",
          "Calls between services and to stores are traced",
          "Use OpenTelemetry instrumentation for frameworks, drivers and brokers.",
        ],
        [
          "sampled",
          "Sampling keeps the slow and the failed",
          "Sample by the tail or raise the rate on errors, so that the interesting traces survive.",
        ],
        [
          "across_queues",
          "A trace continues across queues and jobs",
          "Carry the trace context in the message, and link the consumer's span to it.",
        ],
      ],
      none: "traced && sampled && across_queues",
    }),
    writeQuestion("observability_slos", "Are there objectives from the user's side, and do they decide anything?", {
      why: "Without an objective every blip is urgent or none is. With one, the team knows when to ship and when to repair.",
      weight: 3,
      choices: [
        [
          "indicator",
          "Each important journey has an indicator: good events over all events",
          "Choose what a user would call working, and measure it where the user is.",
        ],
        [
          "objective",
          "Each indicator has an objective and a window",
          "Begin with what is achieved today, and agree on what is wanted.",
        ],
        [
          "covered",
          "Each service that faces users is covered by an objective",
          "Add the services that are missing, or say which journey covers them.",
        ],
        [
          "budget",
          "A spent error budget has a consequence that was agreed",
          "Write down what stops and who decides when the budget is gone.",
        ],
      ],
      none: "indicator && objective && covered && budget",
      medium: "indicator && objective",
    }),
    writeQuestion("observability_alerts", "Does every alert mean that somebody must act now?", {
      why: "People ignore alerts that cry without cause, the real one included. An alert without a runbook wakes someone to start from nothing.",
      weight: 2,
      choices: [
        [
          "symptoms",
          "Alerts that page fire on symptoms users feel",
          "Alert on error-budget burn, latency and stopped journeys; causes go to dashboards.",
        ],
        [
          "runbooks",
          "Each alert links to a runbook",
          "Write first checks, likely causes and the safe remedy; update it after each use.",
        ],
        [
          "levels",
          "What must wake somebody and what can wait are told apart",
          "Give each alert the level “page” or “ticket”, and review pages that needed no action.",
        ],
      ],
      none: "symptoms && runbooks && levels",
      medium: "symptoms && (runbooks || levels)",
    }),
    writeQuestion("observability_dashboards", "Is there one place to look first?", {
      why: "In the first five minutes a good overview saves an hour; forty dashboards cost one.",
      weight: 1,
      choices: [
        [
          "overview",
          "One overview shows the health of the user journeys",
          "Put the objectives on top, then load, errors and time of each service, with deployments marked.",
        ],
        [
          "per_service",
          "Each service has a dashboard with the same layout",
          "Generate it from a template, so that anybody can read any service.",
        ],
        [
          "maintained",
          "Each dashboard has an owner, and unused ones go",
          "Name the team on it, and remove what nobody opened in a quarter.",
        ],
      ],
      none: "overview && per_service && maintained",
    }),
    writeQuestion("observability_on_call", "Is it clear who is called, and can they act?", {
      why: "The best alert is worth nothing if it reaches nobody who may restart the service.",
      weight: 2,
      choices: [
        [
          "rota",
          "There is a rota with hours and a substitute",
          "Agree on hours that match the objective, and spread the load over enough people.",
        ],
        [
          "escalation",
          "Escalation is written down, vendors included",
          "Name who is called after how many minutes, and the support contacts of each dependency.",
        ],
        [
          "learning",
          "Incidents are reviewed without blame, and their actions done",
          "Write what happened, what helped and what changes, and track the actions like other work.",
        ],
      ],
      none: "rota && escalation && learning",
      medium: "rota && (escalation || learning)",
    }),
  ],
};
