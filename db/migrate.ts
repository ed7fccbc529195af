import { existsSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { applicationRole, connect, databaseError, isDatabaseAway, type Sql } from "@/db/connection";
import { insertOnlyTables } from "@/db/rights";
import { StartupError } from "@/db/startup-error";

export type Migrated = {
  /** The role that the application takes; undefined where the server does not let us make one. */
  role: string | undefined;
};

// Any number will do, as long as every version of Lintel uses the same one.
const migrationLock = 7_272_741;
const migrationsFolder = "drizzle";

/**
 * Brings a database to this version's schema, one process at a time, and gives the application's role its rights. Rerunning it
 * after an interruption finishes the work: Drizzle applies all pending migrations in one transaction.
 */
export async function migrate(url: string, root: string = process.cwd()): Promise<Migrated> {
  const { sql, close } = connect({ url, max: 1, statementTimeout: 0 });
  try {
    await sql`select pg_advisory_lock(${migrationLock})`;
    const hasRole = await createApplicationRole(sql);
    const folder = join(root, migrationsFolder);
    if (existsSync(join(folder, "meta", "_journal.json"))) {
      await applyMigrations(drizzle(sql), { migrationsFolder: folder });
    }
    if (hasRole) await grantRights(sql);
    return { role: hasRole ? applicationRole : undefined };
  } catch (error) {
    throw isDatabaseAway(error) ? unreachable(url, error) : error;
  } finally {
    await close();
  }
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

/** Where the server's role may not create roles (managed databases), the application keeps the rights it signed in with. */
async function createApplicationRole(sql: Sql): Promise<boolean> {
  try {
    const found = await sql`select 1 from pg_roles where rolname = ${applicationRole}`;
    if (found.length === 0) await sql`create role ${sql(applicationRole)} nologin`;
    const [member] = await sql<{ isMember: boolean }[]>`
      select pg_has_role(current_user, ${applicationRole}, 'SET') as "isMember"`;
    if (!member?.isMember) await sql`grant ${sql(applicationRole)} to current_user`;
    return true;
  } catch (error) {
    // duplicate_object and unique_violation: another database of this server is being migrated at the same moment.
    const code = databaseError(error)?.code;
    if (code === "42710" || code === "23505") return createApplicationRole(sql);
    if (code === "42501") return false;
    throw error;
  }
}

/** Given anew at each start, so that the tables of every migration are covered and the list of insert-only tables is the truth. */
async function grantRights(sql: Sql): Promise<void> {
  const role = sql(applicationRole);
  await sql.begin(async (transaction) => {
    await transaction`grant usage on schema public to ${role}`;
    await transaction`grant select, insert, update, delete on all tables in schema public to ${role}`;
    await transaction`grant usage, select on all sequences in schema public to ${role}`;
    await transaction`grant execute on all functions in schema public to ${role}`;
    for (const table of insertOnlyTables) {
      const [found] = await transaction<{ name: string | null }[]>`select to_regclass(${`public.${table}`}) as name`;
      if (found?.name) await transaction`revoke update, delete on ${transaction(table)} from ${role}`;
    }
  });
}

function unreachable(url: string, error: unknown): StartupError {
  const parsed = new URL(url);
  const place = parsed.searchParams.get("host") ?? parsed.host;
  const reason = error instanceof Error ? error.message : String(error);
  return new StartupError(`The database at ${place} cannot be reached: ${reason}`);
}
