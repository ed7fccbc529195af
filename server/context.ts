import type { Database, Sql } from "@/db/connection";
import type { Config } from "@/server/config";
import type { Log } from "@/server/log";

/** What the process hands to everything that serves: made once in `main.ts`, passed on explicitly. */
export type Context = {
  config: Config;
  log: Log;
  db: Database;
  /** The driver beneath `db`, for LISTEN and NOTIFY. */
  sql: Sql;
  /** Aborted when the process begins to stop: `/readyz` turns to 503, sockets are told to come back later. */
  stopping: AbortSignal;
};
