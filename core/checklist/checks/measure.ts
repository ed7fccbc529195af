import type { Spec } from "../../spec/definition";
import { describePath } from "../../spec/path";
import { type CheckContext, compared, has, type Probe, type Sign } from "./check";

type QualityTarget = Spec["performance"]["targets"][number];

/** The unit a metric is meant in where the author left the unit open. */
const USUAL_UNIT: Record<string, string> = {
  latency_p50: "ms",
  latency_p95: "ms",
  latency_p99: "ms",
  throughput: "requests/s",
  error_rate_normal: "%",
  error_rate_peak: "%",
  query_simple: "ms",
  query_join: "ms",
  query_hot: "ms",
  availability: "%",
  load_multiple: "x",
};

const LABELS: Record<string, string> = { latency_p50: "p50", latency_p95: "p95", latency_p99: "p99" };

/** Every quality target of this metric keeps the standard; the first that does not is the sign against. */
export function promised(metric: string, targetId: string): Probe {
  return (context) => worst(context, metric, targetId, "value");
}

/** The last measurement of every quality target of this metric keeps the standard. */
export function measuredWithin(metric: string, targetId: string): Probe {
  return (context) => worst(context, metric, targetId, "measured");
}

function worst(
  { spec, targets }: CheckContext,
  metric: string,
  targetId: string,
  key: "value" | "measured",
): Sign | null {
  const target = targets[targetId];
  if (!target) return null;
  const signs = targetsOf(spec, metric).flatMap((item) => {
    const value = item[key];
    if (value === null) return [];
    const subject = key === "value" ? nameOf(item) : `The last measurement of ${nameOf(item)}`;
    return (
      compared(
        `performance.targets.${item.id}.${key}`,
        subject,
        value,
        item.unit || (USUAL_UNIT[metric] ?? ""),
        target,
      ) ?? []
    );
  });
  return signs.find((sign) => !sign.shows) ?? signs[0] ?? null;
}

/** Every quality target of one of these metrics says how it is measured. */
export function measurementNamed(...metrics: string[]): Probe {
  return ({ spec }) => {
    const items = metrics.flatMap((metric) => targetsOf(spec, metric));
    const first = items[0];
    if (!first) return null;
    const open = items.find((item) => !has(item.measuredBy));
    const item = open ?? first;
    const path = `performance.targets.${item.id}.measuredBy`;
    if (open) return { path, sentence: `${describePath(spec, path)} is empty.`, shows: false };
    return { path, sentence: `${nameOf(item)} is measured by ${item.measuredBy.trim()}.`, shows: true };
  };
}

function targetsOf(spec: Spec, metric: string): QualityTarget[] {
  return spec.performance.targets.filter((item) => item.metric === metric);
}

function nameOf(item: QualityTarget): string {
  const metric = LABELS[item.metric] ?? item.metric.replaceAll("_", " ");
  return has(item.name) ? `“${item.name.trim()}” (${metric})` : `The target for ${metric}`;
}
