import type { PartialSection } from "../template";
import { diagrams } from "./diagrams";

export const architecture: PartialSection<"architecture"> = {
  architectureStyle: {
    selected: ["microservices"],
    rationale: `Three services along the three teams. Their loads differ (85 % of traffic is browsing), their data differ in sensitivity, and they release
at different speeds. Rejected: a modular monolith keeps one release train and lets a checkout incident take down browsing; finer services
(stock, search, mail apart) would add calls and on-call rotations that twelve people cannot carry.`,
    confidence: "high",
  },
  communication: {
    selected: ["rest", "event_driven"],
    rationale: `REST where an answer is needed now: from outside, and for reserving stock. Events for everything that may happen a second later. There is
exactly one synchronous call between services; a second one needs a decision of its own. gRPC was rejected: no team runs it, and at
5 reservations a second its speed buys nothing.`,
    confidence: "high",
  },
  dataPattern: {
    selected: ["crud"],
    rationale: `Rows are written in place; history is kept where someone asks for it (order_status_changes, audit_entries). Event sourcing was rejected:
no requirement needs past states to be computed anew, and erasure becomes hard. Read replicas give browsing its own capacity without CQRS.`,
    confidence: "high",
  },
  deployment: {
    selected: ["container"],
    rationale:
      "One image per service on the Platform team's Kubernetes, in three zones. Functions were rejected: cold starts break the p99, and pooled database connections do not fit them.",
    confidence: "high",
  },
  apiContract: {
    selected: ["openapi", "asyncapi"],
    rationale:
      "OpenAPI 3.1 for requests, AsyncAPI 3 for events. Both are written before the code, checked for breaking changes in the pipeline, and used for validation at run time.",
    confidence: "high",
  },
  migrationStrategy: {
    selected: ["expand_contract", "shadow_writes", "backfill"],
    rationale:
      "The present shop keeps running and stays the truth while the new databases fill beside it. Areas move one by one behind a flag and can move back for 30 days. A switch over one weekend was rejected: nobody could prove the data equal in two days.",
    confidence: "medium",
  },
  reliabilityPatterns: {
    selected: ["timeouts", "retries", "circuit_breakers", "bulkheads", "dlq"],
    rationale:
      "Every call has a budget that covers its retries, and only one layer retries. Breakers and separate pools keep a slow neighbour from taking all workers, which is what happens today. What cannot be handled goes to a dead-letter topic that opens a ticket.",
    confidence: "medium",
  },
  observabilityPatterns: {
    selected: ["logs", "metrics", "tracing", "slos"],
    rationale:
      "OpenTelemetry everywhere, one correlation id from gateway to event. Alerts come from SLO burn rates, not from CPU.",
    confidence: "high",
  },
  overview: `A customer's request enters at the gateway, which routes it by path to one of three services.

- The **User service** knows people. It issues tokens, so the others can check who is asking without asking back.
- The **Product service** knows what can be sold and how much of it is left. Browsing and search read from replicas and a cache; stock is
  decided by one row and one lock on the primary.
- The **Order service** knows what was bought. Placing an order holds stock by one call, stores everything in one transaction and answers.
  Charging, shipping and telling follow from there, each step by itself, each repeatable.

New against the present shop: the payment provider is off the path of the request; stock is held before an order exists; every effect
outside a database is driven by a row that says it is still to be done.`,
  diagrams,
};
