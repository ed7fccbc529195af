import { choice, choices, code, group, list, markdown, section, text } from "../field";

const confidence = choice(
  "Confidence",
  [
    ["low", "Low", "A guess; somebody has to find out."],
    ["medium", "Medium", "Reasoned, not yet proved here."],
    ["high", "High", "Measured or run in production before."],
  ],
  "How sure the team is of this choice.",
);

type Patterns = readonly (readonly [string, string, string?])[];

const pattern = (label: string, help: string, options: Patterns) =>
  group(label, help, {
    selected: choices("Choice", options, "One, or several where the system really mixes them.", { other: true }),
    rationale: markdown("Rationale", "Why this one, and what was rejected."),
    confidence,
  });

export const architecture = section(
  "architecture",
  "High-level architecture",
  "The patterns the design rests on, each with its reason and how sure the team is of it, and the pictures.",
  {
    architectureStyle: pattern("Architecture", "How the system is cut into deployable parts.", [
      ["monolith", "Monolith", "One deployable unit, one code base."],
      ["modular_monolith", "Modular Monolith", "One deployable unit with enforced module boundaries."],
      ["microservices", "Microservices", "Several services, deployed and owned independently."],
      ["serverless", "Serverless", "Functions and managed services, no servers to run."],
      ["hybrid", "Hybrid", "A deliberate mix; say where the border runs."],
    ]),
    communication: pattern("Communication", "How the parts talk to each other and to their callers.", [
      ["rest", "REST"],
      ["graphql", "GraphQL"],
      ["grpc", "gRPC"],
      ["event_driven", "Event-driven"],
    ]),
    dataPattern: pattern("Data", "How state is written and read.", [
      ["cqrs", "CQRS", "Separate models for writing and reading."],
      ["event_sourcing", "Event Sourcing", "Events are the source of truth; state is derived."],
      ["crud", "Traditional CRUD", "Rows are read and written in place."],
    ]),
    deployment: pattern("Deployment", "What runs the code.", [
      ["container", "Container"],
      ["serverless", "Serverless"],
      ["traditional", "Traditional", "Virtual machines or bare metal."],
    ]),
    apiContract: pattern("API contract", "How interfaces are written down.", [
      ["openapi", "OpenAPI"],
      ["asyncapi", "AsyncAPI"],
      ["protobuf", "protobuf"],
      ["graphql_sdl", "GraphQL SDL"],
    ]),
    migrationStrategy: pattern("Migration strategy", "How the system gets from today's state to this one.", [
      ["expand_contract", "Expand-contract"],
      ["blue_green", "Blue-green"],
      ["shadow_writes", "Shadow writes"],
      ["backfill", "Backfill"],
    ]),
    reliabilityPatterns: pattern("Reliability", "What keeps one failure from becoming many.", [
      ["timeouts", "Timeouts"],
      ["retries", "Retries"],
      ["circuit_breakers", "Circuit breakers"],
      ["bulkheads", "Bulkheads"],
      ["dlq", "DLQ"],
    ]),
    observabilityPatterns: pattern("Observability", "How the team sees what the system does.", [
      ["logs", "Logs"],
      ["metrics", "Metrics"],
      ["tracing", "Tracing"],
      ["slos", "SLOs"],
    ]),
    overview: markdown("Overview", "The design in a page: the parts, the main flows, and what is new.", {
      optional: true,
    }),
    diagrams: list(
      "Diagrams",
      "Any number of Mermaid diagrams, each named. Diagrams generated from services, interactions and DDL need no entry here.",
      { item: "diagram", title: "name", layout: "cards" },
      {
        name: text("Name", "What the picture shows, such as “Order placement, sequence”."),
        source: code("mermaid", "Mermaid source"),
        note: markdown("Note", "What the reader should see in it.", { optional: true }),
      },
    ),
  },
);
