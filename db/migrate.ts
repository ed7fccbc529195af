import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { applicationRole, connect, databaseError, isDatabaseAway, type Sql } from "@/db/connection";
import { StartupError } from "@/db/startup-error";

export type Migrated = {
  /** The role that the application takes; undefined where the server does not let us make one. */
  role: string | undefined;
};

// Any number will do, as long as every version of Lintel uses the same one.
const migrationLock = 7_272_741;

/**
 * Brings a database to this version's schema, one process at a time. Rerunning it after an interruption finishes the work:
 * Drizzle applies all pending migrations in one transaction.
 */
export async function migrate(url: string, root: string = process.cwd()): Promise<Migrated> {
  const { sql, close } = connect({ url, max: 1, statementTimeout: 0 });
  try {
    await refuseOldServer(sql);
    await sql`select pg_advisory_lock(${migrationLock})`;
    await applyMigrations(drizzle(sql), { migrationsFolder: join(root, "drizzle") }).catch((error) => {
      throw isDatabaseAway(error) ? error : migrationFailed(error);
    });
    return { role: await findApplicationRole(sql) };
  } catch (error) {
    throw isDatabaseAway(error) ? unreachable(url, error) : error;
  } finally {
    await close();
  }
}

/** PostgreSQL 18 brought `uuidv7()`, which makes ids that insert in the order of an index. */
const oldestServer = 18;

async function refuseOldServer(sql: Sql): Promise<void> {
  const [row] = await sql<{ major: number }[]>`
    select current_setting('server_version_num')::int / 10000 as major`;
  if (row && row.major < oldestServer)
    throw new StartupError(
      `The database at DATABASE_URL is PostgreSQL ${row.major}; Lintel needs ${oldestServer} or newer. Upgrade it, or leave DATABASE_URL empty to use the embedded one.`,
    );
}

/**
 * Refuses a database that may lose what it has acknowledged: with `fsync`, `full_page_writes` or `synchronous_commit` off a
 * power cut breaks Lintel's first promise.
 */
export async function checkDurability(url: string): Promise<void> {
  const { sql, close } = connect({ url, max: 1 });
  try {
    const rows = await sql<{ name: string }[]>`
      select name from pg_settings
      where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' order by name`;
    if (rows.length > 0) {
      const names = rows.map((row) => row.name).join(", ");
      throw new StartupError(
        `The database runs with ${names} off and may lose saved work; turn it on, or set LINTEL_UNSAFE_DATABASE=1 to accept that.`,
      );
    }
  } catch (error) {
    throw isDatabaseAway(error) ? unreachable(url, error) : error;
  } finally {
    await close();
  }
}

/** The migrations make the role where the server lets them; a role without rights on our tables belongs to another database. */
async function findApplicationRole(sql: Sql): Promise<string | undefined> {
  const [row] = await sql<{ isUsable: boolean | null }[]>`
    select pg_has_role(current_user, oid, 'SET') and has_table_privilege(oid, 'versions', 'SELECT') as "isUsable"
    from pg_roles where rolname = ${applicationRole} and to_regclass('versions') is not null`;
  return row?.isUsable ? applicationRole : undefined;
}

function migrationFailed(error: unknown): StartupError {
  const reason = databaseError(error)?.message ?? String(error);
  return new StartupError(
    `The database could not be brought to this version of Lintel and was left as it was: ${reason}`,
    { cause: error },
  );
}

function unreachable(url: string, error: unknown): StartupError {
  const parsed = new URL(url);
  const place = parsed.searchParams.get("host") ?? parsed.host;
  const reason = error instanceof Error ? error.message : String(error);
  return new StartupError(`The database at ${place} cannot be reached: ${reason}`);
}
