import { allOf, anyOf, type Check, chosen, everyItem, filled, has, ready, says, saysAmount, someItems } from "./check";

const documents = "contract.documents";

export const apiContractChecks: Record<string, Check> = {
  api_described: {
    documented: anyOf(
      everyItem({
        items: (spec) => spec.contract.documents,
        path: documents,
        field: "source",
        good: (document) => has(document.source),
        claim: "The contract documents have a source",
      }),
      everyItem({
        items: (spec) => spec.contract.endpoints,
        path: "contract.endpoints",
        good: (endpoint) => has(endpoint.purpose) && has(endpoint.response),
        claim: "The endpoints written by hand have purpose and response",
      }),
    ),
    reviewed_first: says(
      ["architecture.apiContract.rationale", "contract.versioning"],
      /contract[- ]first|(agreed|reviewed) (first|before)|before (any )?(code|implementation)/i,
    ),
    verified: says(
      ["operations.pipeline", "architecture.apiContract.rationale", "contract.versioning"],
      /contract (test|check|lint|compar)|(generat\w+|validat\w+|verif\w+) (from|against) the (contract|openapi|schema)/i,
    ),
    examples: someItems({
      items: (spec) => spec.contract.documents,
      path: documents,
      good: (document) => /^[ \t]*"?examples?"?[ \t]*:/m.test(document.source),
      claim: "Contract documents with examples",
    }),
  },
  api_versioning: {
    scheme: filled("contract.versioning"),
    checked: says(
      ["contract.versioning", "operations.pipeline"],
      /breaking[- ]change\w* (check|test|gate|detect)|(check|compar|detect|block|fail)\w* .{0,40}breaking/i,
    ),
    side_by_side: says(
      ["contract.versioning", "contract.deprecation"],
      /side by side|both versions|old version\w* (is|are|stay|remain|keep|live)|in parallel/i,
    ),
  },
  api_deprecation: {
    window: saysAmount(
      ["contract.deprecation", "contract.versioning"],
      /(\d+(?:\.\d+)?)\s*(days?|weeks?|months?|years?)/i,
      "days",
      "deprecation_window",
    ),
    announced: says("contract.deprecation", /sunset|deprecation header|header|announce|changelog|e-?mail|notice/i),
    measured: says("contract.deprecation", /usage|measure|metric|count|log(ged)? per (client|caller)|traffic/i),
  },
  api_errors: {
    one_format: filled("contract.errorFormat"),
    stable_codes: says(["contract.errorFormat", "reliability.logs"], /\bcodes?\b/i),
    correlated: allOf(
      filled("contract.correlationIds"),
      says(["contract.errorFormat", "contract.correlationIds"], /correlation|request[- ]id|trace[- ]?id/i),
    ),
    field_errors: says("contract.errorFormat", /\bfields?\b|violations|pointer|\bpaths?\b/i),
  },
  api_idempotency: {
    keys: filled("contract.idempotencyKeys"),
    retention: says("contract.idempotencyKeys", /\d+\s*(h\b|hours?|days?)/i),
    mismatch: says(
      "contract.idempotencyKeys",
      /422|409|(different|another|other|changed) (body|payload|request)|mismatch/i,
    ),
    natural: says(
      ["contract.idempotencyKeys", "contract.retries"],
      /\b(PUT|DELETE)\b|idempotent by|naturally|revision|if-match/i,
    ),
  },
  api_collections: {
    bounded: says("contract.pagination", /limit|max|at most|page size|\d+ (items|per page|rows)/i),
    cursor: says("contract.pagination", /cursor|keyset|after=|seek/i),
    stable_order: says(["contract.sorting", "contract.pagination"], /default|tie|\bid\b|total order|stable/i),
    indexed: says(["contract.filtering", "contract.sorting", "data.indexing"], /index/i),
  },
  api_waiting: {
    timeouts: filled("contract.timeouts"),
    retries: filled("contract.retries"),
    retry_after: says(["contract.rateLimits", "contract.retries", "contract.timeouts"], /retry-after/i),
  },
  api_callers: {
    registered: says(
      ["contract.authentication", "security.authentication"],
      /client[- ](id|credentials)|per client|api key|each (client|caller|consumer)/i,
    ),
    contract_tests: says(["operations.pipeline", "contract.versioning"], /(consumer[- ]driven|contract) test|pact\b/i),
  },
  api_events: {
    schemas: anyOf(
      someItems({
        items: (spec) => spec.contract.documents,
        path: documents,
        good: (document) => document.format === "asyncapi" && has(document.source),
        claim: "AsyncAPI documents",
      }),
      allOf(chosen("architecture.apiContract.selected", "asyncapi"), filled("architecture.apiContract.rationale")),
    ),
    compatibility: says(
      ["contract.versioning", "architecture.communication.rationale", "data.consistency"],
      /schema registry|(backward|forward|full)[- ]compatib/i,
    ),
    envelope: says(
      ["contract.correlationIds", "data.consistency", "architecture.communication.rationale", "reliability.tracing"],
      /envelope|cloudevents|event id|message header/i,
    ),
  },
  documentation_endpoints: {
    complete: ready("contractDocumentation"),
    start: ready("usageGuide"),
    errors_explained: ready("errorHandling"),
  },
};
