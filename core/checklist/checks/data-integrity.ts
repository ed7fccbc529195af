import {
  allOf,
  amount,
  anyOf,
  type Check,
  type CheckContext,
  chosen,
  everyItem,
  filled,
  has,
  type Probe,
  says,
} from "./check";
import { type ScannedTable, scanDdl } from "./ddl-scan";

/** Judges the tables of the DDL; silent where there are none. */
function tables(
  judge: (tables: ScannedTable[], context: CheckContext) => { shows: boolean; sentence: string } | null,
): Probe {
  return (context) => {
    const found = scanDdl(context.spec.data.ddl);
    const verdict = found.length === 0 ? null : judge(found, context);
    return verdict ? { path: "data.ddl", ...verdict } : null;
  };
}

const list = (names: string[]) =>
  names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");

const primaryKeys = tables((found) => {
  const without = found.filter((table) => !table.hasPrimaryKey).map((table) => table.name);
  if (without.length > 0) return { shows: false, sentence: `The DDL has no primary key for ${list(without)}.` };
  return { shows: true, sentence: `The DDL has a primary key for each of its ${found.length} tables.` };
});

/** A column named like a reference (`…_id`) beside other tables is the best a text scan can tell. */
const foreignKeys = tables((found, { spec }) => {
  const references = found.reduce((sum, table) => sum + table.references, 0);
  if (references > 0)
    return { shows: true, sentence: `The DDL declares ${references} foreign keys over ${found.length} tables.` };
  const suspects = spec.data.ddl.match(/^[ \t]*"?\w+_id"?\s/gim)?.length ?? 0;
  return suspects > 0
    ? { shows: false, sentence: `The DDL has ${suspects} columns ending in _id and no foreign key.` }
    : null;
});

const checks = tables((found) => {
  const checked = found.filter((table) => table.hasChecks).map((table) => table.name);
  return checked.length > 0 ? { shows: true, sentence: `The DDL has CHECK constraints on ${list(checked)}.` } : null;
});

const money = tables((found) => {
  const bad = found.flatMap((table) => table.inexactMoney.map((column) => `${table.name}.${column}`));
  return bad.length > 0
    ? { shows: false, sentence: `The DDL stores money as floating point in ${list(bad)}.` }
    : { shows: true, sentence: "The DDL stores no column that looks like money as floating point." };
});

const times = tables((found) => {
  const bad = found.flatMap((table) => table.zonelessTimes.map((column) => `${table.name}.${column}`));
  return bad.length > 0
    ? { shows: false, sentence: `The DDL has timestamps without a zone: ${list(bad)}.` }
    : { shows: true, sentence: "The DDL has no timestamp without a zone." };
});

const lastingIds = tables((_, { spec }) =>
  /\b(uuid|bigserial|bigint)\b/i.test(spec.data.ddl)
    ? { shows: true, sentence: "The DDL uses UUID or 64-bit keys." }
    : null,
);

const noMigration = chosen("data.migration.state", "not_needed");

export const dataIntegrityChecks: Record<string, Check> = {
  data_constraints: {
    primary_keys: primaryKeys,
    foreign_keys: foreignKeys,
    checks,
    orphans: says(["data.consistency", "data.migration.reconciliation"], /reconcil|orphan|compare\w* both/i),
  },
  data_types: { exact_money: money, zoned_times: times, lasting_ids: lastingIds },
  data_consistency: {
    boundaries: says("data.consistency", /transaction/i),
    isolation: says(
      "data.consistency",
      /isolation|serializable|repeatable read|read committed|optimistic|revision|for update|lock/i,
    ),
    no_dual_writes: says(
      ["data.consistency", "architecture.dataPattern.rationale"],
      /outbox|saga|change data capture|\bCDC\b|single (store|database)/i,
    ),
    lag: says(
      ["requirements.consistency", "data.consistency", "data.caching"],
      /(lag|stale|within|at most|up to|under)\D{0,20}\d+\s*(ms|s\b|sec|min|h\b)/i,
    ),
  },
  data_indexes: {
    hot_queries: filled("data.indexing"),
    foreign_key_indexes: says(
      ["data.indexing", "data.ddl"],
      /foreign[- ]key.{0,40}index|index.{0,40}foreign[- ]key|create index[^;]*_id\b/i,
    ),
    realistic_plans: says(
      ["data.indexing", "performance.loadTestResults"],
      /explain|query plan|realistic|production[- ](like|size)/i,
    ),
    unused: says("data.indexing", /unused|duplicate|pg_stat/i),
  },
  data_migrations: {
    expand_contract: anyOf(
      allOf(filled("data.migration.expand"), filled("data.migration.contract")),
      chosen("architecture.migrationStrategy.selected", "expand_contract"),
      noMigration,
    ),
    locks: anyOf(
      says(["data.migration.expand", "data.migration.switchOver"], /lock|concurrently|not valid/i),
      noMigration,
    ),
    batched_backfill: anyOf(says("data.migration.backfill", /batch|chunk|range|resum|pace|throttl/i), noMigration),
    reversible: anyOf(filled("data.migration.rollback"), noMigration),
  },
  data_migration_proof: {
    reconciled: anyOf(filled("data.migration.reconciliation"), noMigration),
    rehearsed: anyOf(
      says(
        ["data.migration.switchOver", "data.migration.backfill", "operations.pipeline"],
        /rehears|dry[- ]run|staging|copy of production/i,
      ),
      noMigration,
    ),
    approved: anyOf(
      says(
        ["data.migration.switchOver", "data.migration.contract", "data.migration.rollback"],
        /approv|decision|decides|sign[- ]?off|released by/i,
      ),
      noMigration,
    ),
  },
  data_backups: {
    full: amount("data.backup.fullFrequency", "h", "backup_full"),
    incremental: amount("data.backup.incrementalFrequency", "h", "backup_incremental"),
    separate: says(
      ["data.backup.restoreTest", "security.encryptionAtRest"],
      /separate|another (account|region|site)|off[- ]?site|object lock|immutable|write[- ]once/i,
    ),
    watched: everyItem({
      items: (spec) => spec.reliability.alerts.filter((alert) => /backup/i.test(`${alert.name} ${alert.condition}`)),
      path: "reliability.alerts",
      good: (alert) => has(alert.condition),
      claim: "Alerts on backups have a condition",
    }),
  },
  data_recovery: {
    rto_met: amount("data.backup.rto", "h", "rto"),
    rpo_met: amount("data.backup.rpo", "h", "rpo"),
    restore_tested: filled("data.backup.restoreTest"),
    partial: says("data.backup.restoreTest", /single (table|tenant|row)|point[- ]in[- ]time|\bPITR\b|partial/i),
  },
  data_privacy: {
    classified: everyItem({
      items: (spec) => spec.data.tables,
      path: "data.tables",
      field: "privacy",
      good: (note) => has(note.privacy) || note.privacy === "none",
      claim: "The table notes name a privacy class",
    }),
    retention: everyItem({
      items: (spec) => spec.data.tables,
      path: "data.tables",
      field: "retention",
      good: (note) => has(note.retention),
      claim: "The table notes name a retention",
    }),
    erasure: says(
      ["requirements.compliance.notes", "data.consistency", "security.auditTrail"],
      /eras|right to be forgotten|delet\w+ (of )?(personal|user|account)|anonymi/i,
    ),
    masked: everyItem({
      items: (spec) => spec.operations.environments.filter((environment) => !/^prod/i.test(environment.name.trim())),
      path: "operations.environments",
      field: "data",
      good: (environment) => environment.data === "synthetic" || environment.data === "masked",
      claim: "The environments before production hold synthetic or masked data",
    }),
  },
};
