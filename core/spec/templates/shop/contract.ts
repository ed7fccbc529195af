import { item, type PartialSection } from "../template";
import { asyncapi } from "./asyncapi";
import { openapi } from "./openapi";

export const contract: PartialSection<"contract"> = {
  documents: [
    {
      id: item("shopapi"),
      name: "Shop API",
      format: "openapi",
      source: openapi,
      note: "One document for the three services; the gateway routes by path.",
    },
    {
      id: item("shopevents"),
      name: "Shop events",
      format: "asyncapi",
      source: asyncapi,
      note: "Everything that crosses Kafka.",
    },
  ],
  versioning: `The major version stands in the path (\`/v1\`). Within it, changes only add: new endpoints, new optional inputs, new fields in answers, new
event types. Callers ignore what they do not know. A new required input, a removed or retyped field, a new meaning or a stricter limit makes
\`/v2\`. A breaking change against the published document fails the build; it can be let through only by the teams that call the endpoint.`,
  deprecation: `An old major version lives at least 12 months after its successor. From the day of the announcement its answers carry the headers
\`Deprecation\` and \`Sunset\` and a \`Link\` to the guide; callers are known by their client id and are written to 12, 6, 3 and 1 months before.
Nothing is switched off while it serves more than 0.1 % of the requests.`,
  errorFormat: `One form for every error, from every service and from the gateway. \`code\` is stable and is what programs decide by; \`message\` is a sentence
for people; \`fields\` names the wrong inputs.

\`\`\`json
{
  "error": {
    "code": "out_of_stock",
    "message": "Only 2 pieces of SHOE-4711 are left.",
    "fields": [{ "path": "items.0.quantity", "message": "At most 2." }],
    "correlationId": "0199d1f0-6c1e-7a4e-9a53-1d3b6c1f2a77"
  }
}
\`\`\`

401 unauthenticated · 403 forbidden · 404 not_found (also for what the caller may not see) · 409 conflict, stale_version, out_of_stock,
price_changed · 422 invalid, idempotency_mismatch · 429 rate_limited · 503 unavailable. A 5xx never carries internals.`,
  pagination:
    "Keyset pages: `limit` (1 to 100, default 50) and an opaque `cursor`, the `nextCursor` of the page before; null ends the list. The cursor holds the last sort key and id and is signed. There are no page numbers and no totals: both would cost more with every row.",
  filtering:
    "Exact filters only, by named parameters (`status`, `categoryId`, `parentId`, `minPriceMinor`, `maxPriceMinor`), joined by and; every one is served by an index. `q` searches words with PostgreSQL full-text search; at most 500 hits are ranked.",
  sorting:
    "Products: `newest` (default), `price`, `-price`; with `q` by rank. Orders, people and categories have one order each. Ties are broken by id, so that pages never overlap.",
  idempotencyKeys: `Every POST takes \`Idempotency-Key\` (8 to 100 characters, chosen by the caller, new for each intention), except signed notifications,
which carry the sender's event id. The key is stored with a hash of the request in the transaction of the change and kept 48 hours. A repeat
gets the stored answer; the same key with another body gets 422 idempotency_mismatch; while the first request still runs, 409.
PUT and DELETE are harmless by nature; PATCH names the version it saw.`,
  correlationIds:
    "`X-Correlation-ID`, a UUID. The gateway keeps a valid one from the caller and makes one otherwise. It is returned with every answer, passed on with every call, stored with every event and audit entry, and stands in every log line; one search shows an order's way through all three services.",
  timeouts: `The gateway answers after at most 2 s (orders), 1.5 s (users), 1 s (catalogue), with 503 when a service has not answered. For a caller, a
503 or a broken connection on POST /v1/orders means **unknown**: repeat with the same Idempotency-Key and learn what happened. Callers
should wait 5 s before giving up.`,
  retries: `May be repeated: 429 and 503 after \`Retry-After\`; broken connections, for GET, PUT and DELETE always, for POST with the same key. At most
3 repeats, exponential from 0.5 s with full jitter. Never repeated: 401, 403, 404, 409, 422. The gateway itself repeats GET requests to the
catalogue once and nothing else, so that retries do not multiply.`,
  rateLimits: `| caller | routes | limit |
|---|---|---|
| address, not signed in | catalogue | 60/min |
| address | POST /v1/users, POST /v1/email-confirmations, sign-in | 5/min |
| account | everything | 300/min |
| account | POST /v1/orders | 10/min |
| Order service | PUT /v1/stock-reservations/{orderId} | 200/s |
| payment provider, carrier | notifications | 50/s, 20/s |

Token bucket in Redis, one second of burst. Answers carry \`RateLimit-Limit\` and \`RateLimit-Remaining\`; above the limit 429 with
\`Retry-After\`. Without Redis each gateway instance counts by itself with a third of the limit.`,
  authentication: `OAuth 2.1: code flow with PKCE for people, client credentials for programs. Access tokens are signed (ES256), live 10 minutes and carry
subject, scopes and client; refresh tokens rotate, live 30 days and are stored as hashes; using one twice ends its family. Services check
signature, audience and scope themselves.

**Public on purpose:** reading categories and products (the shop window), POST /v1/users and POST /v1/email-confirmations (no account yet).
**Signed instead of a token:** the two notification endpoints, HMAC-SHA-256 with a time stamp. Everything else needs a token.`,
  endpoints: [],
};
