import { allOf, anyOf, type Check, filled, has, type Probe, ready, says, someItems } from "./check";
import { measuredWithin, measurementNamed, promised } from "./measure";

const loadResults: Probe = anyOf(filled("performance.loadTestResults"), ready("loadTest"));

export const performanceChecks: Record<string, Check> = {
  performance_p50: {
    target: promised("latency_p50", "latency_p50"),
    measured: measurementNamed("latency_p50"),
    met: measuredWithin("latency_p50", "latency_p50"),
  },
  performance_p95: {
    strict: promised("latency_p95", "latency_p95"),
    relaxed: promised("latency_p95", "latency_p95_relaxed"),
    measured: measurementNamed("latency_p95"),
    met: measuredWithin("latency_p95", "latency_p95_relaxed"),
  },
  performance_p99: {
    target: promised("latency_p99", "latency_p99"),
    measured: measurementNamed("latency_p99"),
    causes: says(
      ["performance.scalingPath", "performance.loadTestResults"],
      /\btail\b|\bp99\b|garbage|lock wait|cold cache/i,
    ),
  },
  performance_queries: {
    simple: promised("query_simple", "query_simple"),
    join: promised("query_join", "query_join"),
    hot: promised("query_hot", "query_hot"),
    watched: anyOf(
      measurementNamed("query_simple", "query_join", "query_hot"),
      says(
        ["data.indexing", "reliability.metrics", "reliability.logs"],
        /slow[- ]query|pg_stat_statements|statement statistics/i,
      ),
    ),
  },
  performance_throughput: {
    target: promised("throughput", "throughput"),
    measured: measurementNamed("throughput"),
    divided: filled("operations.capacity"),
  },
  performance_head_room: {
    target: promised("load_multiple", "load_multiple"),
    tested: anyOf(
      measuredWithin("load_multiple", "load_multiple"),
      says("performance.loadTestResults", /\d+\s*(×|x\b|times)/i),
    ),
    graceful: says(
      ["performance.scalingPath", "reliability.degradation", "performance.queueingStrategy"],
      /shed|refus|reject|503|429|back[- ]?pressure/i,
    ),
  },
  performance_load_tests: {
    plan: filled("performance.loadTestPlan"),
    results: loadResults,
    repeated: says(
      ["performance.loadTestPlan", "operations.pipeline"],
      /(before|each|every|per) (\w+ )?release|nightly|weekly|scheduled|in the pipeline|regression/i,
    ),
  },
  performance_scaling: {
    first_limit: filled("performance.scalingPath"),
    stateless: says(
      ["performance.scalingPath", "architecture.deployment.rationale", "operations.capacity"],
      /stateless|no (local )?state|horizontal/i,
    ),
    data_growth: says(
      ["performance.scalingPath", "data.indexing", "data.consistency"],
      /partition|shard|archiv|read replica/i,
    ),
  },
  performance_caching: {
    described: anyOf(
      allOf(filled("performance.cachingStrategy"), filled("data.caching")),
      says(["performance.cachingStrategy", "data.caching"], /ttl|invalidat|expir|\d+\s*(s|min|h)\b/i),
    ),
    stampede: says(
      ["performance.cachingStrategy", "data.caching"],
      /stampede|coalesc|single[- ]flight|jitter|cold start/i,
    ),
    hit_rate: says(
      ["performance.cachingStrategy", "data.caching", "reliability.metrics"],
      /hit[- ]rate|hit ratio|hits/i,
    ),
  },
  performance_queueing: {
    deferred: filled("performance.queueingStrategy"),
    back_pressure: says("performance.queueingStrategy", /back[- ]?pressure|limit|bound|reject|refus|drop/i),
    lag: anyOf(
      says(["performance.queueingStrategy", "reliability.metrics"], /\blag\b|age of|oldest|waiting time/i),
      someItems({
        items: (spec) => spec.reliability.alerts,
        path: "reliability.alerts",
        good: (alert) => /lag|queue|backlog|oldest/i.test(`${alert.name} ${alert.condition}`) && has(alert.condition),
        claim: "Alerts on queues or lag",
      }),
    ),
  },
};
