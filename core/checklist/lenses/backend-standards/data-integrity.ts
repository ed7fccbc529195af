import type { Pillar } from "../../lens";
import { writeQuestion } from "../write-question";

export const dataIntegrity: Pillar = {
  id: "data_integrity",
  name: "Data integrity & evolution",
  questions: [
    writeQuestion("data_constraints", "Does the database itself refuse data that must not exist?", {
      why: "Code changes weekly and has several writers; a constraint holds for all of them, including the script somebody runs by hand during an incident.",
      weight: 3,
      targets: ["foreign_keys_enforced"],
      choices: [
        [
          "primary_keys",
          "Each table has a primary key",
          "Add a key to each table; tables without one cannot be replicated, merged or corrected row by row.",
        ],
        [
          "foreign_keys",
          "{foreign_keys_enforced} of the references within a database are foreign keys",
          "Declare the references, add them as NOT VALID first on large tables, and decide on the deletion rule of each.",
        ],
        [
          "checks",
          "Required, unique and bounded values are constraints, not only code",
          "Add NOT NULL, UNIQUE and CHECK for what the business calls impossible: negative stock, two accounts for one address.",
        ],
        [
          "orphans",
          "References across services are reconciled by a job that reports",
          "Compare both sides on a schedule and alert on what does not match, since no constraint can span two databases.",
        ],
      ],
      none: "primary_keys && foreign_keys && checks && orphans",
      medium: "primary_keys && foreign_keys",
    }),
    writeQuestion("data_types", "Do the column types hold what they mean, without loss?", {
      why: "A wrong type is cheap on the first day and a migration of every row on the last: rounding errors in money, times an hour off, identifiers that run out.",
      weight: 1,
      choices: [
        [
          "exact_money",
          "Money is stored exactly, together with its currency",
          "Use numeric or an integer of the smallest unit, never floating point, and store the currency beside it.",
        ],
        [
          "zoned_times",
          "Points in time are stored with a zone",
          "Use timestamptz and write UTC; keep a local time and its zone only where the calendar matters.",
        ],
        [
          "lasting_ids",
          "Identifiers cannot run out and reveal nothing",
          "Use 64-bit keys or UUIDs with a time order, and show callers ids from which volume cannot be guessed.",
        ],
      ],
      none: "exact_money && zoned_times && lasting_ids",
    }),
    writeQuestion("data_consistency", "Is it decided what must be correct at once and what may lag?", {
      why: "“Eventually” is an answer only when somebody has said how long, what users see meanwhile, and what happens when it never arrives.",
      weight: 3,
      choices: [
        [
          "boundaries",
          "The boundary of each transaction follows an invariant that is named",
          "List the invariants, and give each one transaction that keeps it; nothing slow or remote happens inside.",
        ],
        [
          "isolation",
          "Concurrent writers are handled by an isolation level or a revision",
          "Choose the level with the anomalies in mind, or compare revisions on write, and test two writers at once.",
        ],
        [
          "no_dual_writes",
          "No change is written to two systems without an outbox, a saga or a log",
          "Write the message in the same transaction as the row and send it from there; compensate what cannot be undone.",
        ],
        [
          "lag",
          "The longest acceptable lag of each copy is stated and measured",
          "Give caches, replicas and read models a bound, and alert when it is exceeded.",
        ],
      ],
      none: "boundaries && isolation && no_dual_writes && lag",
      medium: "boundaries && (isolation || no_dual_writes)",
    }),
    writeQuestion("data_indexes", "Does every frequent query have an index that was chosen for it?", {
      why: "Most slow systems are a few queries without the right index; most slow writes are indexes nobody uses.",
      weight: 2,
      choices: [
        [
          "hot_queries",
          "The hot queries are listed with the index that serves each",
          "Take them from the code or from statement statistics, and write the plan you expect beside each.",
        ],
        [
          "foreign_key_indexes",
          "Foreign keys are indexed where parents are deleted or joined",
          "Add the index, or note why the reference is never searched from the parent's side.",
        ],
        [
          "realistic_plans",
          "Plans were checked on data of realistic size and skew",
          "Load production-like volume, run EXPLAIN with real parameters, and keep the results with the design.",
        ],
        [
          "unused",
          "Unused and duplicate indexes are found and removed",
          "Read the usage statistics each quarter, and drop what has not been used over a full business cycle.",
        ],
      ],
      none: "hot_queries && foreign_key_indexes && realistic_plans && unused",
      medium: "hot_queries && (foreign_key_indexes || realistic_plans)",
    }),
    writeQuestion("data_migrations", "Do schema changes reach production without downtime?", {
      why: "During a rollout old and new code run side by side. A change that only one of them understands, or that holds a lock for a minute, is an outage.",
      weight: 3,
      targets: ["migration_downtime"],
      choices: [
        [
          "expand_contract",
          "Changes go by expand, migrate, contract, with {migration_downtime} of planned downtime",
          "Split each change so that both code versions work at every step; remove the old form in a later release.",
        ],
        [
          "locks",
          "The lock of each step is known, and waiting for it is bounded",
          "Set a lock timeout, build indexes concurrently, and validate constraints separately from adding them.",
        ],
        [
          "batched_backfill",
          "Backfills run in small batches that can pause and resume",
          "Work by key range, commit each batch, watch replica lag, and record progress so that a restart continues.",
        ],
        [
          "reversible",
          "Each step can be undone, and the point of no return is marked",
          "Write the way back beside each step, and say which step makes it impossible and who decides to take it.",
        ],
      ],
      none: "expand_contract && locks && batched_backfill && reversible",
      medium: "expand_contract && (locks || reversible)",
    }),
    writeQuestion("data_migration_proof", "Is there proof that a migration kept every row?", {
      why: "A migration that ends without an error has only shown that it ended. Loss is usually found by a customer, weeks later.",
      weight: 2,
      choices: [
        [
          "reconciled",
          "A query compares old and new, and its expected answer is written down",
          "Compare counts, sums and a sample of whole rows; run it before the switch and again before the contract step.",
        ],
        [
          "rehearsed",
          "The migration was rehearsed on a copy of production size",
          "Restore a backup, run it end to end, and note the duration and the locks seen.",
        ],
        [
          "approved",
          "A step that can lose data needs the approval of a named person",
          "Mark such steps in the plan, and let somebody who answers for the data release them.",
        ],
      ],
      none: "reconciled && rehearsed && approved",
      medium: "reconciled || rehearsed && approved",
    }),
    writeQuestion("data_backups", "Are backups frequent, separate and watched?", {
      why: "Replication copies mistakes faithfully. Only a backup from before the mistake, out of reach of whoever made it, brings data back.",
      weight: 3,
      targets: ["backup_full", "backup_incremental"],
      choices: [
        [
          "full",
          "A full backup runs at least every {backup_full}",
          "Schedule it, and size its window by the data volume expected in a year.",
        ],
        [
          "incremental",
          "Incremental backups or log shipping lag by at most {backup_incremental}",
          "Archive the write-ahead log or take increments continuously, so that the lag bounds the loss.",
        ],
        [
          "separate",
          "Copies are encrypted and held where the production credentials cannot delete them",
          "Store them in another account or site with write-once retention and a key of their own.",
        ],
        [
          "watched",
          "A missing or failed backup raises an alert",
          "Alert on the age of the newest good backup rather than on the failure of a job.",
        ],
      ],
      none: "full && incremental && separate && watched",
      medium: "full && incremental",
    }),
    writeQuestion("data_recovery", "Has a restore been shown to meet the recovery objectives?", {
      why: "A backup that was never restored is a hope. The first restore should not happen during the outage that needs it.",
      weight: 3,
      targets: ["rto", "rpo"],
      choices: [
        [
          "rto_met",
          "The system is back within {rto} (RTO)",
          "Measure a restore from nothing, including infrastructure, secrets and caches, and shorten the longest step.",
        ],
        [
          "rpo_met",
          "At most {rpo} of recent data is lost (RPO)",
          "Align the lag of backups and replicas with the objective, and say what users must repeat.",
        ],
        [
          "restore_tested",
          "A restore is rehearsed regularly and its result recorded",
          "Restore into an empty environment at least each quarter, verify with the application's own checks, and keep the times.",
        ],
        [
          "partial",
          "A single table, tenant or row can be brought back without a full restore",
          "Practise restoring beside production and copying back, since small mistakes are far more common than lost sites.",
        ],
      ],
      none: "rto_met && rpo_met && restore_tested && partial",
      medium: "rto_met && rpo_met",
    }),
    writeQuestion("data_privacy", "Is personal data known, minimal and removable?", {
      why: "Data that is kept without a reason is a liability with storage costs. Laws ask for erasure; so do people.",
      weight: 2,
      choices: [
        [
          "classified",
          "Each table is classified, and personal data is marked",
          "Walk through the schema once with whoever answers for privacy, and record a class for each table or column.",
        ],
        [
          "retention",
          "Each table has a retention period, and something that enforces it",
          "Name the period with its reason, and let a job or partition drop delete what is older.",
        ],
        [
          "erasure",
          "A person's data can be found, exported and erased, backups considered",
          "Write the procedure across services, logs and analytics, and test it with a real account.",
        ],
        [
          "masked",
          "Environments outside production hold synthetic or masked data",
          "Generate or mask before copying, and block direct copies of production data.",
        ],
      ],
      none: "classified && retention && erasure && masked",
      medium: "classified && (retention || erasure || masked)",
    }),
  ],
};
