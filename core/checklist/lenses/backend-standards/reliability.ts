import type { Pillar } from "../../lens";
import { writeQuestion } from "../write-question";

export const reliability: Pillar = {
  id: "reliability",
  name: "Reliability",
  questions: [
    writeQuestion("reliability_availability", "Is the availability objective stated, and can the design reach it?", {
      why: "Every part in the path multiplies the downtime. An objective that nobody multiplied out is a wish.",
      weight: 3,
      targets: ["availability", "downtime"],
      choices: [
        [
          "objective",
          "The objective is at least {availability}, that is at most {downtime} of downtime",
          "Agree on it with the business, state the window, and say what counts as unavailable.",
        ],
        [
          "computed",
          "Each service on the way has an objective that adds up to the whole",
          "Multiply the availability of everything a request needs, and add redundancy or a fallback where it falls short.",
        ],
        [
          "redundant",
          "No single instance, disk or zone takes the system down",
          "Run at least two instances in separate zones, and make the failover of stores automatic and tested.",
        ],
      ],
      none: "objective && computed && redundant",
      medium: "objective && (computed || redundant)",
    }),
    writeQuestion("reliability_timeouts", "Does every remote call give up in time?", {
      why: "A call without a timeout waits as long as the slowest thing in the world. Threads and connections fill up with waiting, and the failure climbs.",
      weight: 3,
      choices: [
        [
          "all_calls",
          "Each synchronous call has a timeout, connection set-up included",
          "Set it in the client library as a default, so that forgetting it is impossible.",
        ],
        [
          "nested",
          "The timeouts fit inside the caller's own budget, retries included",
          "Add up the tries along the path, and pass the remaining deadline on with the call.",
        ],
        [
          "from_measurement",
          "They rest on measured latency instead of round numbers",
          "Set each a little above the p99 of the call in normal operation, and review them when it moves.",
        ],
      ],
      none: "all_calls && nested && from_measurement",
      medium: "all_calls && (nested || from_measurement)",
    }),
    writeQuestion("reliability_retries", "Do retries help without making an overload worse?", {
      why: "Three layers that each retry three times send 64 requests for one. Retries without a limit are how a hiccup becomes an outage.",
      weight: 2,
      choices: [
        [
          "bounded",
          "Retries are few, and happen at one layer only",
          "Choose the layer nearest to the caller that can judge, and cap the share of traffic that may be retries.",
        ],
        [
          "backoff",
          "They wait longer each time, with jitter",
          "Use exponential backoff with full jitter, so that clients do not return in step.",
        ],
        [
          "idempotent",
          "Only calls that are harmless to repeat are retried",
          "Give each retried call a key or a natural id, and never repeat blindly what creates something.",
        ],
      ],
      none: "bounded && backoff && idempotent",
      medium: "idempotent && (bounded || backoff)",
    }),
    writeQuestion("reliability_isolation", "Is a failing or slow part kept from pulling the others down?", {
      why: "Slow is worse than dead: a dead dependency fails at once, a slow one takes every worker with it.",
      weight: 2,
      choices: [
        [
          "breakers",
          "Circuit breakers stop calls to what keeps failing",
          "Open on the error rate over a window, probe with single calls, and show the state on a dashboard.",
        ],
        [
          "bulkheads",
          "Pools and limits separate dependencies and tenants",
          "Give each dependency its own bounded pool, and limit the concurrency of each tenant.",
        ],
        [
          "shedding",
          "Excess load is refused early instead of queued without bound",
          "Bound each queue by the time an answer is still wanted, and refuse with 503 and Retry-After beyond it.",
        ],
      ],
      none: "breakers && bulkheads && shedding",
      medium: "breakers || bulkheads && shedding",
    }),
    writeQuestion("reliability_messages", "Is no message lost, and no message able to block the rest?", {
      why: "Brokers deliver at least once and sometimes out of order. One message that always fails can stop a partition for everybody behind it.",
      weight: 2,
      choices: [
        [
          "dead_letter",
          "A message that cannot be handled goes to a place somebody watches",
          "Set a dead-letter queue with a limit of tries, alert on its depth, and name who empties it.",
        ],
        [
          "deduplicated",
          "Consumers handle a repeated message without a repeated effect",
          "Record the message id in the same transaction as the effect, or make the effect idempotent.",
        ],
        [
          "ordering",
          "It is stated where order matters, and it is kept there",
          "Partition by the thing that needs order, and carry a version so that late messages can be recognised.",
        ],
        [
          "replay",
          "Messages can be replayed after a bug is fixed",
          "Keep the source long enough, and give consumers a tested way to start again from a point in time.",
        ],
      ],
      none: "dead_letter && deduplicated && ordering && replay",
      medium: "dead_letter && deduplicated",
    }),
    writeQuestion("reliability_failures", "Is it written down what fails, what users see, and how it is repaired?", {
      why: "During an incident nobody designs well. The thinking must have happened before, and must be findable.",
      weight: 3,
      choices: [
        [
          "listed",
          "The failure of each store, dependency and zone is described",
          "Go through the diagram and ask of each box and arrow: what if it is gone, slow, or wrong?",
        ],
        [
          "noticed",
          "Each scenario says how it is noticed",
          "Name the alert or check that fires, and add one where only users would tell.",
        ],
        [
          "recovered",
          "Each scenario has a mitigation and a way back with a duration",
          "Write what happens by itself and what a person does, with the time each takes.",
        ],
        [
          "rehearsed",
          "The worst scenarios were provoked on purpose",
          "Stop a database, cut a dependency, fill a disk in a safe environment, and correct the description afterwards.",
        ],
      ],
      none: "listed && noticed && recovered && rehearsed",
      medium: "listed && noticed && recovered",
    }),
    writeQuestion("reliability_degradation", "Does the system offer less instead of nothing?", {
      why: "Users forgive a missing recommendation; they do not forgive a blank page at checkout.",
      weight: 2,
      choices: [
        [
          "fallbacks",
          "Each dependency that is not essential has a fallback",
          "Decide for each call: stale data, a default, a later retry, or leaving the part out.",
        ],
        [
          "priorities",
          "It is decided what is switched off first and what must always work",
          "Rank the functions with the business, and give the upper ones reserved capacity.",
        ],
        [
          "honest",
          "Users are told what does not work at the moment",
          "Show the missing part as missing, keep what they typed, and say when to try again.",
        ],
      ],
      none: "fallbacks && priorities && honest",
      medium: "fallbacks || priorities && honest",
    }),
    writeQuestion("reliability_error_rate", "Are the error rates bounded in normal operation and at peak?", {
      why: "Some requests always fail; what matters is that the share is known, agreed, and does not explode under load.",
      weight: 2,
      targets: ["error_rate_normal", "error_rate_peak"],
      choices: [
        [
          "normal",
          "Below {error_rate_normal} of the requests fail under normal load",
          "State the target, count every 5xx and timeout as the user sees it, and fix the largest cause each week.",
        ],
        [
          "peak",
          "Below {error_rate_peak} of the requests fail at peak",
          "Test at peak load, look at what fails first, and shed or scale before it does.",
        ],
        [
          "measured",
          "Both are measured where users enter",
          "Count at the load balancer or in the client, since a service that is down reports no errors.",
        ],
      ],
      none: "normal && peak && measured",
      medium: "normal && (peak || measured)",
    }),
    writeQuestion("reliability_dependencies", "Is every external dependency known with its limits, owner and price?", {
      why: "What you do not run still decides whether you run: its quota, its maintenance window and its price list.",
      weight: 1,
      choices: [
        [
          "objectives",
          "Each has an availability and latency objective that the design relies on",
          "Take it from the agreement or measure it, and enter it beside the dependency.",
        ],
        [
          "owned",
          "Each has an owner in the team and a contact at the vendor",
          "Name the team that watches its status and renews its contract.",
        ],
        [
          "costs",
          "Costs and quotas are known, and how they grow with load",
          "Write down the price per unit and the limit, and compute both at peak and at ten times the load.",
        ],
      ],
      none: "objectives && owned && costs",
    }),
  ],
};
