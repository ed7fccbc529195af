import { guide } from "../guidance";
import { startingTargets } from "./starting-targets";
import { buildSpec, item } from "./template";

const api = item("api");
const worker = item("worker");
const identity = item("identity");
const billing = item("billing");
const mail = item("mail");

/** A product for several customers on one installation. */
export const saasBackend = buildSpec({
  requirements: {
    problem: guide(
      "Who has which problem today, and what does it cost them?",
      "Why does this need a system of its own, and why now?",
    ),
    goals: guide(
      "Which outcomes will show in a year that this worked? One per line, each with a number.",
      "What must the very first paying customer be able to do?",
    ),
    nonGoals: guide("What will customers expect that the first version leaves out?"),
    functional: [
      {
        ref: "FR-1",
        text: guide("A person can sign up, and gets a workspace (tenant) of their own: how?"),
        priority: "must",
      },
      {
        ref: "FR-2",
        text: guide("An owner can invite, re-role and remove people: which roles are there?"),
        priority: "must",
      },
      {
        ref: "FR-3",
        text: guide("What is the one thing people come for? Name it as: who can do what."),
        priority: "must",
      },
      {
        ref: "FR-4",
        text: guide("A plan limits what a tenant may use: which limits, and what happens at the limit?"),
        priority: "should",
      },
      {
        ref: "FR-5",
        text: guide("A tenant can take its data away and be deleted: in which form, how soon?"),
        priority: "must",
      },
    ],
    scale: {
      notes: guide(
        "How many tenants after one year, and how many people in the largest?",
        "Which share of the load may the largest tenant make up?",
      ),
    },
    consistency: guide("What must be right at once within a tenant? What may lag, and by how long?"),
    compliance: {
      notes: guide("Where do customers sit, where must their data stay, and what do their contracts ask for?"),
    },
    environment: { notes: guide("Which building blocks may be used, and who runs them?") },
    team: {
      skills: guide("What does the team run in production today?"),
      constraints: guide("Head count, budget, first date that is promised?"),
    },
    securityConfirmation: {
      requirements: guide("Who answers for security? Ask them now, write down what they said, then tick the box."),
    },
  },
  architecture: {
    architectureStyle: {
      selected: ["modular_monolith"],
      rationale: guide(
        "A new product changes its borders often; modules in one unit are cheap to move. What would make you cut one out?",
      ),
    },
    communication: {
      selected: ["rest"],
      rationale: guide("Does anyone need to be told of changes (webhooks, events)?"),
    },
    dataPattern: { selected: ["crud"], rationale: guide("Does any feature need the past states themselves?") },
    deployment: { selected: ["container"], rationale: guide("Who runs the platform below?") },
    apiContract: { selected: ["openapi"], rationale: guide("Is the interface public from the first day?") },
    migrationStrategy: {
      selected: ["expand_contract"],
      rationale: guide("How will a table be changed when tenants work around the clock?"),
    },
    reliabilityPatterns: {
      selected: ["timeouts", "retries"],
      rationale: guide("What keeps one tenant from slowing the others?"),
    },
    observabilityPatterns: {
      selected: ["logs", "metrics", "slos"],
      rationale: guide("Can you see errors and latency for one tenant?"),
    },
    overview: guide("Follow one request of the main feature through the parts, in five sentences."),
    diagrams: [
      {
        name: "Parts",
        source: `flowchart LR
  people(["People of a tenant"])
  programs(["Programs with a token"])
  subgraph product["Product"]
    api["API"]
    worker["Worker"]
    database[("Database, all tenants")]
    jobs[["Jobs"]]
  end
  identity["Identity provider"]
  billing["Billing provider"]
  mail["E-mail provider"]
  people --> api
  programs --> api
  api --> database
  api --> jobs
  jobs --> worker
  worker --> database
  api --> identity
  worker --> billing
  billing --> api
  worker --> mail`,
        note: guide("Rename the parts to your own. Where does the tenant's id enter, and where is it checked?"),
      },
    ],
  },
  services: {
    services: [
      {
        id: api,
        name: "API",
        responsibility: guide("Which modules does it hold, and which owns which tables?"),
        owner: guide("Which team?"),
        apiStyles: ["rest"],
        dataClassification: "confidential",
      },
      {
        id: worker,
        name: "Worker",
        responsibility: guide("Which work is too slow or too unsure for a request?"),
        owner: guide("Which team?"),
        apiStyles: ["batch"],
        dataClassification: "confidential",
      },
    ],
    dependencies: [
      {
        id: identity,
        name: "Identity provider",
        responsibility: guide("Own sign-in, company sign-on (OIDC, SAML), or both?"),
        owner: guide("Who holds the contract?"),
        vendor: guide("Which vendor?"),
        apiStyles: ["rest"],
      },
      {
        id: billing,
        name: "Billing provider",
        responsibility: guide("Plans, invoices, taxes: which of them are theirs?"),
        owner: guide("Who holds the contract?"),
        vendor: guide("Which vendor?"),
        costNote: guide("Share of revenue, fixed fee?"),
        apiStyles: ["rest"],
      },
      {
        id: mail,
        name: "E-mail provider",
        responsibility: "Delivers invitations and notices.",
        owner: guide("Who holds the contract?"),
        vendor: guide("Which vendor?"),
        apiStyles: ["rest"],
      },
    ],
    interactions: [
      {
        purpose: "Enqueue a job",
        from: api,
        to: worker,
        protocol: "sql",
        mode: "async",
        callsPerRequest: 1,
        idempotency: guide("What makes a job that runs twice harmless?"),
        deadLetter: guide("Where does a job go that fails for good, and who looks?"),
      },
      {
        purpose: "Recognise a person",
        from: api,
        to: identity,
        protocol: "http",
        mode: "sync",
        critical: true,
        fallback: guide("Can people who are signed in go on while it is away?"),
      },
      {
        purpose: "Report usage for billing",
        from: worker,
        to: billing,
        protocol: "http",
        mode: "async",
        idempotency: guide("Which key keeps usage from being billed twice?"),
        fallback: guide("How long may usage wait?"),
      },
      {
        purpose: "Report a paid or failed invoice",
        from: billing,
        to: api,
        protocol: "http",
        mode: "async",
        idempotency: guide("How is a repeated webhook recognised?"),
      },
      {
        purpose: "Send an invitation",
        from: worker,
        to: mail,
        protocol: "http",
        mode: "async",
        fallback: guide("Can the inviter copy the link by hand?"),
      },
    ],
  },
  data: {
    stores: [
      { name: "Product database", kind: "relational", technology: guide("Product and major version?"), owner: api },
    ],
    consistency: guide(
      "Is every row tied to its tenant by a key the database enforces?",
      "Row-level security, a schema for each tenant, or checks in code: which, and how is it tested?",
    ),
    indexing: guide("Does every index begin with the tenant's id? Which list is the hottest?"),
    caching: guide("Does the cache key hold the tenant and the person's rights?"),
    migration: { state: "not_needed", expand: guide("Nothing exists yet: say “none”, and how later changes will go.") },
    backup: { restoreTest: guide("How is one tenant restored without touching the others?") },
  },
  contract: {
    versioning: guide("Path, header or date? What makes a new version?"),
    deprecation: guide("How long does an old version live, and how do callers learn of its end?"),
    errorFormat: guide("One shape with a stable code and a correlation id; show an example."),
    pagination: guide("Cursor pages from the first day? Which limit?"),
    idempotencyKeys: guide("Which requests create something or cost money?"),
    correlationIds: guide("Which header, who makes it, is it passed to jobs?"),
    timeouts: guide("How long does a caller wait at most?"),
    retries: guide("Which answers may be repeated?"),
    rateLimits: guide("Per person, per token, per tenant, per plan?"),
    authentication: guide(
      "Sessions for people, tokens with scopes for programs: lifetime, revocation?",
      "Which endpoints are public on purpose?",
    ),
  },
  performance: {
    targets: startingTargets([
      "latency_p50",
      "latency_p95",
      "latency_p99",
      "throughput",
      "error_rate_normal",
      "availability",
      "load_multiple",
    ]),
    scalingPath: guide("What breaks first at ten times the tenants, and at one tenant ten times as large?"),
    cachingStrategy: guide("What is read a hundred times for each write?"),
    queueingStrategy: guide("How is one tenant kept from filling the queue?"),
    loadTestPlan: guide("Which mix, which data, and one noisy tenant among quiet ones?"),
  },
  security: {
    authentication: guide("How are people, programs and operators recognised? How is a session revoked?"),
    authorization: guide("Which roles, what may each do, and where is tenant and role checked on every read?"),
    leastPrivilege: guide("What can the application's database account not do? Who can read a tenant's data?"),
    encryptionInTransit: guide("TLS 1.3 outside; what inside?"),
    encryptionAtRest: guide("AES-256; whose keys; does a customer ask for their own?"),
    secrets: guide("Where do they live, who reads them, how do they rotate?"),
    inputValidation: guide("One place, against which schema? Which size limits?"),
    rateLimiting: guide("Limits on sign-in, sign-up and invitations?"),
    auditTrail: guide("What can a tenant's administrator look up afterwards?"),
    threats: [
      {
        attack: "Uses an id of another tenant in a request",
        kind: "information_disclosure",
        asset: "Data of all tenants",
        mitigation: guide("What makes this impossible to forget in new code? Which test tries it on every route?"),
      },
      {
        attack: "Takes over an account with a leaked password",
        kind: "spoofing",
        asset: "A tenant's data",
        mitigation: guide("Limits, second factor, notice on new devices?"),
      },
      {
        attack: "A removed member goes on with an old session or token",
        kind: "elevation_of_privilege",
        asset: "A tenant's data",
        mitigation: guide("Within how many seconds does removal take effect?"),
      },
      {
        attack: "One tenant uses up shared capacity",
        kind: "denial_of_service",
        asset: "Service for everyone else",
        mitigation: guide("Limits per tenant on requests, jobs, storage?"),
      },
      {
        attack: "Forges a billing webhook",
        kind: "tampering",
        asset: "Revenue",
        mitigation: guide("Signature, time stamp, reading back from the provider?"),
      },
    ],
  },
  reliability: {
    failures: [
      {
        failure: "The database is away",
        detection: guide("Which alert, after how long?"),
        impact: guide("What do people see? Is typed text kept?"),
        mitigation: guide("Standby? Who switches?"),
        recovery: guide("Steps and time."),
        severity: "high",
      },
      {
        failure: "The identity provider is away",
        detection: guide("Which alert?"),
        impact: guide("Who is locked out, who can go on?"),
        mitigation: guide("How long do sessions last without it?"),
        recovery: guide("Steps and time."),
        severity: "high",
      },
      {
        failure: "Jobs pile up",
        detection: guide("Age of the oldest job?"),
        impact: guide("What is late for people?"),
        mitigation: guide("Fair queueing between tenants?"),
        recovery: guide("What can be dropped?"),
        severity: "medium",
      },
      {
        failure: "The billing provider is away",
        detection: guide("Which alert?"),
        impact: guide("Can people still sign up and work?"),
        mitigation: guide("How long is usage kept?"),
        recovery: guide("How is it caught up?"),
        severity: "low",
      },
    ],
    degradation: guide("What is switched off first, and what always works?"),
    slos: [
      {
        name: "Requests",
        sli: "Requests answered without 5xx within 500 ms, of all",
        objective: 99.9,
        window: "30 days",
      },
      { name: "Jobs", sli: "Jobs finished within 5 min of being asked for, of all", objective: 99, window: "30 days" },
    ],
    logs: guide("Is the tenant in every line? What is never logged?"),
    metrics: guide("Rate, errors, duration per route; which per tenant?"),
    tracing: guide("From request to job to provider?"),
    dashboards: guide("Which page says in ten seconds whether customers are fine?"),
    alerts: [
      {
        name: "Requests fail",
        condition: "The SLO's budget burns 14 times too fast over 5 min and 1 h",
        severity: "page",
        runbook: guide("Which page of the runbook?"),
      },
    ],
    onCall: guide("Who is called at night while the team is small?"),
  },
  operations: {
    environments: [
      {
        name: "Staging",
        purpose: guide("What is tried here before customers see it?"),
        data: "synthetic",
        access: guide("Who?"),
      },
      { name: "Production", purpose: "Customers", data: "production", access: guide("Who, and how is it recorded?") },
    ],
    pipeline: guide("Steps from commit to production, and how long they take?"),
    infrastructureAsCode: guide("Which tool, and could the whole be built anew in a day?"),
    rollout: guide("To all at once, or some tenants first?"),
    rollback: guide("How fast, and what about data written meanwhile?"),
    healthChecks: guide("What does readiness look at?"),
    configuration: guide("Where from, checked when?"),
    capacity: guide("Cost and room per tenant?"),
    costNote: guide("What does one tenant cost a month, and what do they pay?"),
  },
  decisions: {
    decisions: [
      {
        title: "How tenants are kept apart in the database",
        status: "proposed",
        context: guide("How many tenants, how unequal, what do contracts promise?"),
        options: [
          {
            title: "Shared tables with a tenant key",
            pros: "One schema to migrate; cheapest for each tenant.",
            cons: "A forgotten condition shows foreign data, unless the database enforces it; restoring one tenant is work.",
          },
          {
            title: "A schema for each tenant",
            pros: "Clear border; restoring one tenant is easy.",
            cons: "Migrations run once per tenant; thousands of schemas slow the catalogue.",
          },
          {
            title: "A database for each tenant",
            pros: "Strongest border; own keys and regions.",
            cons: "Most expensive; connections and migrations multiply.",
          },
        ],
        reason: guide("Why does one of them win here?"),
        consequences: guide("What has to be built or tested because of it?"),
      },
      {
        title: "Own sign-in or a provider",
        status: "proposed",
        context: guide("Do customers demand company sign-on?"),
        options: [
          {
            title: "Own sign-in",
            pros: "No dependency in the path; no cost per person.",
            cons: "Passwords, recovery and second factor are yours to keep safe.",
          },
          {
            title: "Identity provider",
            pros: "Company sign-on and second factor come ready.",
            cons: "Cost per person; outage locks people out.",
          },
        ],
        reason: guide("Why?"),
        consequences: guide("What follows?"),
      },
    ],
    assumptions: [{ text: guide("How large is the largest tenant taken to be?"), ifWrong: guide("What breaks?") }],
    questions: [
      {
        question: guide("What would the first three customers refuse to do without?"),
        owner: guide("Who must answer?"),
      },
    ],
    risks: [
      { risk: "A leak between tenants", impact: "high", mitigation: guide("Which test guards it in every build?") },
    ],
    nextSteps: [
      { step: guide("What is the smallest thing that a real customer can use?"), owner: guide("Who?"), state: "open" },
    ],
  },
});
