import type { Interaction, Spec } from "../../spec/definition";
import { describePath } from "../../spec/path";
import {
  allOf,
  anyOf,
  type Check,
  chosen,
  compared,
  everyItem,
  filled,
  has,
  type ItemsProbe,
  type Probe,
  says,
  someItems,
} from "./check";
import { measuredWithin, measurementNamed, promised } from "./measure";

const INTERACTIONS = "services.interactions";
const syncCalls = (spec: Spec) => spec.services.interactions.filter((call) => call.mode === "sync");
const retried = (spec: Spec) => spec.services.interactions.filter((call) => (call.retries ?? 0) > 0);
/** Calls that are answered, even if nobody waits for them; what is left of the asynchronous ones are messages. */
const CALL_PROTOCOLS = ["http", "grpc", "graphql", "sql", "redis", "websocket"];
const messages = (spec: Spec) =>
  spec.services.interactions.filter((call) => call.mode === "async" && !CALL_PROTOCOLS.includes(call.protocol));

type OverCalls = Pick<ItemsProbe<Interaction>, "items" | "good" | "claim" | "field">;
const calls = (probe: OverCalls): Probe => everyItem({ path: INTERACTIONS, ...probe });
const someCalls = (probe: OverCalls): Probe => someItems({ path: INTERACTIONS, ...probe });

/** Objectives may stand among the quality targets or the SLOs; either is a promise. */
const availabilityObjective: Probe = anyOf(promised("availability", "availability"), ({ spec, targets }) => {
  const slo = spec.reliability.slos.find(
    (candidate) => candidate.objective !== null && /availab|uptime|success/i.test(`${candidate.name} ${candidate.sli}`),
  );
  if (!slo || slo.objective === null || !targets.availability) return null;
  const path = `reliability.slos.${slo.id}.objective`;
  return compared(path, describePath(spec, path), slo.objective, "%", targets.availability);
});

/**
 * A caller must not give up before what it calls does: a call inside may not be granted longer than the call around it.
 * Only calls on the critical path are sure to happen inside one another.
 */
const nestedTimeouts: Probe = ({ spec }) => {
  const timed = syncCalls(spec).filter((call) => call.timeout !== null && call.critical);
  let pairs = 0;
  for (const outer of timed) {
    for (const inner of timed) {
      if (outer.to === "" || inner.from !== outer.to || inner === outer) continue;
      pairs += 1;
      if ((inner.timeout ?? 0) <= (outer.timeout ?? 0)) continue;
      const path = `${INTERACTIONS}.${inner.id}.timeout`;
      const sentence = `${describePath(spec, path)} allows ${inner.timeout} ms inside a call that is given up after ${outer.timeout} ms.`;
      return { path, sentence, shows: false };
    }
  }
  return pairs === 0
    ? null
    : {
        path: INTERACTIONS,
        sentence: `In ${pairs} nested pairs of calls the inner timeout fits into the outer one.`,
        shows: true,
      };
};

/** Retries at two layers multiply while somebody waits; messages may be tried as often as their queue likes. */
const boundedRetries: Probe = ({ spec }) => {
  const list = retried(spec).filter((call) => call.mode === "sync");
  const first = list[0];
  if (!first) return null;
  const many = list.find((call) => (call.retries ?? 0) > 3);
  if (many) {
    const path = `${INTERACTIONS}.${many.id}.retries`;
    return { path, sentence: `${describePath(spec, path)} allows ${many.retries} retries.`, shows: false };
  }
  const stacked = list.find((inner) => list.some((outer) => outer.to !== "" && outer.to === inner.from));
  if (stacked) {
    const path = `${INTERACTIONS}.${stacked.id}.retries`;
    return {
      path,
      sentence: `${describePath(spec, path)} retries inside a call that is itself retried.`,
      shows: false,
    };
  }
  return {
    path: INTERACTIONS,
    sentence: `${list.length} synchronous calls retry, at most 3 times and at one layer.`,
    shows: true,
  };
};

const services = (
  field: "replicas" | "availability",
  good: ItemsProbe<Spec["services"]["services"][number]>["good"],
  claim: string,
) => everyItem({ items: (spec) => spec.services.services, path: "services.services", field, good, claim });

const failures = (
  good: ItemsProbe<Spec["reliability"]["failures"][number]>["good"],
  claim: string,
  field: string,
  atLeast = 1,
) =>
  everyItem({ items: (spec) => spec.reliability.failures, path: "reliability.failures", field, good, claim, atLeast });

export const reliabilityChecks: Record<string, Check> = {
  reliability_availability: {
    objective: availabilityObjective,
    computed: services(
      "availability",
      (service, { targets }) =>
        service.availability !== null && service.availability >= Number(targets.availability?.value ?? 0),
      "The services state an availability that reaches the target",
    ),
    redundant: services(
      "replicas",
      (service) => (service.replicas ?? 0) >= 2,
      "The services run at least two instances",
    ),
  },
  reliability_timeouts: {
    all_calls: calls({
      items: syncCalls,
      field: "timeout",
      good: (call) => call.timeout !== null,
      claim: "The synchronous calls have a timeout",
    }),
    nested: nestedTimeouts,
    from_measurement: calls({
      items: (spec) => syncCalls(spec).filter((call) => call.timeout !== null),
      field: "p95",
      good: (call) => call.p95 !== null && call.p95 < (call.timeout ?? 0),
      claim: "The timeouts stand above a stated p95",
    }),
  },
  reliability_retries: {
    bounded: boundedRetries,
    backoff: calls({
      items: retried,
      field: "backoff",
      good: (call) => has(call.backoff),
      claim: "The calls that retry name a backoff",
    }),
    idempotent: calls({
      items: retried,
      field: "idempotency",
      good: (call) => has(call.idempotency),
      claim: "The calls that retry name what makes a repeat harmless",
    }),
  },
  reliability_isolation: {
    breakers: anyOf(
      calls({
        items: (spec) => syncCalls(spec).filter((call) => call.critical),
        field: "circuitBreaker",
        good: (call) => has(call.circuitBreaker),
        claim: "The critical synchronous calls have a circuit breaker",
      }),
      allOf(
        chosen("architecture.reliabilityPatterns.selected", "circuit_breakers"),
        someCalls({
          items: syncCalls,
          good: (call) => has(call.circuitBreaker),
          claim: "Calls with a circuit breaker",
        }),
      ),
    ),
    bulkheads: someCalls({ items: syncCalls, good: (call) => has(call.bulkhead), claim: "Calls with a bulkhead" }),
    shedding: says(
      ["reliability.degradation", "performance.queueingStrategy", "performance.scalingPath"],
      /shed|refus|reject|503|back[- ]?pressure|admission/i,
    ),
  },
  reliability_messages: {
    dead_letter: calls({
      items: messages,
      field: "deadLetter",
      good: (call) => has(call.deadLetter),
      claim: "The asynchronous interactions name their dead-letter handling",
    }),
    deduplicated: calls({
      items: messages,
      field: "idempotency",
      good: (call) => has(call.idempotency),
      claim: "The asynchronous interactions name what makes a repeat harmless",
    }),
    ordering: says(
      ["data.consistency", "performance.queueingStrategy", "architecture.communication.rationale"],
      /\border(ing|ed)?\b.{0,40}(key|partition|kept|guarante|per )|partition(ed)? (by|key)/i,
    ),
    replay: says(
      ["data.consistency", "performance.queueingStrategy", "reliability.degradation"],
      /replay|re-?process|rewind|retention/i,
    ),
  },
  reliability_failures: {
    listed: failures((failure) => has(failure.failure), "Failure scenarios are described", "failure", 3),
    noticed: failures(
      (failure) => has(failure.detection),
      "The failure scenarios say how they are noticed",
      "detection",
    ),
    recovered: failures(
      (failure) => has(failure.mitigation) && has(failure.recovery),
      "The failure scenarios have mitigation and recovery",
      "recovery",
    ),
    rehearsed: says(
      ["reliability.onCall", "reliability.degradation", "data.backup.restoreTest"],
      /game ?day|chaos|rehears|drill|fail[- ]?over test/i,
    ),
  },
  reliability_degradation: {
    fallbacks: calls({
      items: (spec) => syncCalls(spec).filter((call) => !call.critical),
      field: "fallback",
      good: (call) => has(call.fallback),
      claim: "The synchronous calls off the critical path have a fallback",
    }),
    priorities: filled("reliability.degradation"),
    honest: allOf(
      filled("reliability.degradation"),
      failures((failure) => has(failure.impact), "The failure scenarios say what users see", "impact"),
    ),
  },
  reliability_error_rate: {
    normal: promised("error_rate_normal", "error_rate_normal"),
    peak: promised("error_rate_peak", "error_rate_peak"),
    measured: anyOf(
      measurementNamed("error_rate_normal", "error_rate_peak"),
      measuredWithin("error_rate_normal", "error_rate_normal"),
    ),
  },
  reliability_dependencies: {
    objectives: everyItem({
      items: (spec) => spec.services.dependencies,
      path: "services.dependencies",
      field: "availability",
      good: (dependency) => dependency.availability !== null && dependency.latencyP95 !== null,
      claim: "The external dependencies state availability and latency",
    }),
    owned: everyItem({
      items: (spec) => spec.services.dependencies,
      path: "services.dependencies",
      field: "owner",
      good: (dependency) => has(dependency.owner) && has(dependency.vendor),
      claim: "The external dependencies name an owner and a vendor",
    }),
    costs: everyItem({
      items: (spec) => spec.services.dependencies,
      path: "services.dependencies",
      field: "costNote",
      good: (dependency) => has(dependency.costNote),
      claim: "The external dependencies have a cost note",
    }),
  },
};
