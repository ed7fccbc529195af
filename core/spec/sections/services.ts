import { choice, choices, flag, list, markdown, number, reference, section, tags, text } from "../field";

const apiStyles = [
  ["rest", "REST"],
  ["graphql", "GraphQL"],
  ["grpc", "gRPC"],
  ["events", "Events"],
  ["websocket", "WebSocket"],
  ["batch", "Batch or file"],
] as const;

const part = {
  name: text("Name"),
  responsibility: markdown("Responsibility", "What it does, in a sentence, and what it does not do."),
  owner: text("Owner", "The team that answers for it."),
  database: text("Database", "Its own store, such as “PostgreSQL 18, orders”. The same text names the same store.", {
    optional: true,
  }),
  cache: text("Cache", "Such as “Redis, product cache”.", { optional: true }),
  queue: text("Queue", "Broker or stream, such as “Kafka, order events”.", { optional: true }),
  apiStyles: choices("APIs", apiStyles, "Every style in which it is called.", { other: true }),
  publishes: tags("Events published", "Event names, such as OrderCreated.", { optional: true }),
  consumes: tags("Events consumed", "Event names.", { optional: true }),
  dataClassification: choice("Data classification", [
    ["public", "Public"],
    ["internal", "Internal"],
    ["confidential", "Confidential"],
    ["restricted", "Restricted", "Personal, payment or health data."],
  ]),
  availability: number("Availability objective", "%", "Over a month, such as 99.9.", { max: 100 }),
  latencyP95: number("Latency objective, p95", "ms"),
  replicas: number("Replicas", "instances", "Instances in normal operation.", { integer: true }),
};

const parts = ["services.services", "services.dependencies"];

export const services = section(
  "services",
  "Service decomposition",
  "The parts, what the system depends on outside, and how they call each other.",
  {
    services: list(
      "Services",
      "Each part that is deployed and owned on its own; a monolith lists itself and its modules.",
      { item: "service", title: "name", layout: "cards" },
      part,
    ),
    dependencies: list(
      "External dependencies",
      "What the system needs and the team does not run: payment, e-mail, identity, partner APIs.",
      { item: "dependency", title: "name", layout: "cards" },
      {
        ...part,
        vendor: text("Vendor", "Who runs it."),
        costNote: markdown("Cost note", "What it costs, and how the cost grows with load.", { optional: true }),
      },
    ),
    interactions: list(
      "Interactions",
      "Every call or message between parts, with its time budget and what happens when it fails.",
      { item: "interaction", title: "purpose", layout: "cards" },
      {
        purpose: text("Purpose", "What is asked or told, such as “reserve stock”."),
        from: reference("From", parts),
        to: reference("To", parts),
        protocol: choice(
          "Protocol",
          [
            ["http", "HTTP/REST"],
            ["grpc", "gRPC"],
            ["graphql", "GraphQL"],
            ["kafka", "Kafka"],
            ["amqp", "AMQP"],
            ["sql", "SQL"],
            ["redis", "Redis"],
            ["websocket", "WebSocket"],
          ],
          undefined,
          { other: true },
        ),
        mode: choice("Mode", [
          ["sync", "Synchronous"],
          ["async", "Asynchronous"],
        ]),
        callsPerRequest: number("Calls per request", "calls", "How often one request of a user makes this call."),
        p95: number("p95", "ms", "Expected 95th percentile of one call."),
        timeout: number("Timeout budget", "ms", "The caller gives up after this long, all retries included."),
        retries: number("Retries", "retries", "After the first try.", { integer: true }),
        backoff: text("Backoff", "Such as “exponential from 50 ms, full jitter”.", { optional: true }),
        idempotency: text("Idempotency", "What makes a repeated call harmless: a key, a natural id, or nothing.", {
          optional: true,
        }),
        circuitBreaker: text("Circuit breaker", "When it opens, and for how long.", { optional: true }),
        bulkhead: text("Bulkhead", "Pool or limit that keeps this call from starving others.", { optional: true }),
        rateLimit: text("Rate limit", "Such as “100/s per client”.", { optional: true }),
        fallback: text("Fallback", "What the caller does when it fails for good.", { optional: true }),
        deadLetter: text("Dead-letter & poison messages", "Where messages go that cannot be handled, and who looks.", {
          optional: true,
        }),
        critical: flag("On the critical path", "A user's request fails when this call fails.", { optional: true }),
      },
    ),
  },
);
