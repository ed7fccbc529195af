import type { PartialSection } from "../template";

export const operations: PartialSection<"operations"> = {
  environments: [
    {
      name: "Local",
      purpose: "Development; all three services and their stores in containers",
      data: "synthetic",
      access: "Every developer",
    },
    {
      name: "Preview",
      purpose: "One per merge request, removed with it",
      data: "synthetic",
      access: "The company's network",
    },
    {
      name: "Staging",
      purpose: "Load tests, rehearsal of migrations, same size as production",
      data: "synthetic",
      access: "Teams, single sign-on",
    },
    {
      name: "Production",
      purpose: "Customers",
      data: "production",
      access: "Pipeline; people for 4 hours on request, audited",
    },
  ],
  pipeline: `Trunk-based, one pipeline per service, 14 minutes from merge to canary:

1. Types, lint, unit tests; coverage at least 80 % of business logic and 90 % of reservation, charging and access checks.
2. Contract: valid, documented, no breaking change against what is published.
3. Migration: parsed, locks named, run against a copy of staging; refused when it rewrites or locks a large table.
4. Operation tests on a real PostgreSQL, access matrix of all roles, consumer contracts of events.
5. Image: built, scanned (no high or critical flaw), signed.
6. Staging with smoke tests, then canary in production.

Any red step stops. A second person approves each merge; nobody pushes past the pipeline.`,
  infrastructureAsCode:
    "OpenTofu in one repository per team on the Platform team's modules; state in a locked bucket. Plans are shown in the merge request and applied by the pipeline only. A nightly plan against production must be empty; a difference opens a ticket.",
  rollout: `Canary: 5 % of requests for 10 minutes, then 25, 50 and 100 % at 5 minutes each. It stops and goes back by itself when errors exceed the old
version's by 0.1 % or p95 by 20 %. Schema changes go out alone, before the code that needs them. No releases during announced sales.`,
  rollback: `One command or the canary's own decision; 2 minutes, because the old version's instances are kept for an hour. The schema is not rolled
back: every release runs on the schema before and after it (expand, then contract at the earliest two releases later). Data written by the
new version stays readable for the old one.`,
  featureFlags:
    "In configuration, switched per share of accounts by the owning team, each with an owner and an end date at most 90 days away; an expired flag fails the build. Permanent ones are the four of graceful degradation.",
  healthChecks: `- **Liveness** (/healthz): the event loop answers. Nothing else, so that a slow database restarts nobody.
- **Readiness** (/readyz): migrations are current, a connection can be taken from the pool within 200 ms. Not Kafka, Redis or providers:
  the service works without them.
- **Journey**: a synthetic customer browses and orders a test product every minute from three places.`,
  configuration:
    "Environment variables, read once at start and checked against a schema; a missing or wrong value stops the start with its name. Defaults suit local work. Changes go through the repository like code. Limits, timeouts and flags can be changed without a restart and are logged when they are.",
  capacity: `| part | instances | size | capacity | use at normal peak |
|---|---|---|---|---|
| User service | 3 | 1 CPU, 1 GB | 3,000 requests/s | 1 % |
| Product service | 4 | 2 CPU, 2 GB | 4,800 requests/s | 3 % |
| Order service | 3, and 2 workers | 1 CPU, 1 GB | 3,000 requests/s, 20 charges/s | 1 %, 25 % |
| PostgreSQL orders | primary and standby | 4 CPU, 32 GB | 260 orders/s | 2 % |
| PostgreSQL products | primary, standby, 2 replicas | 4 CPU, 16 GB | 6,000 reads/s | 4 % |
| Kafka | 3 brokers | shared | 2,000 events/s for us | 1 % |

With one zone gone, two thirds remain and still carry 1,500 requests/s. Database connections: 20 per instance, at most 200 of 400. Disks are
extended at 60 %.`,
  monthlyCost: 6800,
  costNote: `EUR, without provider fees. Databases 3,100, compute 1,450, Kafka and Redis share 980, traffic and CDN 680, logs, metrics and traces 590. Compute
grows with peak load, databases with orders (about 6 GB a year), traffic with page views. At ten times the load for a whole month about
EUR 11,500. Limit: EUR 8,000 in the first year.`,
};
