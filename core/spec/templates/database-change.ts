import { guide } from "../guidance";
import { buildSpec, item } from "./template";

const writer = item("writer");
const reader = item("reader");

/** A change of tables that hold live data, in steps that each can be undone. */
export const databaseChange = buildSpec({
  requirements: {
    problem: guide(
      "What can the present tables not hold, or not hold correctly? Show rows.",
      "What happens if they stay as they are?",
    ),
    goals: guide(
      "Which rule will the database itself enforce afterwards?",
      "Longest lock a user may feel: how many milliseconds?",
    ),
    nonGoals: guide("Which cleaning-up nearby is left alone?"),
    functional: [
      { ref: "FR-1", text: "Reads and writes go on during every step.", priority: "must" },
      {
        ref: "FR-2",
        text: "The release before and the release after each step work on the schema of that step.",
        priority: "must",
      },
      { ref: "FR-3", text: guide("What can be stored or asked afterwards that could not before?"), priority: "must" },
    ],
    scale: { notes: guide("Rows and size of each table touched, writes a second on it, longest transaction.") },
    consistency: guide("Is there a moment at which old and new may differ? Who could see it?"),
    compliance: { notes: guide("Are personal data copied, kept longer or shown to more people?") },
  },
  architecture: {
    migrationStrategy: {
      selected: ["expand_contract", "backfill"],
      rationale: guide(
        "Which steps does this change need? Adding a nullable column needs one; splitting a table needs all.",
      ),
    },
    diagrams: [
      {
        name: "Steps and their way back",
        source: `stateDiagram-v2
  [*] --> Expanded: add, nothing reads it
  Expanded --> WritingBoth: release writes old and new
  WritingBoth --> Backfilled: old rows copied in batches
  Backfilled --> Proved: reconciliation finds nothing
  Proved --> ReadingNew: flag on
  ReadingNew --> Contracted: old column or table dropped
  Contracted --> [*]
  ReadingNew --> Proved: flag off
  WritingBoth --> Expanded: release rolled back
  Expanded --> [*]: drop what was added`,
        note: "Up to Contracted every step goes back without loss. Contracted is the point of no return.",
      },
      {
        name: "Tables before and after",
        source: `erDiagram
  BEFORE {
    uuid id PK
    text value
  }
  AFTER {
    uuid id PK
    uuid before_id FK
    text value
  }
  BEFORE ||--o{ AFTER : "is split into"`,
        note: guide("Draw your own tables; the full schema goes into the section Data."),
      },
    ],
  },
  services: {
    services: [
      {
        id: writer,
        name: "Writer",
        responsibility: guide("Which code writes these tables? All of it, jobs and scripts too."),
        owner: guide("Which team?"),
      },
      {
        id: reader,
        name: "Reader",
        responsibility: guide("Who reads them: services, reports, exports, people with SQL?"),
        owner: guide("Which team?"),
      },
    ],
    interactions: [
      {
        purpose: "Read the tables",
        from: reader,
        to: writer,
        protocol: "sql",
        mode: "sync",
        fallback: guide("Can this reader be moved before the contract step? By when?"),
      },
    ],
  },
  data: {
    stores: [
      {
        name: "Database",
        kind: "relational",
        technology: guide("Product and major version: locks differ between them."),
        owner: writer,
      },
    ],
    ddl: `-- > The schema as it will be at the end. The steps that lead there stand in the migration plan below.
-- > Leave out tables that do not change; keep those that refer to changed ones.
`,
    tables: [
      {
        table: guide("Which table?"),
        owner: writer,
        purpose: guide("What is a row of it?"),
        retention: guide("How long are rows kept?"),
      },
    ],
    consistency: guide("Which constraint makes the wrong state impossible? NOT VALID first, VALIDATE later?"),
    indexing: guide("Which index is built CONCURRENTLY, before whom? Which one is no longer used?"),
    caching: guide("Which caches and prepared statements know the old shape?"),
    migration: {
      expand: guide(
        "Each statement with its lock and how long it holds it.",
        "lock_timeout and statement_timeout, and what repeats a statement that gave up?",
      ),
      backfill: guide(
        "By which key, how many rows at once, which pause, watched by what (replication lag, dead rows)?",
        "How does it resume, and how are rows changed meanwhile not overwritten?",
      ),
      dualWrite: guide("In the same transaction by code, or by a trigger? What if the new part refuses the row?"),
      readFallback: guide("What does a reader get for a row that is not copied yet?"),
      switchOver: guide("By flag or by release? For whom first? Which number says go, which says back?"),
      contract: guide(
        "What is dropped, how many days later, after which proof that nobody reads it?",
        "Which backup is taken just before?",
      ),
      rollback: guide("The way back of each step, one line each.", "Point of no return: which statement?"),
      reconciliation: guide("Query that counts rows that differ; it must say 0. How long does it run, and where?"),
      state: "planned",
    },
    backup: { restoreTest: guide("A restore to the minute before the change: tried when, how long did it take?") },
  },
  performance: {
    targets: [
      {
        name: "Longest lock felt by a request",
        metric: "Lock wait",
        value: 200,
        unit: "ms",
        measuredBy: guide("pg_stat_activity, log_lock_waits?"),
      },
      {
        name: "Replication lag during the backfill",
        metric: "Replication lag",
        value: 5,
        unit: "s",
        measuredBy: guide("Which monitor?"),
      },
      {
        name: "Queries on the changed tables",
        metric: "query_hot",
        value: 15,
        unit: "ms",
        measuredBy: guide("pg_stat_statements before and after?"),
      },
    ],
    scalingPath: guide("Do rows get wider, tables more? What does that do to the hot queries in a year?"),
    loadTestPlan: guide(
      "Rehearse on a copy of production's size under recorded load: how long does each step take, which lock is the longest?",
    ),
  },
  security: {
    leastPrivilege: guide("Which account runs the change, and who else may use it?"),
    auditTrail: guide("Who ran which statement when: where is it written down?"),
    threats: [
      {
        attack: "The copy is readable by accounts that could not read the original",
        kind: "information_disclosure",
        asset: guide("Which columns?"),
        mitigation: guide("Grants and row policies of the new tables?"),
      },
      {
        attack: "A statement in the wrong place or order destroys rows",
        kind: "tampering",
        asset: guide("Which rows?"),
        mitigation: guide("Second pair of eyes, rehearsed script, no typing by hand?"),
      },
    ],
  },
  reliability: {
    failures: [
      {
        failure: "A statement waits for its lock and everything queues behind it",
        detection: guide("Waiting sessions above what?"),
        impact: guide("Which requests hang?"),
        mitigation: "lock_timeout of a second or two, and repeat; long transactions are ended first.",
        recovery: guide("Who cancels it, and how?"),
        severity: "high",
      },
      {
        failure: "The backfill slows the service",
        detection: guide("Replication lag, p95, disk?"),
        impact: guide("Who notices?"),
        mitigation: guide("It pauses by itself at which number?"),
        recovery: "Stop it; it resumes where it was.",
        severity: "medium",
      },
      {
        failure: "Old and new differ",
        detection: "Reconciliation query",
        impact: guide("Which wrong answer?"),
        mitigation: "Reads stay on the old side until it says 0.",
        recovery: guide("How are differing rows found and repaired?"),
        severity: "high",
      },
      {
        failure: "Someone still needs what was dropped",
        detection: guide("Errors, a call from the report's owner?"),
        impact: guide("What stops?"),
        mitigation: guide("Renamed or revoked for a week before it is dropped?"),
        recovery: guide("Restored from what, how fast?"),
        severity: "medium",
      },
    ],
    alerts: [
      {
        name: "Lock waits",
        condition: guide("How many sessions waiting, for how long?"),
        severity: "page",
        runbook: guide("Where?"),
      },
    ],
    onCall: guide("Who is present at each step, and who may stop it?"),
  },
  operations: {
    pipeline: guide("Does the pipeline name locks and rewrites of each migration?"),
    rollout: guide("Schema first, then code, each alone? At which hour?"),
    rollback: guide("Which release can run on which schema? Make the table of both."),
    featureFlags: guide("Which flag switches reads, who may turn it, when is it removed?"),
    capacity: guide("Room for both copies, for the log written by the backfill, for the index build?"),
  },
  decisions: {
    decisions: [
      {
        title: "How old rows get into the new shape",
        status: "proposed",
        context: guide("How many rows, how busy, how long may it take?"),
        options: [
          {
            title: "Backfill in batches",
            pros: "Short locks; can pause and resume.",
            cons: "Both shapes live for days; code for both.",
          },
          {
            title: "One statement in a window",
            pros: "Simple; done in one night.",
            cons: "Users are locked out; no way back in the middle.",
          },
          {
            title: "On the next write of each row",
            pros: "No job at all.",
            cons: "Never finished; readers handle both for ever.",
          },
        ],
        reason: guide("Why?"),
        consequences: guide("What must be built and watched?"),
      },
    ],
    assumptions: [
      {
        text: guide("All writers are known: who looked, and how?"),
        ifWrong: "Rows appear only in the old shape",
        check: guide("A trigger that counts them?"),
      },
    ],
    questions: [{ question: guide("Who agrees to the point of no return?"), owner: guide("Who must answer?") }],
    risks: [
      {
        risk: "The contract step is never done",
        likelihood: "high",
        impact: "medium",
        mitigation: guide("Which date, which person?"),
      },
    ],
    nextSteps: [
      { step: "Rehearse all steps on a copy and write down times and locks", owner: guide("Who?"), state: "open" },
      { step: "Write the reconciliation query", owner: guide("Who?"), state: "open" },
    ],
  },
});
