import type { Pillar } from "../../lens";
import { writeQuestion } from "../write-question";

export const apiContract: Pillar = {
  id: "api_contract",
  name: "API contract governance",
  questions: [
    writeQuestion("api_described", "Is every interface described by a machine-readable contract?", {
      why: "Callers build on what is written. An interface that exists only in code is learned by trial, and every accident of the implementation becomes a promise that somebody relies on.",
      weight: 3,
      targets: ["endpoints_documented"],
      choices: [
        [
          "documented",
          "{endpoints_documented} of the endpoints, operations and messages appear in a contract document",
          "Write an OpenAPI, AsyncAPI, protobuf or GraphQL document, and add whatever the running service answers but the document does not name.",
        ],
        [
          "reviewed_first",
          "The contract is agreed with its callers before it is implemented",
          "Open the contract as its own change, ask one person from each calling team to read it, and start coding only after that.",
        ],
        [
          "verified",
          "The pipeline fails when code and contract differ",
          "Generate types from the contract or test the running service against it, and make the difference a failing step.",
        ],
        [
          "examples",
          "Each operation shows a realistic example and the errors it can answer",
          "Add one request, one response and each documented error per operation, taken from a test so that they stay true.",
        ],
      ],
      none: "documented && reviewed_first && verified && examples",
      medium: "documented && (reviewed_first || verified)",
    }),
    writeQuestion("api_versioning", "Can callers tell which changes are safe and which need a new version?", {
      why: "A change that breaks one caller at night costs more than the feature was worth. Shared words for “breaking” turn arguments into a check.",
      weight: 2,
      choices: [
        [
          "scheme",
          "The place of the version and what raises it are written down",
          "Decide where the version stands (path, header or package), and list what counts as breaking: removals, narrowing, new required input, changed meaning.",
        ],
        [
          "checked",
          "A tool compares contracts and stops unintended breaking changes",
          "Compare each contract with the released one in the pipeline, and require an explicit override with a reason.",
        ],
        [
          "side_by_side",
          "Old and new versions can be served at the same time",
          "Keep translation at the edge so that one implementation serves both versions until the last caller has moved.",
        ],
      ],
      none: "scheme && checked && side_by_side",
      medium: "scheme && (checked || side_by_side)",
    }),
    writeQuestion("api_deprecation", "Is there a fair way to end an old version?", {
      why: "Versions that can never be switched off grow into the largest part of the maintenance, and versions that vanish without notice break the trust of the callers.",
      weight: 1,
      targets: ["deprecation_window"],
      choices: [
        [
          "window",
          "A deprecated version lives for at least {deprecation_window}",
          "State the window in the contract and in the agreement with callers; longer where callers ship on a slow cycle.",
        ],
        [
          "announced",
          "Callers learn of it in responses and in the documentation",
          "Send Deprecation and Sunset headers, mark the operation as deprecated, and write to the registered callers.",
        ],
        [
          "measured",
          "Remaining use is measured per caller before anything is removed",
          "Count requests by version and client, and remove a version only when the count has been zero for a full business cycle.",
        ],
      ],
      none: "window && announced && measured",
    }),
    writeQuestion("api_errors", "Do all errors have one shape that a program can act on?", {
      why: "Callers that must read prose to decide whether to retry will decide wrongly. One shape with stable codes makes failure part of the contract.",
      weight: 2,
      choices: [
        [
          "one_format",
          "Every error, from every layer, has the same documented form",
          "Define one error object, use it for gateways and validation too, and show it in the contract as a shared schema.",
        ],
        [
          "stable_codes",
          "Each error carries a stable code beside its sentence",
          "Give each cause a code that never changes its meaning, and list the codes with what a caller should do.",
        ],
        [
          "correlated",
          "Each error names a correlation id that finds it in the logs",
          "Return the id in the body and in a header, so that a report from a user leads to the log line at once.",
        ],
        [
          "field_errors",
          "Invalid input is answered with the fields that are wrong and why",
          "List each faulty field with its path and a remedy instead of stopping at the first one.",
        ],
      ],
      none: "one_format && stable_codes && correlated && field_errors",
      medium: "one_format && (stable_codes || correlated)",
    }),
    writeQuestion("api_idempotency", "Can every request that changes something be repeated safely?", {
      why: "Networks lose answers, not only requests. A caller that cannot repeat must guess whether the payment happened; a caller that repeats blindly pays twice.",
      weight: 3,
      choices: [
        [
          "keys",
          "Requests that create or trigger something accept an idempotency key",
          "Take an Idempotency-Key header, store the outcome with the key in the same transaction as the effect, and replay the stored answer.",
        ],
        [
          "retention",
          "It is stated how long a key is remembered",
          "Keep keys longer than the longest retry of any caller; 48 hours is a usual floor.",
        ],
        [
          "mismatch",
          "The same key with another body is refused",
          "Store a hash of the body with the key and answer 422 when it differs, so that a bug in the caller shows.",
        ],
        [
          "natural",
          "Updates and deletions are idempotent by their design",
          "Let PUT and DELETE state the wanted outcome, and use revisions so that a repeat does nothing or is refused clearly.",
        ],
      ],
      none: "keys && retention && mismatch && natural",
      medium: "keys && (retention || mismatch || natural)",
    }),
    writeQuestion("api_collections", "Are lists bounded, ordered and cheap at any size?", {
      why: "An endpoint that returns everything works in the first year and takes the database down in the third.",
      weight: 2,
      choices: [
        [
          "bounded",
          "Each list has a default and a largest page size, enforced by the server",
          "Set both in the contract, and refuse larger requests with a clear error instead of truncating silently.",
        ],
        [
          "cursor",
          "Pages follow a cursor, not an offset",
          "Use the sort key with the id as the cursor, so that the thousandth page costs as much as the first.",
        ],
        [
          "stable_order",
          "The order is documented and total, ties included",
          "Name the default order and add the id as the last key, so that no row is skipped or shown twice.",
        ],
        [
          "indexed",
          "Only filters and sorts that an index serves are offered",
          "Publish the list of allowed filters and sort keys, and check the query plan of each combination offered.",
        ],
      ],
      none: "bounded && cursor && stable_order && indexed",
      medium: "bounded && (cursor || stable_order || indexed)",
    }),
    writeQuestion("api_waiting", "Does the contract say how long to wait and when to try again?", {
      why: "Without guidance every caller invents its own timeout and retry, and together they turn a slow minute into an outage.",
      weight: 1,
      choices: [
        [
          "timeouts",
          "The longest wait is stated, and what a timeout means for the outcome",
          "Publish the server's own deadline per operation, and say how a caller learns the outcome after a timeout.",
        ],
        [
          "retries",
          "It is stated which answers may be repeated, how often and how far apart",
          "List the statuses that may be retried, ask for exponential backoff with jitter, and name the limit.",
        ],
        [
          "retry_after",
          "Refusals for load carry Retry-After",
          "Send Retry-After with 429 and 503, computed from the real state of the limit.",
        ],
      ],
      none: "timeouts && retries && retry_after",
    }),
    writeQuestion("api_callers", "Are the callers known, and does their agreement count?", {
      why: "Nobody can judge a change without knowing who depends on it. Contract tests let the callers say so in code.",
      weight: 1,
      choices: [
        [
          "registered",
          "Each caller is known with a contact and its own credentials",
          "Give each client its own identity, keep a list with the owning team, and reject anonymous internal traffic.",
        ],
        [
          "contract_tests",
          "The important callers' expectations run as tests in the pipeline",
          "Collect what each caller really uses as contract tests, and run them against each candidate release.",
        ],
        [
          "consent",
          "A breaking change needs the consent of those it breaks",
          "Make the callers named by the usage data reviewers of the change, and record their consent with it.",
        ],
      ],
      none: "registered && contract_tests && consent",
    }),
    writeQuestion("api_events", "Are events and messages governed as strictly as endpoints?", {
      why: "A message outlives the code that sent it. Consumers read it days later, so a careless change breaks systems nobody thought of.",
      weight: 2,
      choices: [
        [
          "schemas",
          "Each event has a schema and one owning service",
          "Describe each event in AsyncAPI, protobuf or a schema registry, and name the one service that may publish it.",
        ],
        [
          "compatibility",
          "A compatibility rule is enforced when a schema changes",
          "Choose backward or full compatibility, and let the registry or the pipeline refuse what violates it.",
        ],
        [
          "envelope",
          "Each message carries an id, a type with version, a time and a correlation id",
          "Agree on one envelope, so that consumers can drop duplicates, order and trace messages without reading the payload.",
        ],
      ],
      none: "schemas && compatibility && envelope",
      medium: "schemas && (compatibility || envelope)",
    }),
  ],
};
