import { allOf, anyOf, type Check, chosen, everyItem, filled, has, ready, says, someItems } from "./check";

/** "Order service" is meant by an SLO on "orders" or on "POST /v1/orders" alike. */
const firstWord = (name: string) => name.trim().toLowerCase().split(/\W/, 1)[0] ?? "";

export const observabilityChecks: Record<string, Check> = {
  observability_logs: {
    structured: says("reliability.logs", /structured|json|key[- ]value|fields/i),
    correlated: says(["reliability.logs", "contract.correlationIds"], /correlation|request[- ]id|trace[- ]?id/i),
    error_codes: says("reliability.logs", /\bcodes?\b/i),
    clean: says("reliability.logs", /(never|not) (be )?log|redact|mask|no (personal|secrets|tokens|passwords)|scrub/i),
  },
  observability_correlation: {
    at_the_edge: says("contract.correlationIds", /edge|gateway|header|generat|accept|creat|made/i),
    propagated: says(
      ["contract.correlationIds", "reliability.tracing", "reliability.logs"],
      /propagat|pass\w* (on|along)|forward|carried|every (call|hop|service)|across/i,
    ),
    searchable: says(
      ["reliability.logs", "reliability.tracing", "reliability.dashboards"],
      /search|one place|central|loki|elastic|opensearch|datadog|splunk|grafana/i,
    ),
  },
  observability_metrics: {
    requests: says("reliability.metrics", /\bRED\b|rate|errors?|duration|latency/i),
    saturation: says("reliability.metrics", /saturation|pool|queue|utili[sz]ation|disk|\bUSE\b/i),
    business: says(
      ["reliability.metrics", "reliability.dashboards"],
      /business|orders?|sign-?ups?|payments?|revenue|conversion/i,
    ),
    bounded_labels: says("reliability.metrics", /labels?|cardinality/i),
  },
  observability_tracing: {
    traced: anyOf(filled("reliability.tracing"), chosen("architecture.observabilityPatterns.selected", "tracing")),
    sampled: says("reliability.tracing", /sampl/i),
    across_queues: says("reliability.tracing", /queue|kafka|message|async|job|broker|stream/i),
  },
  observability_slos: {
    indicator: everyItem({
      items: (spec) => spec.reliability.slos,
      path: "reliability.slos",
      field: "sli",
      good: (slo) => has(slo.sli),
      claim: "The SLOs name their indicator",
    }),
    objective: everyItem({
      items: (spec) => spec.reliability.slos,
      path: "reliability.slos",
      field: "objective",
      good: (slo) => slo.objective !== null && has(slo.window),
      claim: "The SLOs have objective and window",
    }),
    covered: ({ spec }) => {
      const covers = spec.reliability.slos.map((slo) => `${slo.endpoint} ${slo.name}`.toLowerCase()).join("\n");
      if (spec.reliability.slos.length === 0) return null;
      const facing = spec.services.services.filter((service) =>
        service.apiStyles.some((style) => style === "rest" || style === "graphql"),
      );
      const open = facing.find((service) => has(service.name) && !covers.includes(firstWord(service.name)));
      const path = "reliability.slos";
      if (facing.length === 0) return null;
      if (open) return { path, sentence: `No SLO names the service ${open.name.trim()}.`, shows: false };
      return {
        path,
        sentence: `Each of the ${facing.length} services that face callers is named by an SLO.`,
        shows: true,
      };
    },
    budget: says(["reliability.onCall", "reliability.degradation", "operations.rollout"], /error[- ]budget/i),
  },
  observability_alerts: {
    symptoms: someItems({
      items: (spec) => spec.reliability.alerts,
      path: "reliability.alerts",
      good: (alert) =>
        /error|latency|p9\d|availab|burn|fail|slow|5xx|success|lag/i.test(`${alert.name} ${alert.condition}`),
      claim: "Alerts on errors, latency or availability",
    }),
    runbooks: everyItem({
      items: (spec) => spec.reliability.alerts,
      path: "reliability.alerts",
      field: "runbook",
      good: (alert) => has(alert.runbook),
      claim: "The alerts have a runbook",
    }),
    levels: everyItem({
      items: (spec) => spec.reliability.alerts,
      path: "reliability.alerts",
      field: "severity",
      good: (alert) => alert.severity !== "",
      claim: "The alerts are told apart as page or ticket",
    }),
  },
  observability_dashboards: {
    overview: filled("reliability.dashboards"),
    per_service: says("reliability.dashboards", /per service|each service|every service|template/i),
    maintained: says("reliability.dashboards", /owner|owned|team|maintain|on[- ]call/i),
  },
  observability_on_call: {
    rota: filled("reliability.onCall"),
    escalation: says("reliability.onCall", /escalat|after \d+|vendor|second(ary)? (line|level|on)/i),
    learning: says("reliability.onCall", /post[- ]?mortem|incident review|blameless|retrospective|reviewed/i),
  },
  documentation_handover: {
    runbook: ready("runbook"),
    monitoring_guide: ready("monitoringGuide"),
    settings: allOf(ready("configuration"), ready("errorHandling")),
    owners: everyItem({
      items: ({ deliverables }) =>
        Object.entries(deliverables).flatMap(([id, value]) =>
          typeof value === "object" && value.state !== "" && value.state !== "not_needed"
            ? [{ id, owner: value.owner }]
            : [],
        ),
      path: "deliverables",
      good: ({ owner }) => has(owner),
      claim: "The deliverables have an owner",
    }),
  },
};
