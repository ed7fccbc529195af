import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { connect, createDatabase } from "@/db/connection";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded";
import { migrate } from "@/db/migrate";

declare module "vitest" {
  export interface ProvidedContext {
    /** The server of this run, and the migrated database that each test file copies. */
    testCluster: { serverUrl: string; template: string };
  }
}

// Tests are killed now and then, but the machine they run on is not: waiting for the disk would prove nothing here. What a
// commit means to other connections stays as in production.
const settings = { fsync: "off", full_page_writes: "off", max_connections: "200" };

/**
 * Vitest's global set-up: one PostgreSQL for the whole run, in a temporary folder, or the server of LINTEL_TEST_DATABASE_URL
 * (a role that may create databases).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.LINTEL_TEST_DATABASE_URL;
  const folder = mkdtempSync(join(tmpdir(), "lintel-test-"));
  const embedded = external ? undefined : await startEmbeddedPostgres({ dataDir: folder, settings });
  const serverUrl = external ?? (embedded as EmbeddedPostgres).url("postgres");
  const template = `lintel_template_${process.pid}`;
  await createDatabase(serverUrl, template);
  await migrate(databaseUrl(serverUrl, template));
  project.provide("testCluster", { serverUrl, template });
  return async () => {
    if (external) await dropDatabase(serverUrl, template);
    await embedded?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** The address of another database on the same server. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Removes a database together with the connections it still has. */
export async function dropDatabase(serverUrl: string, database: string): Promise<void> {
  const { sql, close } = connect({ url: serverUrl, max: 1 });
  await sql`drop database if exists ${sql(database)} with (force)`;
  await close();
}
