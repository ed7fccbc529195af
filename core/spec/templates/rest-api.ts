import { guide } from "../guidance";
import { contractSkeleton } from "./rest-api-contract";
import { startingTargets } from "./starting-targets";
import { buildSpec, item } from "./template";

const api = item("api");
const gateway = item("gateway");
const identity = item("identity");

/** An interface others build on: the contract first, then the promises around it. */
export const restApi = buildSpec({
  requirements: {
    problem: guide(
      "Who needs to do what, and how do they do it today without this interface?",
      "Which three callers come first? Ask them, and name what they said.",
    ),
    goals: guide(
      "What can a new caller do within an hour, with nothing but the documentation?",
      "Which calls will be made most, and what do they need back?",
    ),
    nonGoals: guide("Which wishes are left out, so that the interface stays small?"),
    functional: [
      { ref: "FR-1", text: guide("Who can create what, under which condition?"), priority: "must" },
      { ref: "FR-2", text: guide("Who can find what, by which criteria?"), priority: "must" },
      {
        ref: "FR-3",
        text: guide("Who can change or remove what, and what then happens to what refers to it?"),
        priority: "must",
      },
    ],
    scale: { notes: guide("Calls a second of the largest caller, in its worst minute? Items in the longest list?") },
    consistency: guide("Does a caller see its own write in the next read? Everywhere?"),
    compliance: { notes: guide("Which personal data leave through it, to whom?") },
    environment: { notes: guide("Reachable from where: the world, partners, the company?") },
    team: {
      skills: guide("Who has kept a public interface stable before?"),
      constraints: guide("Which caller waits for which date?"),
    },
    securityConfirmation: {
      requirements: guide("Who answers for security? Write down what was asked and answered, then tick the box."),
    },
  },
  architecture: {
    architectureStyle: { rationale: guide("What stands behind the interface, and does it show through?") },
    communication: {
      selected: ["rest"],
      rationale: guide("Why resources and not GraphQL, gRPC or events, for these callers?"),
    },
    dataPattern: { selected: ["crud"], rationale: guide("Do resources equal tables? Where should they not?") },
    deployment: { selected: ["container"], rationale: guide("Where does it run?") },
    apiContract: {
      selected: ["openapi"],
      rationale: guide("Is the document written before the code, and what checks that both agree?"),
    },
    migrationStrategy: { rationale: guide("Is an older interface replaced? How do its callers move?") },
    reliabilityPatterns: {
      selected: ["timeouts", "retries"],
      rationale: guide("What may callers repeat, and how do you make that harmless?"),
    },
    observabilityPatterns: {
      selected: ["logs", "metrics", "slos"],
      rationale: guide("Can you tell one caller's errors from another's?"),
    },
    overview: guide("Name the resources and how they refer to each other, in five sentences."),
    diagrams: [
      {
        name: "Life of a request",
        source: `sequenceDiagram
  participant C as Caller
  participant G as Gateway
  participant A as API
  participant D as Database
  C->>G: POST with token, Idempotency-Key, X-Correlation-ID
  G->>G: limit
  alt over the limit
    G-->>C: 429 with Retry-After
  else
    G->>A: forward
    A->>A: check token, scope, input
    A->>D: one transaction, key and change
    alt key was used before
      A-->>C: the stored answer
    else
      A-->>C: 201 with Location
    end
  end`,
        note: guide("Where in this picture can it fail, and what does the caller then know?"),
      },
      {
        name: "Resources",
        source: `classDiagram
  class Thing {
    id
    name
    version
  }
  class Part {
    id
    quantity
  }
  Thing "1" *-- "many" Part : consists of`,
        note: guide("Use your own nouns; keep to what callers see."),
      },
    ],
  },
  services: {
    services: [
      {
        id: api,
        name: "API",
        responsibility: guide("Which resources, which rules?"),
        owner: guide("Which team?"),
        apiStyles: ["rest"],
        database: guide("Which store?"),
      },
    ],
    dependencies: [
      {
        id: gateway,
        name: "Gateway",
        responsibility: "Ends TLS, limits, routes.",
        owner: guide("Which team?"),
        vendor: guide("Who runs it?"),
        apiStyles: ["rest"],
      },
      {
        id: identity,
        name: "Identity provider",
        responsibility: "Issues tokens.",
        owner: guide("Which team?"),
        vendor: guide("Who runs it?"),
        apiStyles: ["rest"],
      },
    ],
    interactions: [
      {
        purpose: "Forward requests",
        from: gateway,
        to: api,
        protocol: "http",
        mode: "sync",
        callsPerRequest: 1,
        retries: 0,
        critical: true,
        rateLimit: guide("Per caller and route?"),
        fallback: "503 with Retry-After",
      },
      {
        purpose: "Fetch token signing keys",
        from: api,
        to: identity,
        protocol: "http",
        mode: "async",
        idempotency: "a read",
        fallback: guide("For how long do the last keys do?"),
      },
    ],
  },
  data: {
    stores: [{ name: "Database", kind: "relational", technology: guide("Product and version?"), owner: api }],
    consistency: guide("One transaction for each request? Which isolation?"),
    indexing: guide("Which index serves each filter and sort order you promise?"),
    caching: guide("Which answers may be cached by callers: ETag, Cache-Control?"),
    migration: { state: "planned", expand: guide("How does the schema change without a change of the interface?") },
  },
  contract: {
    documents: [
      {
        name: "Thing API",
        format: "openapi",
        source: contractSkeleton,
        note: guide("Replace the noun, then have a caller read it."),
      },
    ],
    versioning: guide(
      "The skeleton has the major version in the path. What makes a new one? What may be added without?",
    ),
    deprecation: guide("How many months, by which headers, and who writes to callers?"),
    errorFormat: guide("The skeleton has one form with a stable code. List your codes and what a caller does on each."),
    pagination: guide("The skeleton has cursor pages of at most 100. Do callers need totals, at which price?"),
    filtering: guide("Which filters, each with its index?"),
    sorting: guide("Which orders, and how are ties broken?"),
    idempotencyKeys: guide("How long is a key kept? What does another body under the same key get?"),
    correlationIds: guide("Who makes it when it is missing? How far is it passed on?"),
    timeouts: guide("How long should callers wait? What is known after a timeout?"),
    retries: guide("Which answers may be repeated, after how long, how often?"),
    rateLimits: guide("Numbers per caller and route; which headers tell what is left?"),
    authentication: guide(
      "Which flow, which scopes, which lifetime?",
      "Which endpoints are public on purpose, and why?",
    ),
  },
  performance: {
    targets: startingTargets(),
    scalingPath: guide("Which list or filter becomes slow first as data grow?"),
    cachingStrategy: guide("What does the gateway keep? What do callers keep?"),
    queueingStrategy: guide("Which request takes longer than a second, and should answer 202 instead?"),
    loadTestPlan: guide("The mix of the largest caller, on data of next year's size."),
  },
  security: {
    authentication: guide("Tokens: who issues, checks, revokes them?"),
    authorization: guide("Scope for the route, ownership for the row: where is each checked?"),
    leastPrivilege: guide("What can a stolen token do at worst?"),
    encryptionInTransit: guide("TLS 1.3, HSTS; mutual TLS for partners?"),
    encryptionAtRest: guide("AES-256; whose keys?"),
    secrets: guide("How do callers keep and rotate theirs?"),
    inputValidation: guide("Against the contract itself? What happens to unknown fields and large bodies?"),
    rateLimiting: guide("What stops guessing of ids and tokens?"),
    auditTrail: guide("Which calls are recorded, with what?"),
    threats: [
      {
        attack: "Walks through ids to read foreign rows",
        kind: "information_disclosure",
        asset: guide("Which data?"),
        mitigation: guide("Ownership in every query, 404, a test on every route?"),
      },
      {
        attack: "Sends fields that are not meant to be set",
        kind: "tampering",
        asset: guide("Which fields?"),
        mitigation: guide("Closed input schemas?"),
      },
      {
        attack: "Uses a stolen token",
        kind: "spoofing",
        asset: guide("Which data?"),
        mitigation: guide("Short life, narrow scope, revocation?"),
      },
      {
        attack: "Asks for the most expensive list again and again",
        kind: "denial_of_service",
        asset: "Service for the others",
        mitigation: guide("Limits, time-out of queries, page size?"),
      },
    ],
  },
  reliability: {
    failures: [
      {
        failure: "The database is away",
        detection: guide("Which alert?"),
        impact: "503 with Retry-After",
        mitigation: guide("What still works?"),
        recovery: guide("Steps and time."),
        severity: "high",
      },
      {
        failure: "A caller repeats in a tight loop",
        detection: guide("Which graph?"),
        impact: guide("Who else notices?"),
        mitigation: "429 with Retry-After, per caller",
        recovery: guide("Who writes to the caller?"),
        severity: "medium",
      },
      {
        failure: "A release breaks a caller",
        detection: guide("Contract check before, error rate per caller after?"),
        impact: guide("Which callers?"),
        mitigation: guide("Canary, breaking-change check?"),
        recovery: guide("How fast is it rolled back?"),
        severity: "high",
      },
    ],
    degradation: guide("Which routes are given up first?"),
    slos: [
      {
        name: "Reads",
        sli: "GET requests answered without 5xx within 300 ms, of all",
        objective: 99.9,
        window: "30 days",
        endpoint: "GET /v1/things",
      },
      {
        name: "Writes",
        sli: "POST requests answered without 5xx within 500 ms, of all",
        objective: 99.9,
        window: "30 days",
        endpoint: "POST /v1/things",
      },
    ],
    logs: guide("Caller, route, code, correlation id; never tokens or bodies?"),
    metrics: guide("Rate, errors, duration by route and caller."),
    tracing: guide("Is the caller's trace context taken over?"),
    dashboards: guide("Can a caller see its own numbers?"),
    alerts: [
      {
        name: "Requests fail",
        condition: "The SLO's budget burns 14 times too fast over 5 min and 1 h",
        severity: "page",
        runbook: guide("Where?"),
      },
    ],
    onCall: guide("What do callers do when it is down: status page, address?"),
  },
  operations: {
    environments: [
      { name: "Sandbox", purpose: "Callers try things out", data: "synthetic", access: "Every caller" },
      { name: "Production", purpose: "Callers", data: "production", access: guide("Who?") },
    ],
    pipeline: guide("Which step refuses a breaking change?"),
    infrastructureAsCode: guide("Are limits and routes in the repository?"),
    rollout: guide("Canary by share or by caller?"),
    rollback: guide("How fast?"),
    healthChecks: guide("Liveness, readiness, and a call as a caller would make it?"),
    configuration: guide("Limits per caller: changed where, by whom?"),
    capacity: guide("Instances for the sum of all limits, or fewer?"),
  },
  decisions: {
    decisions: [
      {
        title: "How versions are told apart",
        status: "proposed",
        context: guide("How many callers, how fast can they change?"),
        options: [
          {
            title: "Major version in the path",
            pros: "Seen in every log and link; easy to route.",
            cons: "A new version duplicates everything at once.",
          },
          {
            title: "Version by header or date",
            pros: "Callers move one by one; small steps.",
            cons: "Not visible in links; many combinations to test.",
          },
        ],
        reason: guide("Why?"),
        consequences: guide("What must be built?"),
      },
    ],
    assumptions: [{ text: guide("What do you take for granted about your callers?"), ifWrong: guide("What breaks?") }],
    questions: [
      {
        question: guide("Which question would the first caller ask after reading the contract?"),
        owner: guide("Who must answer?"),
      },
    ],
    risks: [
      {
        risk: "The interface shows the tables and cannot be changed later",
        likelihood: "medium",
        impact: "high",
        mitigation: guide("Who reviews names and shapes as a caller?"),
      },
    ],
    nextSteps: [{ step: "Have two callers build against a mock of the contract", owner: guide("Who?"), state: "open" }],
  },
});
