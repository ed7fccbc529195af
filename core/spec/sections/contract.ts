import { choice, code, list, markdown, section, text } from "../field";

export const contract = section(
  "contract",
  "API contract",
  "What callers may rely on: documents, versioning, errors, limits.",
  {
    documents: list(
      "Contract documents",
      "OpenAPI 3.0 or 3.1, AsyncAPI 2 or 3, protobuf or GraphQL SDL, pasted or uploaded.",
      { item: "contract", title: "name", layout: "cards" },
      {
        name: text("Name"),
        format: choice("Format", [
          ["openapi", "OpenAPI"],
          ["asyncapi", "AsyncAPI"],
          ["protobuf", "protobuf"],
          ["graphql", "GraphQL SDL"],
        ]),
        source: code("yaml", "Source", "The document itself; YAML or JSON for OpenAPI and AsyncAPI.", {
          languageFrom: "format",
        }),
        note: text("Note", undefined, { optional: true }),
      },
    ),
    versioning: markdown("Versioning", "Where the version stands, and what makes a new one."),
    deprecation: markdown("Deprecation window", "How long an old version lives, and how callers learn of its end."),
    errorFormat: markdown("Error format", "One shape for every error, with stable codes; show an example."),
    pagination: markdown("Pagination", "Cursor or page, limits, order."),
    filtering: markdown("Filtering", "Parameters, operators, what is indexed.", { optional: true }),
    sorting: markdown("Sorting", "Allowed keys, default, ties.", { optional: true }),
    idempotencyKeys: markdown(
      "Idempotency keys",
      "Which requests take one, how long it is kept, what a reuse with another body gets.",
    ),
    correlationIds: markdown("Correlation ids", "Header, who makes it, where it is logged."),
    timeouts: markdown(
      "Timeout semantics",
      "How long a caller waits at most, and what a timeout means for the outcome.",
    ),
    retries: markdown("Retry semantics", "Which answers may be retried, after how long, how often."),
    rateLimits: markdown("Rate limits", "Numbers per client and route, headers, and the answer when exceeded."),
    authentication: markdown(
      "Authentication of callers",
      "Schemes, scopes, lifetime, and which endpoints are public on purpose.",
    ),
    endpoints: list(
      "Endpoints by hand",
      "Where there is no document yet: each endpoint with what it takes and gives.",
      { item: "endpoint", title: "path", layout: "cards", optional: true },
      {
        method: choice(
          "Method",
          [
            ["GET", "GET"],
            ["POST", "POST"],
            ["PUT", "PUT"],
            ["PATCH", "PATCH"],
            ["DELETE", "DELETE"],
          ],
          undefined,
          { other: true },
        ),
        path: text("Path", "Such as /v1/orders/{id}."),
        purpose: text("Purpose"),
        auth: text("Auth", "Scope or role; “public” where it is open on purpose."),
        request: markdown("Request", undefined, { optional: true }),
        response: markdown("Response", undefined, { optional: true }),
        errors: markdown("Errors", undefined, { optional: true }),
      },
    ),
  },
);
