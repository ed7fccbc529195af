import type { Pillar } from "../../lens";
import { writeQuestion } from "../write-question";

export const performance: Pillar = {
  id: "performance",
  name: "Performance",
  questions: [
    writeQuestion("performance_p50", "Is the typical request fast, and is that measured?", {
      why: "The median is what most people feel most of the time. It also shows first when a change made everything a little slower.",
      weight: 1,
      targets: ["latency_p50"],
      choices: [
        [
          "target",
          "The p50 target is below {latency_p50}",
          "Set the target per endpoint group, and find what each request spends its time on.",
        ],
        [
          "measured",
          "It is named where and over which window p50 is measured",
          "Measure at the load balancer or in the client, per endpoint, over minutes and not days.",
        ],
        [
          "met",
          "The last measurement met the target",
          "Measure under normal load; where it misses, profile the slowest step and fix that one first.",
        ],
      ],
      none: "target && measured && met",
    }),
    writeQuestion("performance_p95", "Are 19 of 20 requests fast enough?", {
      why: "A page makes several calls, so a slow twentieth request is a slow page for many people.",
      weight: 3,
      targets: ["latency_p95", "latency_p95_relaxed"],
      choices: [
        [
          "strict",
          "The p95 target is below {latency_p95}",
          "Make it the target for what users wait on; move slow work out of the request.",
        ],
        [
          "relaxed",
          "The p95 target is below {latency_p95_relaxed}",
          "Accept this only where nobody waits for the answer, and say why.",
        ],
        [
          "measured",
          "It is named where and over which window p95 is measured",
          "Record histograms at the edge per endpoint; averages of percentiles are meaningless.",
        ],
        [
          "met",
          "The last measurement met the target",
          "Measure with production-like data, and look at the queries and calls of the slowest five percent.",
        ],
      ],
      none: "strict && measured && met",
      medium: "(strict || relaxed) && (measured || met)",
    }),
    writeQuestion("performance_p99", "Is the slowest percent bounded?", {
      why: "The tail is where timeouts, retries and lost carts live, and your largest customers have the largest data.",
      weight: 2,
      targets: ["latency_p99"],
      choices: [
        [
          "target",
          "The p99 target is below {latency_p99}",
          "Set it together with the timeout of the callers, so that the tail ends before they give up.",
        ],
        [
          "measured",
          "It is named where and over which window p99 is measured",
          "Keep high-resolution histograms, and look at single traces from the tail.",
        ],
        [
          "causes",
          "The causes of the tail are known",
          "Check garbage collection, lock waits, cold caches, large tenants and retries, and bound each.",
        ],
      ],
      none: "target && measured && causes",
      medium: "target && (measured || causes)",
    }),
    writeQuestion("performance_queries", "Are database queries within their time budgets?", {
      why: "The database is the part that cannot simply be doubled. A query's budget must be known before the table has grown.",
      weight: 2,
      targets: ["query_simple", "query_join", "query_hot"],
      choices: [
        [
          "simple",
          "Simple queries take less than {query_simple}",
          "Check the index and the round trips; a simple query that is slower usually waits for something else.",
        ],
        [
          "join",
          "Complex joins take less than {query_join}",
          "Limit rows before joining, check estimates against actual rows, or precompute.",
        ],
        [
          "hot",
          "Queries on the hot path take less than {query_hot}",
          "Serve them from a covering index or a cache, and keep them free of locks.",
        ],
        [
          "watched",
          "Statements that exceed their budget are recorded and looked at",
          "Turn on statement statistics and a slow-query log, and review the worst ten regularly.",
        ],
      ],
      none: "simple && join && hot && watched",
      medium: "simple && (join || hot || watched)",
    }),
    writeQuestion("performance_throughput", "Is it known how much one instance can carry?", {
      why: "Capacity planning is a division. Without the throughput of one instance there is nothing to divide by.",
      weight: 1,
      targets: ["throughput"],
      choices: [
        [
          "target",
          "One instance carries at least {throughput}",
          "Measure one instance alone until latency leaves its target, and remove the first bottleneck.",
        ],
        [
          "measured",
          "The figure comes from a measurement on production-like hardware",
          "Record machine, data, mix of requests and result, with the command to repeat it.",
        ],
        [
          "divided",
          "The number of instances follows from it, with one to spare",
          "Divide the peak by the measured figure, and add what maintenance and a lost zone take away.",
        ],
      ],
      none: "target && measured && divided",
    }),
    writeQuestion("performance_head_room", "What happens at {load_multiple} the normal load?", {
      why: "Campaigns, retries and success all look the same to a server. A design should know its next limit before users find it.",
      weight: 2,
      targets: ["load_multiple"],
      choices: [
        [
          "target",
          "The design withstands {load_multiple} the normal load",
          "State it as a target, and compute each part at that load: connections, locks, queues, quotas.",
        ],
        [
          "tested",
          "It was tried, with the result written down",
          "Ramp the load until something gives, and record what gave, when, and how it recovered.",
        ],
        [
          "graceful",
          "Beyond the limit the system refuses politely and recovers by itself",
          "Shed load at the edge, keep essential functions alive, and test the way back to normal.",
        ],
      ],
      none: "target && tested && graceful",
      medium: "target && (tested || graceful)",
    }),
    writeQuestion("performance_load_tests", "Do load tests resemble reality and decide releases?", {
      why: "A test with ten rows and one user proves that ten rows and one user work.",
      weight: 2,
      choices: [
        [
          "plan",
          "There is a plan with scenarios, data volume, load profile and pass criteria",
          "Write the mix of requests from production or from the requirements, and the numbers that mean “passed”.",
        ],
        [
          "results",
          "Results are recorded with date and set-up",
          "Keep the report beside the design, including what was not tested.",
        ],
        [
          "repeated",
          "The test runs again before each significant release",
          "Automate it, compare with the last result, and treat a regression like a failing test.",
        ],
      ],
      none: "plan && results && repeated",
      medium: "plan && (results || repeated)",
    }),
    writeQuestion("performance_scaling", "Is the way to the next order of magnitude known?", {
      why: "Nobody needs to build for a hundred times the load today; everybody needs to know which decision would prevent it.",
      weight: 2,
      choices: [
        [
          "first_limit",
          "It is named what breaks first at 2×, 10× and 100×",
          "Estimate each resource at those loads, and mark the first to run out.",
        ],
        [
          "stateless",
          "Instances hold no state that stops another from taking over",
          "Move sessions, files and locks out of the process, and prove it by killing instances.",
        ],
        [
          "data_growth",
          "There is an answer to growing data: partitions, archive or shards",
          "Project the size for three years, and choose keys now that allow splitting later.",
        ],
      ],
      none: "first_limit && stateless && data_growth",
    }),
    writeQuestion("performance_caching", "Do caches have an owner, an end and a plan for being empty?", {
      why: "A cache is a second copy of the truth. It needs a rule for being wrong and must not be the only thing that keeps the database alive.",
      weight: 1,
      choices: [
        [
          "described",
          "It is stated what is cached where, for how long and how it is invalidated",
          "List each cache with key, lifetime, source and the event that clears it.",
        ],
        [
          "stampede",
          "An expiring or empty cache does not overload what is behind it",
          "Use request coalescing and jittered lifetimes, and test a cold start under load.",
        ],
        [
          "hit_rate",
          "The expected hit rate is stated and measured",
          "Export hits and misses, and remove caches that do not pay.",
        ],
      ],
      none: "described && stampede && hit_rate",
    }),
    writeQuestion("performance_queueing", "Is slow work taken out of the request, with limits?", {
      why: "A queue turns a spike into a delay, as long as it cannot grow forever.",
      weight: 1,
      choices: [
        [
          "deferred",
          "It is stated what is done later, and what the user sees meanwhile",
          "Move mails, exports, images and webhooks behind a queue, and give the user a state to look at.",
        ],
        [
          "back_pressure",
          "Producers slow down or are refused when consumers fall behind",
          "Bound the queue, and decide what happens at the bound before it is reached.",
        ],
        [
          "lag",
          "Age of the oldest message is watched",
          "Alert on waiting time rather than on length, since that is what users feel.",
        ],
      ],
      none: "deferred && back_pressure && lag",
    }),
  ],
};
