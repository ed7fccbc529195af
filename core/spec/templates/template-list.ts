/** What the page that creates a review needs to know of a template. The specifications stay on the server: `templates.ts`. */
export type TemplateInfo = {
  readonly key: TemplateKey;
  readonly title: string;
  /** What it fills in. */
  readonly description: string;
  /** When to take it. */
  readonly when: string;
};

const keys = [
  "blank",
  "saas-backend",
  "monolith-to-microservices",
  "rest-api",
  "slow-under-load",
  "database-change",
  "rfc",
  "e-commerce",
] as const;
export type TemplateKey = (typeof keys)[number];

/** Every template, in the order in which they are offered. */
export const templateList: readonly TemplateInfo[] = [
  {
    key: "blank",
    title: "Blank",
    description: "All eleven sections, nothing filled in.",
    when: "You know what you want to write, or you are about to import a document.",
  },
  {
    key: "saas-backend",
    title: "New SaaS backend",
    description:
      "Tenants, identity, billing, jobs and an API: parts, interactions, the decisions that are hard to change later, and the failures to plan for.",
    when: "You start a product for several customers on one installation.",
  },
  {
    key: "monolith-to-microservices",
    title: "Monolith to microservices",
    description:
      "Strangler façade, seams, expand and contract, backfill, dual write and reconciliation, with the way back at every step.",
    when: "You take a part out of a running system without stopping it.",
  },
  {
    key: "rest-api",
    title: "REST API",
    description:
      "Contract first: an OpenAPI skeleton with one error form, pages, idempotency, limits and scopes, and the promises around it.",
    when: "Other teams or customers will build on an interface of yours.",
  },
  {
    key: "slow-under-load",
    title: "Slow under load",
    description: "Symptom, measurement, hypotheses, the changes to try in order, and the test that shows they worked.",
    when: "A running system misses its latency or throughput targets.",
  },
  {
    key: "database-change",
    title: "Database change",
    description:
      "A schema change in steps that each can be undone: locks, backfill, switch, contract, and the query that proves it.",
    when: "You change tables that hold live data.",
  },
  {
    key: "rfc",
    title: "Lightweight RFC",
    description:
      "Problem, goals, one decision with its options, open questions and next steps. The other sections stay empty.",
    when: "You need a decision from others before a full design is worth writing.",
  },
  {
    key: "e-commerce",
    title: "E-commerce platform (worked example)",
    description:
      "A complete specification of an online shop: users, products and orders, with schema, contracts, budgets, failures and threats.",
    when: "You want to see what a finished specification looks like, or to try things out on one.",
  },
];
