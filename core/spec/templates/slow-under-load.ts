import { guide } from "../guidance";
import { startingTargets } from "./starting-targets";
import { buildSpec, item } from "./template";

const entry = item("entry");
const suspect = item("suspect");
const store = item("store");

/** A running system misses its targets: measure, find the limit, change one thing, measure again. */
export const slowUnderLoad = buildSpec({
  requirements: {
    problem: guide(
      "What is slow, for whom, since when, at which load? Give p50, p95 and p99, not an average.",
      "What changed before it began: traffic, data, code, platform?",
      "What does it cost: lost orders, calls to support, nights?",
    ),
    goals: guide("Which number must be reached, at which load, by when?", "When is it good enough to stop?"),
    nonGoals: guide("Which rebuilding is tempting, and left for later?"),
    functional: [
      { ref: "FR-1", text: guide("Which behaviour must not change while it gets faster?"), priority: "must" },
      { ref: "FR-2", text: guide("What may be given up under load: freshness, totals, order?"), priority: "could" },
    ],
    scale: {
      notes: guide("Requests a second now, at the last incident, and expected in a year. Rows in the largest tables."),
    },
    consistency: guide("Which answers may be a little old, and by how much? Who agreed?"),
    environment: { notes: guide("Limits of the platform: CPU quota, connections, disk operations, network?") },
    team: {
      skills: guide("Who can read a profile, a query plan, a trace?"),
      constraints: guide("Budget for hardware, time until the next peak?"),
    },
  },
  architecture: {
    reliabilityPatterns: {
      selected: ["timeouts", "bulkheads"],
      rationale: guide("What keeps the slow part from slowing the rest, today?"),
    },
    observabilityPatterns: {
      selected: ["metrics", "tracing"],
      rationale: guide("Which measurement is missing to be sure of the cause? Add it first."),
    },
    overview: guide(
      "Follow one slow request through the parts and write the time each took. Where does the sum differ from what the user waited?",
    ),
    diagrams: [
      {
        name: "Where the time goes",
        source: `sequenceDiagram
  participant U as User
  participant E as Entry
  participant S as Suspect
  participant D as Store
  U->>E: request
  Note over E: waiting for a worker, ms?
  E->>S: call
  Note over S: own work, ms?
  loop how often?
    S->>D: query
    Note over D: waiting for a lock or connection, ms?
    D-->>S: rows, how many?
  end
  S-->>E: answer, how large?
  E-->>U: answer`,
        note: guide("Fill in measured times from one trace of a slow request, not guesses."),
      },
      {
        name: "Finding the limit",
        source: `flowchart TD
  start(["Slow under load"]) --> cpu{"CPU above 80 %?"}
  cpu -->|yes| profile["Profile the hottest function"]
  cpu -->|no| waiting{"Are requests waiting for something?"}
  waiting -->|connection or worker| pool["Who holds them, and for how long?"]
  waiting -->|lock| lock["Which row or table, which transaction?"]
  waiting -->|another part| downstream["Repeat the questions there"]
  waiting -->|nothing| generator["Is the load generator the limit?"]
  profile --> change["Change one thing, measure again"]
  pool --> change
  lock --> change
  downstream --> change`,
        note: "Stop at the first limit that is proved; the next one shows only after it is gone.",
      },
    ],
  },
  services: {
    services: [
      {
        id: entry,
        name: "Entry",
        responsibility: guide("What receives the request, and how many can it hold at once?"),
        owner: guide("Which team?"),
        apiStyles: ["rest"],
      },
      {
        id: suspect,
        name: "Suspect",
        responsibility: guide("Which part takes the time, by which measurement?"),
        owner: guide("Which team?"),
        apiStyles: ["rest"],
      },
    ],
    dependencies: [
      {
        id: store,
        name: "Store",
        responsibility: guide("Database, cache or service behind it?"),
        owner: guide("Which team?"),
        vendor: guide("Who runs it?"),
      },
    ],
    interactions: [
      {
        purpose: "Slow call",
        from: entry,
        to: suspect,
        protocol: "http",
        mode: "sync",
        callsPerRequest: 1,
        critical: true,
        bulkhead: guide("How many at once, and how many wait?"),
        fallback: guide("What is answered when it takes too long?"),
      },
      {
        purpose: "Queries behind it",
        from: suspect,
        to: store,
        protocol: "sql",
        mode: "sync",
        critical: true,
        bulkhead: guide("Size of the pool; who else uses it?"),
      },
    ],
  },
  data: {
    consistency: guide("How long do transactions stay open, and do any wait for a call to another part?"),
    indexing: guide(
      "The five most expensive queries by total time (calls × mean), each with its plan: rows read against rows returned?",
      "Which index would serve each, and what does it cost on writes?",
    ),
    caching: guide("Hit rate of each cache today? What happens in the second when a hot key expires?"),
    migration: {
      expand: guide("Is an index or column added? With CONCURRENTLY, with which lock timeout?"),
      rollback: guide("How is each change taken back within minutes?"),
    },
  },
  performance: {
    targets: startingTargets([
      "latency_p50",
      "latency_p95",
      "latency_p99",
      "throughput",
      "error_rate_peak",
      "query_hot",
      "load_multiple",
    ]),
    scalingPath: guide(
      "At which load does p95 bend upwards today (the knee)? Which resource is full there?",
      "After the change: what is the next limit, and at which load?",
    ),
    cachingStrategy: guide("What is computed again and again with the same result?"),
    queueingStrategy: guide(
      "What can leave the request and be done afterwards?",
      "What is turned away first when too much comes? An unbounded queue only moves the wait.",
    ),
    loadTestPlan: guide(
      "Reproduce the slowness first: same data size, same mix, arrival rate instead of fixed users.",
      "One change at a time; three runs each; medians; the load generator on its own machine.",
      "Which result proves that the change helped, and which that it did not?",
    ),
    loadTestResults:
      "| run | change | load | p50 | p95 | p99 | errors | limit reached |\n|---|---|---|---|---|---|---|---|\n| 0 | none, as it is | | | | | | |",
  },
  security: {
    rateLimiting: guide("Is some of the load unwanted: crawlers, retries, one caller? Which limit per caller?"),
  },
  reliability: {
    failures: [
      {
        failure: "Load above the knee",
        detection: guide("Which number shows it before users do: requests waiting, age of the queue?"),
        impact: guide("Slower for all, or refused for some?"),
        mitigation: guide("Shed load early: where, by which rule, what first?"),
        recovery: guide("Does it recover by itself when load falls, or do retries keep it down?"),
        severity: "high",
      },
      {
        failure: "Retries multiply the load",
        detection: guide("Calls to the store for each user request?"),
        impact: guide("Which parts fall together?"),
        mitigation: "Only one layer retries, with jitter and a budget of at most one retry for ten calls.",
        recovery: guide("How are retries switched off quickly?"),
        severity: "high",
      },
      {
        failure: "A hot key or row takes all the load",
        detection: guide("Requests by key, waits by row?"),
        impact: guide("Who waits?"),
        mitigation: guide("Copy it, split it, or keep it in memory for a second?"),
        recovery: guide("Steps."),
        severity: "medium",
      },
      {
        failure: "The faster version answers wrongly",
        detection: guide("Are answers of old and new compared in the shadow?"),
        impact: guide("What is the worst wrong answer?"),
        mitigation: guide("Flag, small share first?"),
        recovery: "Turn the flag back.",
        severity: "medium",
      },
    ],
    degradation: guide("What is switched off first to keep the main thing fast?"),
    slos: [
      {
        name: "Fast answers",
        sli: "Requests answered without 5xx within the target, of all",
        objective: 99,
        window: "7 days",
      },
    ],
    metrics: guide("Work in progress, waiting and duration at every pool and queue: that is where time hides."),
    tracing: guide("Are slow requests always kept, whatever the sampling?"),
    alerts: [
      {
        name: "Answers are slow",
        condition: guide("p95 above the target for how long?"),
        severity: "page",
        runbook: guide("Where?"),
      },
    ],
  },
  operations: {
    rollout: guide("Each change alone, behind a flag, on a small share, with the numbers of both shares side by side."),
    rollback: guide("How fast is each taken back?"),
    capacity: guide(
      "Work per request (CPU ms, queries, bytes) × requests a second = what is needed. Does it fit what is there?",
    ),
    costNote: guide("What would simply more hardware cost, and how long would it last?"),
  },
  decisions: {
    decisions: [
      {
        title: "Which limit is removed first",
        status: "proposed",
        context: guide("What do the measurements say, and which do you still doubt?"),
        options: [
          {
            title: "Do less work",
            summary: "Index, fewer queries, smaller answers.",
            pros: "Helps at every load and costs nothing to run.",
            cons: guide("What has to change in code?"),
          },
          {
            title: "Do it once",
            summary: "Cache or precompute.",
            pros: "Large effect on reads.",
            cons: "Old answers, stampedes, something to invalidate.",
          },
          {
            title: "Do it later",
            summary: "Queue.",
            pros: "The user does not wait.",
            cons: "The work is still to be done; the user must learn of the result.",
          },
          {
            title: "Do it on more machines",
            pros: "Quick, no change of code.",
            cons: "Costs every month; helps only where the limit is not shared.",
          },
          {
            title: "Refuse some of it",
            summary: "Limits, shedding.",
            pros: "Keeps the rest healthy.",
            cons: guide("Who is refused?"),
          },
        ],
        reason: guide("Which measurement speaks for it?"),
        consequences: guide("Which limit comes next?"),
      },
    ],
    assumptions: [
      {
        text: guide("The test is like production in data, mix and arrival: in what is it not?"),
        ifWrong: "The change helps in the test and not for users",
        check: guide("A share of production traffic?"),
      },
    ],
    questions: [
      {
        question: guide("What would have to be true for the favoured cause to be wrong?"),
        owner: guide("Who must answer?"),
      },
    ],
    nextSteps: [
      { step: "Record one trace and one profile of a slow request", owner: guide("Who?"), state: "open" },
      { step: "Reproduce the slowness in a load test", owner: guide("Who?"), state: "open" },
      { step: "Change one thing and measure three times", owner: guide("Who?"), state: "open" },
    ],
  },
});
