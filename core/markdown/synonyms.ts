import type { Definition } from "../spec/field";
import { isDay } from "../spec/value";
import { headingKey } from "./outline";

/** Where text under a heading goes: a Markdown field, a list whose entries it holds, or a role in the document's decision. */
export type Target =
  | { kind: "field"; path: string }
  | { kind: "items"; path: string }
  | { kind: "card"; path: string; textKey: string }
  | { kind: "decision"; role: "options" | "reason" | "consequences" };

const field = (path: string): Target => ({ kind: "field", path });
const items = (path: string): Target => ({ kind: "items", path });

/** Names that design documents of other houses give to what Lintel has a field for, in lower case. */
const names: readonly (readonly [Target, readonly string[]])[] = [
  [
    field("requirements.problem"),
    [
      "problem",
      "problem statement",
      "the problem",
      "motivation",
      "background",
      "context",
      "context and problem statement",
      "background and motivation",
      "motivation and background",
      "introduction and motivation",
      "background and context",
      "why",
      "business context",
      "background and major considered alternatives",
    ],
  ],
  [field("requirements.goals"), ["goals", "goal", "objectives", "aims", "success criteria", "goals and objectives"]],
  [
    field("requirements.nonGoals"),
    ["non-goals", "non goals", "nongoals", "out of scope", "not in scope", "non-objectives"],
  ],
  [items("requirements.functional"), ["functional requirements", "requirements", "use cases", "user requirements"]],
  [
    field("requirements.scale.notes"),
    ["scale", "expected scale", "expected load", "load", "traffic estimates", "estimates"],
  ],
  [
    field("requirements.compliance.notes"),
    ["compliance", "regulatory requirements", "legal", "privacy", "privacy considerations"],
  ],
  [
    field("requirements.team.constraints"),
    ["constraints", "technical constraints", "limitations", "known limitations"],
  ],
  [
    field("architecture.overview"),
    [
      "summary",
      "abstract",
      "overview",
      "system overview",
      "executive summary",
      "introduction",
      "tl;dr",
      "tldr",
      "proposal",
      "proposed solution",
      "proposed design",
      "solution",
      "solution overview",
      "design",
      "design details",
      "detailed design",
      "high-level design",
      "high level design",
      "technical design",
      "design overview",
      "architecture",
      "architecture overview",
      "high-level architecture",
      "system architecture",
      "guide-level explanation",
      "reference-level explanation",
      "implementation",
      "implementation details",
      "specification",
      "explanation",
    ],
  ],
  [field("data.consistency"), ["consistency", "transactions", "data consistency"]],
  [field("data.caching"), ["caching", "cache", "cdns", "cdn"]],
  [field("data.indexing"), ["indexes", "indexing"]],
  [
    field("data.migration.expand"),
    ["data migration", "database migration", "schema migration", "migration plan", "migration"],
  ],
  [field("data.backup.restoreTest"), ["backup", "backups", "backup and recovery", "disaster recovery"]],
  [
    field("contract.versioning"),
    [
      "versioning",
      "api versioning",
      "compatibility",
      "backward compatibility",
      "backwards compatibility",
      "version skew strategy",
    ],
  ],
  [field("contract.deprecation"), ["deprecation", "deprecation policy", "deprecation plan"]],
  [field("contract.errorFormat"), ["errors", "error format", "error responses"]],
  [
    field("performance.scalingPath"),
    ["scalability", "scaling", "performance", "performance considerations", "performance and scalability"],
  ],
  [field("performance.loadTestPlan"), ["load testing", "load tests", "performance testing", "benchmark plan"]],
  [field("performance.loadTestResults"), ["benchmarks", "benchmark results", "load test results"]],
  [field("performance.queueingStrategy"), ["background jobs", "background jobs and scheduling", "queues", "queueing"]],
  [
    field("security.authentication"),
    ["authentication", "authentication and authorization", "auth", "identity and access management"],
  ],
  [field("security.authorization"), ["authorization", "access control", "permissions", "rbac"]],
  [field("security.encryptionInTransit"), ["encryption in transit", "transport security"]],
  [field("security.encryptionAtRest"), ["encryption at rest", "encryption", "data protection"]],
  [field("security.secrets"), ["secrets management", "secret management", "key management"]],
  [field("security.auditTrail"), ["audit", "audit log", "audit logging", "auditing"]],
  [
    { kind: "card", path: "security.threats", textKey: "mitigation" },
    [
      "security",
      "security considerations",
      "security architecture",
      "security implications",
      "security model",
      "threat model",
      "threats",
    ],
  ],
  [
    field("reliability.degradation"),
    ["failure modes", "failure handling", "fault tolerance", "reliability", "availability", "resilience"],
  ],
  [
    field("reliability.metrics"),
    [
      "observability",
      "monitoring",
      "monitoring requirements",
      "metrics and monitoring",
      "telemetry",
      "instrumentation",
    ],
  ],
  [field("reliability.logs"), ["logging", "log", "logging and auditing"]],
  [field("reliability.tracing"), ["distributed tracing", "traces"]],
  [field("reliability.onCall"), ["support", "troubleshooting", "incident response"]],
  [
    field("operations.rollout"),
    [
      "rollout",
      "rollout plan",
      "roll-out",
      "release plan",
      "launch plan",
      "adoption strategy",
      "rollout, upgrade and rollback planning",
      "feature enablement and rollback",
      "upgrade / downgrade strategy",
      "graduation criteria",
    ],
  ],
  [field("operations.rollback"), ["rollback plan", "rollback strategy", "back-out plan"]],
  [
    field("operations.pipeline"),
    ["deployment", "ci/cd", "build and deployment", "deployment pipeline", "deployment architecture", "delivery"],
  ],
  [field("operations.infrastructureAsCode"), ["infrastructure"]],
  [field("operations.capacity"), ["capacity planning", "sizing"]],
  [field("operations.costNote"), ["cost", "costs", "cost estimate", "pricing"]],
  [items("decisions.assumptions"), ["assumptions"]],
  [
    items("decisions.questions"),
    ["open questions", "unresolved questions", "questions", "open issues", "open issues (if applicable)", "unknowns"],
  ],
  [items("decisions.risks"), ["risks", "risks and mitigations", "risk assessment", "risk analysis"]],
  [items("decisions.nextSteps"), ["next steps", "action items", "todo", "todos", "to do", "follow-up"]],
  [
    { kind: "decision", role: "options" },
    [
      "alternatives",
      "alternatives considered",
      "considered alternatives",
      "considered options",
      "options",
      "options considered",
      "rationale and alternatives",
      "alternative approaches",
      "alternative solutions",
    ],
  ],
  [{ kind: "decision", role: "reason" }, ["rationale", "decision", "decision outcome", "justification"]],
  [
    { kind: "decision", role: "consequences" },
    ["drawbacks", "consequences", "trade-offs", "tradeoffs", "downsides", "impact", "implications"],
  ],
];

/** Headings and where they lead, for one definition: the names above, then the labels of its own Markdown fields. */
export function targetsByHeading(definition: Definition): ReadonlyMap<string, Target> {
  const targets = new Map<string, Target>();
  for (const [target, keys] of names) for (const key of keys) targets.set(headingKey(key), target);
  for (const section of definition.sections)
    for (const [key, own] of Object.entries(section.fields))
      if (own.kind === "markdown") targets.set(headingKey(own.label), field(`${section.key}.${key}`));
  return targets;
}

/** Parts of a record of one decision. */
export type DecisionRole = "context" | "options" | "arguments" | "outcome" | "consequences" | "status" | "date";

const decisionRoles: Readonly<Record<DecisionRole, RegExp>> = {
  context: /^(context|context and problem statement|problem statement|problem|background|description|issue)$/,
  options:
    /^(considered options|considered alternatives|options|options considered|alternatives|alternatives considered)$/,
  arguments: /^(pros and cons|pros and cons of the options|pros\/cons|comparison of the options)$/,
  outcome: /^(decision|decision outcome|outcome|decision tl;?dr|resolution|we will)$/,
  consequences: /^(consequences|positive consequences|negative consequences|results|implications)$/,
  status: /^status$/,
  date: /^date(:|$)/,
};

/** What a heading means in a record of one decision, or `null`. */
export function decisionRole(heading: string): DecisionRole | null {
  const key = headingKey(heading);
  const roles = Object.entries(decisionRoles) as [DecisionRole, RegExp][];
  return roles.find(([, pattern]) => pattern.test(key))?.[0] ?? null;
}

const statuses: readonly (readonly [string, RegExp])[] = [
  ["accepted", /^(accepted|approved|active|adopted|implemented|implementable|done|final|decided)\b/],
  ["superseded", /^(superseded|replaced|obsolete)/],
  ["deprecated", /^(deprecated|retired)\b/],
  ["rejected", /^(rejected|declined|withdrawn|abandoned)\b/],
  ["proposed", /^(proposed|draft|in discussion|discussion|pending|open|in progress|in review|provisional|rfc|wip)\b/],
];

/** The status a decision is in, from the words a record uses for it; "" where they say nothing known. */
export function decisionStatus(text: string): string {
  const words = headingKey(text);
  return statuses.find(([, pattern]) => pattern.test(words))?.[0] ?? "";
}

/** The day in a text as `YYYY-MM-DD`: written so, or with slashes, month first unless that cannot be. "" where there is none. */
export function decisionDay(text: string): string {
  const iso = /\b(\d{4})-(\d{2})-(\d{2})\b/.exec(text);
  if (iso) return isDay(iso[0]) ? iso[0] : "";
  const slashed = /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text);
  if (!slashed) return "";
  const [first, second, year] = [Number(slashed[1]), Number(slashed[2]), slashed[3]];
  const [month, day] = first > 12 ? [second, first] : [first, second];
  const written = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return isDay(written) ? written : "";
}
