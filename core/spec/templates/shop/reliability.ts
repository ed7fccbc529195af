import type { PartialSection } from "../template";

export const reliability: PartialSection<"reliability"> = {
  failures: [
    {
      failure: "The payment provider is slow or away",
      detection: "Alert “Charges are late”: oldest due payment above 5 min",
      impact:
        "Orders are accepted and show “payment pending”; nothing else changes. After 100 minutes without an answer an order is cancelled and the customer told.",
      mitigation:
        "The API never calls the provider. The worker's breaker opens; charges wait as rows and are tried every minute. From 15 minutes of backlog new orders are closed with 503, so that stock is not held in vain.",
      recovery:
        "None by hand: the backlog drains at 20 charges a second. Checkout on-call watches, informs Finance after 30 minutes, and decides whether to reopen orders earlier.",
      severity: "high",
    },
    {
      failure: "The Product service does not answer reservations",
      detection: "Alert “Orders fail”: burn rate of the order SLO; breaker of “reserve stock” open",
      impact:
        "Orders are refused with “try again in a few seconds”; the basket is kept. Product pages come from the gateway's cache up to 5 minutes.",
      mitigation:
        "400 ms budget and one retry, breaker, own pool of 40 connections; the Order service stays healthy and keeps serving order lists.",
      recovery:
        "Roll back the last release (2 minutes) or add instances; Catalogue on-call, expected within 15 minutes. Nothing has to be repaired: late reservations expire.",
      severity: "high",
    },
    {
      failure: "Kafka is unreachable",
      detection: "Alert “Events are late”: oldest unsent outbox row above 2 min",
      impact: "Mails are late; orders are accepted, charged and shipped. Held stock stays held, never oversold.",
      mitigation:
        "Events wait in the outboxes (room for about 30 days). Reservations of paid orders are confirmed late; the expiry job asks the Order service before it gives stock back.",
      recovery:
        "The Platform team restores the brokers. The relays catch up at 2,000 events a second, in order. Expected within an hour.",
      severity: "medium",
    },
    {
      failure: "The primary database of orders is lost with its zone",
      detection: "Readiness of the Order service fails; alert “Orders fail”",
      impact: "Ordering answers 503 for up to 60 seconds; browsing goes on. No accepted order is lost.",
      mitigation:
        "A synchronous standby in another zone takes over by itself; clients repeat with the same key and get one order.",
      recovery:
        "A new standby is built (40 minutes); until then the Platform team accepts no planned work on the other zone.",
      severity: "high",
    },
    {
      failure: "A bad migration or a person destroys data in a database",
      detection: "Nightly reconciliation, alert on row counts, or a report",
      impact: "Wrong or missing orders since the mistake.",
      mitigation:
        "Services have no right to drop or truncate; migrations are reviewed with their locks and run in staging on a copy first; soft delete.",
      recovery:
        "Point-in-time restore beside the live database and copy of the missing rows; at worst full restore within 2 hours, losing at most 30 minutes. The payment provider's report and Kafka's 7 days fill the gap.",
      severity: "high",
    },
    {
      failure: "Redis is lost",
      detection: "Alert “Catalogue is slow”; cache hit rate 0",
      impact: "Product pages take about 60 ms longer; limits are counted per gateway instance.",
      mitigation:
        "Every read falls through to the replicas, which carry 10 times the normal load without a cache as measured; each instance fills a key once at a time.",
      recovery: "The Platform team replaces the node (10 minutes); the cache warms by itself in 2 minutes.",
      severity: "low",
    },
    {
      failure: "A message cannot be handled by a consumer",
      detection: "A message in a dead-letter topic opens a ticket at once",
      impact: "One customer gets no mail, or the stock of one order stays held.",
      mitigation:
        "4 tries within a minute, then the message steps aside with its error; those behind it of other keys go on.",
      recovery:
        "The owning team fixes the cause and replays the message with the runbook's command; inboxes make a repeat harmless. Within one working day.",
      severity: "low",
    },
    {
      failure: "A release has a serious fault",
      detection: "Canary compares errors and p95 with the old version for 10 minutes",
      impact: "At most 5 % of requests for at most 10 minutes.",
      mitigation:
        "The canary stops and rolls back by itself; schema changes are always compatible with the release before.",
      recovery:
        "None by hand. The team reads the difference of the two versions and writes a test that would have failed.",
      severity: "medium",
    },
    {
      failure: "A television offer brings 20 times the load within a minute",
      detection: "Alert “Requests are turned away”: 429 and 503 above 5 % for 2 min",
      impact: "Some visitors see “very busy, try again shortly”. Who is ordering can finish.",
      mitigation:
        "Gateway sheds anonymous browsing first and keeps order routes in their own pool; product pages are served 5 minutes old; instances double in 90 seconds.",
      recovery: "On-call raises the upper bound of instances; Marketing announces such offers a day ahead from now on.",
      severity: "medium",
    },
    {
      failure: "The e-mail provider is away",
      detection: "Consumer lag of the User service above 10 min",
      impact: "Mails are late; new customers wait for the confirmation link and cannot order yet.",
      mitigation: "Events wait up to 7 days in Kafka; the account page shows the state of an order anyway.",
      recovery: "After 4 hours Accounts on-call switches to the second relay by configuration (15 minutes).",
      severity: "low",
    },
  ],
  degradation: `In this order, by load or by hand (flags in brackets):

1. “Few left” and word search with inflection (\`search-simple\`): exact words only.
2. Anonymous pages up to 5 minutes old (\`stale-catalogue\`).
3. Registration (\`no-registration\`): mails for existing customers keep their share.
4. New orders, when charges are more than 15 minutes late (automatic).

**Always works while the Order service's database lives:** reading one's own orders. **Never given up:** stock is not oversold, a charge is not
made twice.`,
  slos: [
    {
      name: "Browse (Product service)",
      sli: "GET /v1/products answered without 5xx within 300 ms, of all",
      objective: 99.9,
      window: "30 days",
      endpoint: "GET /v1/products",
    },
    {
      name: "Product page (Product service)",
      sli: "GET /v1/products/{productId} answered without 5xx within 200 ms, of all",
      objective: 99.9,
      window: "30 days",
      endpoint: "GET /v1/products/{productId}",
    },
    {
      name: "Place an order (Order service)",
      sli: "POST /v1/orders answered with 201, 409 or 422 within 500 ms, of all",
      objective: 99.9,
      window: "30 days",
      endpoint: "POST /v1/orders",
    },
    {
      name: "Own orders (Order service)",
      sli: "GET /v1/orders answered without 5xx within 300 ms, of all",
      objective: 99.9,
      window: "30 days",
      endpoint: "GET /v1/orders",
    },
    {
      name: "Profile (User service)",
      sli: "GET /v1/users/me answered without 5xx within 300 ms, of all",
      objective: 99.9,
      window: "30 days",
      endpoint: "GET /v1/users/me",
    },
    {
      name: "Charge in time",
      sli: "Orders charged or cancelled within 5 min of acceptance, of all",
      objective: 99.5,
      window: "30 days",
      endpoint: "Order service",
    },
    {
      name: "Mail in time",
      sli: "Mails handed to the provider within 10 min of their event, of all",
      objective: 99,
      window: "30 days",
      endpoint: "User service",
    },
  ],
  logs: `One JSON object a line: time, level, service, version, code, message, correlationId, route, status, duration, and ids of what was touched.
Errors carry a stable code (ORD-014 stock expired while charging) that has a paragraph in the runbook. Kept 30 days searchable, 1 year in the
archive. **Never logged:** passwords, tokens, addresses, names, e-mail addresses, bodies of requests; a filter at the collector drops what
looks like one and alerts.`,
  metrics: `For each route and each interaction: rate, errors, duration (histogram with bounds at 5, 10, 20, 50, 100, 200, 500 ms, 1, 2, 5 s). For each
pool, queue and topic: in use, waiting, age of the oldest. Business: orders accepted, charged, cancelled by reason, oversold (must be 0).
Labels are route, status class, service, zone; never ids. Names follow OpenTelemetry.`,
  tracing: `OpenTelemetry from the gateway through all calls, queries and events; the context travels in the outbox row and in the message's headers, so
that one trace reaches from the click to the mail. Kept: 5 % of all, every error, everything slower than 1 s. The correlation id is an
attribute of every span.`,
  dashboards: `- **Shop, one page**: the SLOs with burn rates, orders a minute against last week, backlog of charges. On the wall, looked at by everyone.
- **Per service**: routes, pools, queries, consumers, replicas. Looked at by on-call and after each release.
- **Peak**: load against capacity by zone, shed requests, hot products. Looked at during sales.
- **Cost**: by service and per thousand orders. Looked at monthly by the team leads.`,
  alerts: [
    {
      name: "Orders fail",
      condition: "SLO “Place an order” burns 14 × its budget over 5 min and 1 h",
      severity: "page",
      runbook: "Runbook, chapter 2",
    },
    {
      name: "Browsing fails",
      condition: "SLO “Browse” or “Product page” burns 14 × its budget over 5 min and 1 h",
      severity: "page",
      runbook: "Runbook, chapter 3",
    },
    {
      name: "Charges are late",
      condition: "Oldest due payment above 5 min for 5 min",
      severity: "page",
      runbook: "Runbook, chapter 4",
    },
    {
      name: "Stock was oversold",
      condition: "Any cancellation for lack of stock after payment",
      severity: "page",
      runbook: "Runbook, chapter 5",
    },
    {
      name: "Events are late",
      condition: "Oldest unsent outbox row above 2 min, or consumer lag above 60 s, for 5 min",
      severity: "page",
      runbook: "Runbook, chapter 6",
    },
    {
      name: "Requests are turned away",
      condition: "429 and 503 together above 5 % for 2 min",
      severity: "page",
      runbook: "Runbook, chapter 7",
    },
    {
      name: "Budget is burning",
      condition: "Any SLO burns 3 × its budget over 6 h",
      severity: "ticket",
      runbook: "Runbook, chapter 8",
    },
    {
      name: "Message in a dead-letter topic",
      condition: "Any message",
      severity: "ticket",
      runbook: "Runbook, chapter 9",
    },
    {
      name: "Backup or restore failed",
      condition: "No good backup for 26 h, log archive older than 20 min, or Monday's restore failed",
      severity: "page",
      runbook: "Runbook, chapter 10",
    },
    {
      name: "Catalogue is slow",
      condition: "p95 of GET /v1/products above 120 ms for 15 min",
      severity: "ticket",
      runbook: "Runbook, chapter 3",
    },
  ],
  onCall: `One rotation per team, a week each, at all hours; a page is acknowledged within 10 minutes, else it goes to the second person, after 20 minutes
to the team lead. One incident lead for all three services is named at the start. Every page is reviewed within three working days; a page
that asked for no action is removed or made a ticket.`,
};
