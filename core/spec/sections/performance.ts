import { choice, list, markdown, number, section, text } from "../field";

export const performance = section(
  "performance",
  "Scalability & performance",
  "Targets with units and how each is measured, and the way to the next order of magnitude.",
  {
    targets: list(
      "Quality targets",
      "Numbers the system promises, each with its unit and how it is measured.",
      { item: "target", title: "name", layout: "table" },
      {
        name: text("Name", "What it is about, such as “GET /products”."),
        metric: choice(
          "Metric",
          [
            ["latency_p50", "Latency p50"],
            ["latency_p95", "Latency p95"],
            ["latency_p99", "Latency p99"],
            ["throughput", "Throughput per instance"],
            ["error_rate_normal", "Error rate, normal load"],
            ["error_rate_peak", "Error rate, peak load"],
            ["query_simple", "Query time, simple"],
            ["query_join", "Query time, complex join"],
            ["query_hot", "Query time, hot path"],
            ["availability", "Availability"],
            ["load_multiple", "Load multiple", "Times the normal load the system withstands."],
          ],
          undefined,
          { other: true },
        ),
        value: number("Target"),
        unit: choice(
          "Unit",
          [
            ["ms", "ms"],
            ["s", "s"],
            ["requests/s", "requests/s"],
            ["%", "%"],
            ["x", "×"],
          ],
          undefined,
          { other: true },
        ),
        measuredBy: text("Measured by", "Tool, place and window, such as “load balancer, 5 min”."),
        measured: number("Last measured", undefined, "In the same unit.", { optional: true }),
      },
    ),
    scalingPath: markdown("Scaling path", "What breaks first at 2×, 10× and 100×, and what is done then."),
    cachingStrategy: markdown("Caching strategy", "Layers, hit rates expected, stampede protection."),
    queueingStrategy: markdown("Queueing strategy", "What is deferred, back-pressure, limits of queues."),
    loadTestPlan: markdown("Load-test plan", "Scenarios, data, load profile, pass criteria."),
    loadTestResults: markdown("Load-test results", "What was measured, when, on what.", { optional: true }),
  },
);
