import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "@/db/connection";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { describeSeed, type Seed, seed } from "./seed";

export type BenchDatabase = { url: string; seed: Seed; stop: () => Promise<void> };

// Lintel's own settings, and what a bench needs in addition: statistics of statements, and no checkpoint caused by the seeding.
const settings = { shared_preload_libraries: "pg_stat_statements", max_wal_size: "4GB" };

/** A PostgreSQL of its own with a seeded database; `keep` names a folder whose databases are used again by the next run. */
export async function openBenchDatabase(
  size: number,
  secret: string,
  keep: string | undefined,
): Promise<BenchDatabase> {
  const dataDir = keep ? join(keep, String(size)) : mkdtempSync(join(tmpdir(), "lintel-bench-"));
  const postgres = await startEmbeddedPostgres({ dataDir, settings });
  const stop = async () => {
    await postgres.stop();
    if (!keep && existsSync(dataDir)) rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const url = postgres.url("lintel");
    await migrate(url);
    const isSeeded = await hasTable(url, "bench_writes");
    return { url, seed: await (isSeeded ? describeSeed : seed)(url, size, secret), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function hasTable(url: string, name: string): Promise<boolean> {
  const { sql, close } = connect({ url, max: 1 });
  const [row] = await sql<{ found: boolean }[]>`select to_regclass(${name}) is not null as found`;
  await close();
  return row?.found ?? false;
}
