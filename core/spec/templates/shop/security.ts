import type { PartialSection } from "../template";

export const security: PartialSection<"security"> = {
  authentication: `- **Customers**: e-mail and password (at least 12 characters, checked against a list of leaked ones) or passkey; the address is confirmed before
  the first order. Access tokens live 10 minutes, refresh tokens 30 days with rotation; both end on a change of password.
- **Staff**: the company's single sign-on (OIDC) with a second factor; sessions of 8 hours; no local passwords.
- **Services**: client credentials per service, and mutual TLS inside the cluster.
- **Payment provider and carrier**: HMAC-SHA-256 over time stamp and body, refused when older than 5 minutes.
- **Operators**: single sign-on with hardware key, access to production for 4 hours on request.`,
  authorization: `| role | scopes | may |
|---|---|---|
| visitor | none | read categories and products, register |
| customer | profile, orders:read, orders:write | own account, own orders |
| catalogue editor | catalogue:write, stock:read, stock:write | categories, products, stock |
| warehouse | orders:manage, stock:read | see and ship orders |
| support | users:read, orders:manage | read people, cancel orders; every read is audited |
| Order service | stock:reserve | reserve stock |

Scopes are checked in each service by one middleware from the contract; ownership is part of every query (\`WHERE user_id = $1\`), and what
one may not see is 404. A generated test tries every endpoint with every role and with a stranger's ids.`,
  leastPrivilege: `Each service has one database account that can read and write its own tables and nothing else: no DDL, no DELETE on audit_entries and
order_status_changes. Migrations run under another account that exists only in the pipeline. Pods have no cloud rights except their own
bucket prefix and secrets. Network policies allow exactly the arrows of the context diagram. Nobody has standing access to production data;
support sees people through the API, never through SQL.`,
  encryptionInTransit:
    "TLS 1.3 outside, with HSTS; TLS 1.2 is refused. Inside the cluster mutual TLS 1.3 by the platform's sidecars, also to PostgreSQL (verify-full), Redis and Kafka.",
  encryptionAtRest: `AES-256 for volumes, backups and buckets, with customer-managed keys per service, rotated yearly; revoking a key makes a service's backups
unreadable. Street and recipient are encrypted once more in the application (AES-256-GCM), so that a database dump alone shows no addresses.`,
  secrets:
    "In the platform's secret store, mounted as files, read at start and on change. Database passwords rotate every 24 hours by themselves, provider keys and signing keys every 90 days with an overlap of two. The pipeline refuses commits that hold secrets. Nobody can read a production secret; it can only be replaced.",
  passwordHashing: "argon2id",
  inputValidation: `At the rim of each service against the published contract: types, lengths, patterns, unknown fields refused. A bad input gets 422 with the path
of each field and never reaches a query; queries take parameters only. Bodies are limited to 64 KB. Product descriptions are Markdown,
rendered without HTML. Images are uploaded straight to the bucket, re-encoded and stripped of metadata before they are shown.`,
  rateLimiting: `As in the contract: 60 requests a minute per address, 300 per account, 10 orders a minute, 5 registrations or sign-ins a minute per
address and 10 failed sign-ins an hour per account, after which only a mailed link helps. An attacker sees 429 with Retry-After and nothing
about whether an account exists. Addresses come from the load balancer, not from headers of the caller.`,
  auditTrail: `audit_entries holds every sign-in, every change of an account, role or stock level, every read of a person by staff, every cancellation by
support: who, what, when, from where, correlation id. Append-only for every account; each row carries the hash of the one before, and the
head of the chain is written to a locked bucket every hour, so that a removed or changed row shows. Kept two years; checked nightly.`,
  threats: [
    {
      attack: "Tries passwords leaked from other sites",
      kind: "spoofing",
      asset: "Customer accounts and addresses",
      mitigation:
        "Limits per account and per address, list of leaked passwords, mail on sign-in from a new device, passkeys. Saved cards cannot be used without the provider's own check.",
      residualRisk: "medium",
    },
    {
      attack: "Sends a forged “charge succeeded” notification",
      kind: "spoofing",
      asset: "Goods shipped without payment",
      mitigation:
        "HMAC with time stamp and a key that rotates; the amount and reference are read back from the provider before the order becomes paid.",
      residualRisk: "low",
    },
    {
      attack: "Changes the price in the order request",
      kind: "tampering",
      asset: "Revenue",
      mitigation:
        "Prices come from the reservation in the Product service. The price in the request is only compared; a difference is 409 price_changed.",
      residualRisk: "low",
    },
    {
      attack: "Places the same order again and again by replaying the request",
      kind: "tampering",
      asset: "Charges, stock",
      mitigation:
        "Idempotency keys for 48 hours, bound to the account and the body; at most one charge for an order by a unique key in the database.",
      residualRisk: "low",
    },
    {
      attack: "A customer or an employee denies having cancelled an order",
      kind: "repudiation",
      asset: "Trust, refunds",
      mitigation:
        "order_status_changes and audit_entries are append-only, hash-chained and name actor and correlation id.",
      residualRisk: "low",
    },
    {
      attack: "Walks through order ids to read other people's orders",
      kind: "information_disclosure",
      asset: "What people buy, where they live",
      mitigation:
        "Ownership is part of every query, foreign ids are 404, ids cannot be guessed. A generated test swaps every id in every request.",
      residualRisk: "low",
    },
    {
      attack: "Learns from answers or their timing which e-mail addresses have accounts",
      kind: "information_disclosure",
      asset: "Privacy of customers",
      mitigation:
        "Registration and recovery answer the same for known and unknown addresses; the password is hashed in both cases.",
      residualRisk: "low",
    },
    {
      attack: "Reads a stolen database dump",
      kind: "information_disclosure",
      asset: "All personal data",
      mitigation:
        "AES-256 with separate keys, addresses encrypted in the application, Argon2id hashes, no card data anywhere.",
      residualRisk: "low",
    },
    {
      attack: "Holds all stock of a product with unpaid orders",
      kind: "denial_of_service",
      asset: "Sales of that product",
      mitigation:
        "Orders need a confirmed address and a valid payment token, 10 a minute per account; declined charges release stock in seconds; unusual reservation rates are alerted on.",
      residualRisk: "medium",
    },
    {
      attack: "Floods search with costly queries",
      kind: "denial_of_service",
      asset: "Browsing",
      mitigation:
        "Limit per address, statement time-out of 500 ms on replicas, at most 500 ranked hits, own connection pool. Ordering does not use the replicas.",
      residualRisk: "low",
    },
    {
      attack: "A support employee gives themselves another role",
      kind: "elevation_of_privilege",
      asset: "Stock, prices, personal data",
      mitigation:
        "Roles come from groups in the company's directory, not from the users table of staff; changes need two people there; tokens live 10 minutes.",
      residualRisk: "low",
    },
    {
      attack: "Brings malicious code in through a dependency",
      kind: "elevation_of_privilege",
      asset: "Everything a service can reach",
      mitigation:
        "Locked versions without install scripts, scan for known flaws on every build (none high or critical may pass), signed images, egress allow-list, read-only containers without root.",
      residualRisk: "medium",
    },
  ],
  complianceChecks: [
    { control: "GDPR Art. 15 and 20, access and portability", state: "met", evidence: "GET /v1/users/me/export" },
    {
      control: "GDPR Art. 17, erasure",
      state: "met",
      evidence: "DELETE /v1/users/me, event UserErased, daily comparison job",
    },
    {
      control: "GDPR Art. 30, record of processing",
      state: "met",
      evidence: "Table notes of this document, section Data",
    },
    {
      control: "GDPR Art. 32, security of processing",
      state: "met",
      evidence: "This section; penetration test before launch",
    },
    {
      control: "GDPR Art. 33, notification within 72 hours",
      state: "planned",
      evidence: "Incident runbook, chapter Personal data; rehearsal in January 2027",
    },
    {
      control: "PCI DSS, SAQ A",
      state: "planned",
      evidence: "Hosted fields reviewed; self-assessment due before launch",
    },
    {
      control: "Ten years' retention of invoices",
      state: "met",
      evidence: "Retention of orders and payments, section Data",
    },
  ],
};
