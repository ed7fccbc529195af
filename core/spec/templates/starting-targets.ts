import { guide } from "../guidance";
import type { PartialSection } from "./template";

type Targets = NonNullable<PartialSection<"performance">["targets"]>;

const goals = [
  ["latency_p50", 80, "ms"],
  ["latency_p95", 180, "ms"],
  ["latency_p99", 1500, "ms"],
  ["throughput", 1000, "requests/s"],
  ["error_rate_normal", 0.05, "%"],
  ["error_rate_peak", 0.5, "%"],
  ["query_simple", 40, "ms"],
  ["query_join", 150, "ms"],
  ["query_hot", 15, "ms"],
  ["availability", 99.9, "%"],
  ["load_multiple", 10, "x"],
] as const;

/** Goals within the shipped backend standards, for an author to confirm or change; how each is measured is asked. */
export const startingTargets = (metrics?: readonly (typeof goals)[number][0][]): Targets =>
  goals
    .filter(([metric]) => !metrics || metrics.includes(metric))
    .map(([metric, value, unit]) => ({
      name: "All endpoints",
      metric,
      value,
      unit,
      measuredBy: guide("Which tool, at which place, over which window?"),
    }));
