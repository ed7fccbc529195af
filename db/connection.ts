import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { errorCode, StartupError } from "@/db/startup-error";

export type Sql = postgres.Sql;
export type Database = PostgresJsDatabase;
/** What an operation writes with: the database, or a transaction of it. */
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** One pool: `db` for queries, `sql` beneath it for what Drizzle cannot say (LISTEN, COPY). */
export type Connection = { db: Database; sql: Sql; close: () => Promise<void> };

export type ConnectionOptions = {
  /** `postgres://user:password@host:port/database`, or with `?host=/folder` for a unix socket. */
  url: string;
  /** The role whose rights the connection takes after it has signed in. */
  role?: string | undefined;
  /** Connections at most, 10 unless told. */
  max?: number;
  /** Milliseconds that one statement may take, 10,000 unless told; 0 is no limit. */
  statementTimeout?: number;
};

/** The role of the running application: it may read and write rows, but neither change tables nor rewrite history. */
export const applicationRole = "lintel_app";

const connectSeconds = 4;

/**
 * Opens a pool lazily: nothing is dialled before the first query. A lost database fails the queries of the moment (see
 * `isDatabaseAway`) and the pool finds its way back by itself, at most a second after the database does.
 */
export function connect(options: ConnectionOptions): Connection {
  const { href, socket } = address(options.url);
  const sql = postgres(href, {
    ...socket,
    max: options.max ?? 10,
    connect_timeout: connectSeconds,
    // The driver's own grows to 20 seconds, during which every request would hang.
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
    onnotice: () => {},
    connection: {
      application_name: "lintel",
      statement_timeout: options.statementTimeout ?? 10_000,
      // A waiter gives up before its reader does, so that a stuck row cannot use up the pool for long.
      lock_timeout: 4000,
      idle_in_transaction_session_timeout: 30_000,
      ...(options.role ? { role: options.role } : {}),
    },
  });
  prepareAll(sql);
  return { sql, db: drizzle(sql, { casing: "snake_case" }), close: () => sql.end({ timeout: 2 }) };
}

/** postgres.js takes a socket folder as an option only, not in the URL as libpq does. */
function address(url: string): { href: string; socket: { host?: string; user?: string } } {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    throw new StartupError("DATABASE_URL is not an address of the form postgres://user:password@host:5432/database.");
  }
  const parsed = new URL(url);
  const take = (name: string) => {
    const value = parsed.searchParams.get(name);
    parsed.searchParams.delete(name);
    return value ?? undefined;
  };
  const [host, user] = [take("host"), take("user")];
  return { href: parsed.href, socket: { ...(host ? { host } : {}), ...(user ? { user } : {}) } };
}

/** Creates a database of this name unless the server has it. */
export async function createDatabase(serverUrl: string, name: string): Promise<void> {
  const { sql, close } = connect({ url: serverUrl, max: 1 });
  try {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await sql`create database ${sql(name)}`;
  } finally {
    await close();
  }
}

/**
 * Drizzle sends every query of its builder unprepared, which costs two to four times the time of a prepared one. The driver
 * keeps one prepared statement per text and connection, and connections live an hour at most, so the number stays bounded.
 */
function prepareAll(sql: Sql | postgres.TransactionSql): void {
  const unsafe = sql.unsafe;
  // Without parameters the text may hold several statements, which cannot be prepared.
  sql.unsafe = ((text, parameters, options) =>
    unsafe(text, parameters, parameters ? { ...options, prepare: true } : options)) as typeof unsafe;
  if ("begin" in sql) prepareInside(sql, "begin");
  if ("savepoint" in sql) prepareInside(sql, "savepoint");
}

type Scope = (...input: unknown[]) => Promise<unknown>;

function prepareInside<Name extends string>(sql: Record<Name, unknown>, name: Name): void {
  const open = sql[name] as Scope;
  sql[name] = ((...input: unknown[]) => {
    const work = input.pop() as (inner: postgres.TransactionSql) => unknown;
    return open(...input, (inner: postgres.TransactionSql) => {
      prepareAll(inner);
      return work(inner);
    });
  }) as Scope;
}

const awayCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "EPIPE",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "57P05", // idle_session_timeout
  "57014", // query_canceled: the statement time-out
  "55P03", // lock_not_available: the lock time-out
  "53100", // disk_full
  "53200", // out_of_memory
  "53300", // too_many_connections
  "58030", // io_error
  "25P03", // idle_in_transaction_session_timeout
  "25006", // read_only_sql_transaction: a standby not promoted yet
]);

/** Whether an error says that the database cannot be used at this moment, so that the same request may succeed later. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = errorCode(cause);
    if (awayCodes.has(code) || code.startsWith("08")) return true;
  }
  return false;
}

/** The PostgreSQL error (`code`, `constraint_name`, …) inside what a failed query threw, if it came from the server. */
export function databaseError(error: unknown): postgres.PostgresError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof postgres.PostgresError) return cause;
  }
  return undefined;
}
