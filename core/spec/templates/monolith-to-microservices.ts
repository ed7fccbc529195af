import { guide } from "../guidance";
import { startingTargets } from "./starting-targets";
import { buildSpec, item } from "./template";

const facade = item("facade");
const monolith = item("monolith");
const extracted = item("newservice");
const sync = item("datasync");

/** Taking one part out of a running system: strangler façade, dual write, backfill, switch, contract. */
export const monolithToMicroservices = buildSpec({
  requirements: {
    problem: guide(
      "What hurts because the parts are one: releases, load, faults that spread, teams waiting for each other? Give numbers.",
      "Which part causes most of it? That is the first to take out.",
      "What happens if nothing is done, or if modules are only separated inside the monolith?",
    ),
    goals: guide(
      "Which number will be better, by when: releases a week, incidents that spread, p95 under load?",
      "Which date ends the double life of both systems?",
    ),
    nonGoals: guide(
      "Which parts stay in the monolith, and for how long?",
      "Which behaviour is moved as it is, faults included?",
    ),
    functional: [
      {
        ref: "FR-1",
        text: guide("What does the part do today, that must go on without a visible change?"),
        priority: "must",
      },
      {
        ref: "FR-2",
        text: "Every step of the migration can be undone without loss until the point of no return.",
        priority: "must",
      },
      { ref: "FR-3", text: "Callers need not change until the façade is removed.", priority: "must" },
      { ref: "FR-4", text: guide("What becomes possible only afterwards?"), priority: "should" },
    ],
    scale: { notes: guide("Measure the part's own calls and rows today; do not take those of the whole monolith.") },
    consistency: guide(
      "Which transactions of today cross the new border? List each, and what replaces it: saga, outbox, acceptance of a lag.",
    ),
    compliance: { notes: guide("Do personal data get a second home while both systems live?") },
    environment: { notes: guide("Does the new part run where the monolith runs? What lies between them?") },
    team: {
      skills: guide("Who has run a distributed part at night before?"),
      constraints: guide("Who keeps the monolith alive meanwhile, and at which pace do features go on?"),
    },
    securityConfirmation: {
      requirements: guide(
        "Who confirmed the requirements for the call that now crosses the network? Write down what was answered, then tick the box.",
      ),
    },
  },
  architecture: {
    architectureStyle: {
      selected: ["hybrid"],
      rationale: guide("Where exactly runs the border between monolith and service, for now and at the end?"),
    },
    communication: {
      selected: ["rest", "event_driven"],
      rationale: guide("Which calls need an answer now? Everything else can be an event."),
    },
    dataPattern: {
      selected: ["crud"],
      rationale: guide("Does the new part keep the model of the old one, or does it get its own with a translation?"),
    },
    deployment: { rationale: guide("Same platform as the monolith, or a new one? Not both changes at once.") },
    apiContract: {
      selected: ["openapi"],
      rationale: guide("Which contract describes the seam, before any code is moved?"),
    },
    migrationStrategy: {
      selected: ["expand_contract", "shadow_writes", "backfill"],
      rationale: guide("Which steps does this case need, and which can be left out?"),
    },
    reliabilityPatterns: {
      selected: ["timeouts", "retries", "circuit_breakers"],
      rationale: guide("A function call becomes a network call: what happens when it is slow or gone?"),
    },
    observabilityPatterns: {
      selected: ["logs", "metrics", "tracing"],
      rationale: guide("Can one request be followed across façade, monolith and service?"),
    },
    overview: guide("Describe three pictures: today, in the middle with both, and the end."),
    diagrams: [
      {
        name: "Strangler façade",
        source: `flowchart LR
  callers(["Callers"]) --> facade["Façade, routes by flag"]
  facade -->|not moved yet| monolith["Monolith"]
  facade -->|moved| service["New service"]
  monolith --> old[("Old tables")]
  service --> new[("New database")]
  old -.->|backfill, changes| sync["Data sync"]
  sync -.-> new
  new -.->|back, until the point of no return| sync`,
        note: guide("Name the seam: which routes, functions or tables does the façade stand before?"),
      },
      {
        name: "Steps of the migration",
        source: `stateDiagram-v2
  [*] --> Expand
  Expand --> Backfill: new schema is live and empty
  Backfill --> DualWrite: all old rows are copied
  DualWrite --> ShadowRead: reconciliation is clean
  ShadowRead --> Switch: answers agree
  Switch --> Contract: days without going back
  Contract --> [*]
  DualWrite --> Backfill: difference found
  ShadowRead --> DualWrite: difference found
  Switch --> ShadowRead: flag turned back`,
        note: guide("Who decides each step, by which number?"),
      },
      {
        name: "Dual write",
        source: `sequenceDiagram
  participant C as Caller
  participant M as Monolith
  participant D as Old tables
  participant S as Data sync
  participant N as New service
  C->>M: change
  M->>D: one transaction, row and change record
  M-->>C: done
  S->>D: next change records
  S->>N: apply, key is the change record
  alt applied or repeated
    N-->>S: done
  else refused
    N-->>S: reason
    S->>S: keep, alert, go on with other keys
  end`,
        note: "The old side stays the truth: a failed copy never fails the caller's request.",
      },
    ],
  },
  services: {
    services: [
      {
        id: facade,
        name: "Façade",
        responsibility:
          "Sends each request to the monolith or to the new service, by a flag per route and share of users. Holds no rules of its own and is removed at the end.",
        owner: guide("Which team?"),
        apiStyles: ["rest"],
      },
      {
        id: monolith,
        name: "Monolith",
        responsibility: guide("What remains in it after this step?"),
        owner: guide("Which team?"),
        database: guide("Which database?"),
        apiStyles: ["rest"],
      },
      {
        id: extracted,
        name: "New service",
        responsibility: guide(
          "Which tables and rules does it own, wholly? Who may still write them from outside (nobody)?",
        ),
        owner: guide("Which team?"),
        database: guide("Its own; which?"),
        apiStyles: ["rest", "events"],
      },
      {
        id: sync,
        name: "Data sync",
        responsibility: "Backfills, carries changes over while both live, and compares. Removed at the end.",
        owner: guide("Which team?"),
        apiStyles: ["batch"],
      },
    ],
    interactions: [
      {
        purpose: "Forward what is not moved",
        from: facade,
        to: monolith,
        protocol: "http",
        mode: "sync",
        callsPerRequest: 1,
        retries: 0,
        critical: true,
        fallback: guide("Same answer as today when it is away?"),
      },
      {
        purpose: "Forward what is moved",
        from: facade,
        to: extracted,
        protocol: "http",
        mode: "sync",
        callsPerRequest: 1,
        retries: 0,
        critical: true,
        fallback: guide("Turn the flag back by itself at which error rate?"),
      },
      {
        purpose: "Ask the new service from inside the monolith",
        from: monolith,
        to: extracted,
        protocol: "http",
        mode: "sync",
        critical: true,
        idempotency: guide("Which key?"),
        circuitBreaker: guide("Opens when, for how long?"),
        fallback: guide("What does the monolith do without an answer?"),
      },
      {
        purpose: "Carry changes over",
        from: sync,
        to: extracted,
        protocol: "http",
        mode: "async",
        idempotency: "number of the change record",
        deadLetter: guide("Where do refused changes go, and who looks?"),
      },
      {
        purpose: "Tell the monolith what changed",
        from: extracted,
        to: monolith,
        mode: "async",
        idempotency: guide("How are repeats recognised?"),
      },
    ],
  },
  data: {
    stores: [
      { name: "Old tables", kind: "relational", technology: guide("Product and version?"), owner: monolith },
      { name: "New database", kind: "relational", technology: guide("Product and version?"), owner: extracted },
    ],
    consistency: guide(
      "Which foreign keys and joins cross the border today? What replaces each?",
      "Who is the truth at each step? Never both.",
    ),
    indexing: guide("Which index does the backfill need to read in order without a scan?"),
    caching: guide("Which caches hold rows of the part, and who empties them when the other side writes?"),
    migration: {
      expand: guide(
        "Which tables and columns are added, and which locks do they take?",
        "Where does the change record come from: same transaction, trigger, log?",
      ),
      backfill: guide(
        "In which order and batches, at which pace, paused by what? How does it resume after a stop?",
        "What happens to a row that changes while it is copied?",
      ),
      dualWrite: guide(
        "Who writes both, and what if the second write fails?",
        "How are changes kept in order for one row?",
      ),
      readFallback: guide(
        "Where do reads go for rows that are not there yet? How often was that needed?",
        "Are answers of both sides compared in the shadow before the switch?",
      ),
      switchOver: guide(
        "Which share first, which steps, who decides by which number?",
        "Are writes stopped for a moment? For how long?",
      ),
      contract: guide(
        "Which code, tables, flags and sync are removed, how many days after the switch, and who does it?",
      ),
      rollback: guide(
        "How is each step undone? Until when does the new side write back?",
        "Which step is the point of no return, and who agrees to it?",
      ),
      reconciliation: guide(
        "Which query gives the same count and sum on both sides?",
        "How often does it run, and what stops when it differs?",
      ),
      state: "planned",
    },
    pipelines: [
      {
        name: "Change feed",
        source: "Old tables",
        target: "New database",
        mode: "stream",
        schedule: guide("Which lag is allowed?"),
        failure: guide("Replay from where? What about repeats?"),
      },
    ],
    backup: { restoreTest: guide("After a restore of one side, how do both agree again?") },
  },
  contract: {
    versioning: guide("Does the seam's contract start from what callers use today?"),
    deprecation: guide("When do callers leave the façade?"),
    errorFormat: guide("Do callers see the old errors until they move?"),
    pagination: guide("As today, or new?"),
    idempotencyKeys: guide("Which calls can now be repeated by the network?"),
    correlationIds: guide("Made by the façade and kept through both sides?"),
    timeouts: guide("What is the budget of a call that used to be a function?"),
    retries: guide("Who repeats: exactly one layer?"),
    rateLimits: guide("What keeps the monolith from flooding the new service?"),
    authentication: guide("How does the new service know who is asking?"),
  },
  performance: {
    targets: startingTargets(["latency_p95", "latency_p99", "error_rate_normal", "availability", "load_multiple"]),
    scalingPath: guide("What can now be scaled alone? What becomes the limit next?"),
    cachingStrategy: guide("Which joins of today become calls in a loop? Fetch in one call, or keep a copy?"),
    queueingStrategy: guide("What if the change feed falls behind?"),
    loadTestPlan: guide("Replay a recorded peak against both sides; compare answers and latency."),
  },
  security: {
    authentication: guide("Service to service: tokens, mutual TLS?"),
    authorization: guide("Which checks happened before the call inside the monolith, and where are they now?"),
    leastPrivilege: guide("When does the monolith lose its right to write the moved tables?"),
    encryptionInTransit: guide("A function call becomes a connection: encrypted how?"),
    encryptionAtRest: guide("Same keys and rules for the copy?"),
    secrets: guide("Which new secrets does the sync need?"),
    inputValidation: guide("The new service trusts nobody: against which schema does it check?"),
    rateLimiting: guide("Per caller?"),
    auditTrail: guide("Is the trail whole across both systems?"),
    threats: [
      {
        attack: "Calls the new service directly, around the monolith's checks",
        kind: "elevation_of_privilege",
        asset: guide("Which data?"),
        mitigation: guide("Network rule, token, own check?"),
      },
      {
        attack: "Reads the copy, which is guarded less than the original",
        kind: "information_disclosure",
        asset: guide("Which data?"),
        mitigation: guide("Same classification, access and retention?"),
      },
      {
        attack: "Changes rows by way of the sync's account",
        kind: "tampering",
        asset: guide("Which data?"),
        mitigation: guide("Which rights, for how long?"),
      },
    ],
  },
  reliability: {
    failures: [
      {
        failure: "The new service is slow or away",
        detection: guide("Which alert, in how many minutes?"),
        impact: guide("What do users see, at which step of the migration?"),
        mitigation: guide("Budget, breaker, flag back by itself?"),
        recovery: guide("Who turns the flag back, how fast?"),
        severity: "high",
      },
      {
        failure: "Old and new data differ",
        detection: "Reconciliation check",
        impact: guide("Which wrong answer could a user get?"),
        mitigation: "The old side is the truth until the switch; a difference stops the next step.",
        recovery: guide("How is the cause found, and how are the rows repaired?"),
        severity: "high",
      },
      {
        failure: "The change feed falls behind",
        detection: guide("Lag above what?"),
        impact: guide("Who reads old data?"),
        mitigation: guide("Which step pauses by itself?"),
        recovery: guide("How fast does it catch up?"),
        severity: "medium",
      },
      {
        failure: "The switch has to be undone a week later",
        detection: guide("Which number says so?"),
        impact: guide("What do users notice?"),
        mitigation: guide("Is the old side still being written?"),
        recovery: guide("Steps, and when they were last rehearsed."),
        severity: "high",
      },
    ],
    degradation: guide("What works when only one side is there?"),
    slos: [
      {
        name: "Moved routes",
        sli: "Requests answered as the monolith would, without 5xx, of all",
        objective: 99.9,
        window: "30 days",
      },
    ],
    logs: guide("Does each line say which side answered?"),
    metrics: guide(
      "Error and latency of both sides on one graph; share that is moved; differences found; lag of the feed.",
    ),
    tracing: guide("One trace across façade, monolith, service, sync?"),
    dashboards: guide("Which page decides about the next step?"),
    alerts: [
      {
        name: "Sides differ",
        condition: "Reconciliation finds any difference",
        severity: "page",
        runbook: guide("Where?"),
      },
      {
        name: "Feed is behind",
        condition: guide("Lag above what, for how long?"),
        severity: "ticket",
        runbook: guide("Where?"),
      },
    ],
    onCall: guide("Who is called for the seam: the old team, the new one, both?"),
  },
  operations: {
    environments: [
      { name: "Staging", purpose: "Rehearsal of every step on a masked copy", data: "masked", access: guide("Who?") },
      { name: "Production", purpose: "Users", data: "production", access: guide("Who?") },
    ],
    pipeline: guide("Can the new service be released without the monolith, from the first day?"),
    infrastructureAsCode: guide("Where is the façade's routing kept?"),
    rollout: guide("1, 10, 50, 100 % of what: users, tenants, routes?"),
    rollback: guide("One flag, how fast, last rehearsed when?"),
    featureFlags: guide("Which flags, owned by whom, removed when?"),
    healthChecks: guide("Is the new service ready without the monolith?"),
    configuration: guide("Where do the routing shares live?"),
    capacity: guide("Both systems run for months: is there room and budget for both?"),
    costNote: guide("Cost while both live, and after."),
  },
  decisions: {
    decisions: [
      {
        title: "Which part is taken out first",
        status: "proposed",
        context: guide("Where is the pain, where is the cleanest seam, and what is learned from it?"),
        options: [
          {
            title: guide("The part that hurts most"),
            pros: guide("What is gained at once?"),
            cons: guide("How many tables and transactions cross the border?"),
          },
          {
            title: guide("The part with the cleanest border"),
            pros: guide("What is learned at low risk?"),
            cons: guide("What pain remains?"),
          },
          {
            title: "Only separate modules inside the monolith",
            pros: "No network, no second database, can be undone in a day.",
            cons: "One release train and shared faults stay.",
          },
        ],
        reason: guide("Why?"),
        consequences: guide("What follows for the other parts?"),
      },
      {
        title: "How the two databases are kept in step",
        status: "proposed",
        context: guide(
          "How many changes a second, which lag is bearable, what may the monolith's code be touched for?",
        ),
        options: [
          {
            title: "Change record in the same transaction",
            pros: "Nothing is lost; order is kept; plain SQL.",
            cons: "Every write path of the monolith must be found, or a trigger used.",
          },
          {
            title: "Change data capture from the log",
            pros: "No code in the monolith; finds every write.",
            cons: "One more system to run; follows the table layout.",
          },
          {
            title: "The code writes both",
            pros: "Quick to build.",
            cons: "One of the two writes is lost in a crash; order is not kept.",
          },
        ],
        reason: guide("Why?"),
        consequences: guide("What must be watched?"),
      },
    ],
    assumptions: [
      {
        text: guide("No other program writes to the tables: has somebody looked?"),
        ifWrong: "Changes are missing on the new side",
        check: guide("Log of connections by account?"),
      },
    ],
    questions: [
      { question: guide("Who may stop the migration, and by which number?"), owner: guide("Who must answer?") },
    ],
    risks: [
      {
        risk: "The double life never ends",
        likelihood: "medium",
        impact: "high",
        mitigation: guide("Which date and which person end it?"),
      },
      {
        risk: "A distributed monolith: every change needs both sides",
        likelihood: "medium",
        impact: "high",
        mitigation: guide("Does the border follow data ownership?"),
      },
    ],
    nextSteps: [
      { step: "List every reader and writer of the tables", owner: guide("Who?"), state: "open" },
      { step: "Put the façade in front, routing everything to the monolith", owner: guide("Who?"), state: "open" },
      { step: "Write the reconciliation query and run it against a copy", owner: guide("Who?"), state: "open" },
      { step: "Rehearse going back in staging", owner: guide("Who?"), state: "open" },
    ],
  },
});
