// `npm run bench`: starts databases and servers of its own, measures, and writes a Markdown table.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { openBenchDatabase } from "./database";
import { type Options, readOptions } from "./options";
import { type Served, secret, serve } from "./processes";
import { type Report, writeReport } from "./report";
import { forgetStatements, slowestStatements } from "./statements";
import type { Bench, Workload } from "./workload";
import { board, exporting, history, list, page, publish, review, row } from "./workloads/api";
import { browser } from "./workloads/browser";
import { edit } from "./workloads/edit";
import { follow } from "./workloads/follow";
import { search } from "./workloads/search";
import { threads } from "./workloads/threads";

const workloads: Record<string, Workload> = {
  list,
  review,
  row,
  history,
  export: exporting,
  edit,
  follow,
  board,
  page,
  publish,
  threads,
  search,
};
const known = [...Object.keys(workloads), "browser"];
const firstPort = 3190;

async function measureSize(size: number, options: Options, report: Report): Promise<void> {
  console.log(`\n${size.toLocaleString("en")} reviews: seeding …`);
  const database = await openBenchDatabase(size, secret, options.keep);
  const running: Served[] = [];
  try {
    const { url, seed } = database;
    console.log(`  seeded in ${Math.round(seed.seconds)} s`);
    const env = { DATABASE_URL: url };
    const flags = options.profile ? ["--cpu-prof", `--cpu-prof-dir=${options.profile}`] : [];
    const lintel = await serve([...flags, "dist/main.mjs"], {
      port: firstPort,
      env: {
        ...env,
        AUTH_SECRET: secret,
        LINTEL_REQUESTS_PER_MINUTE: "0",
        LINTEL_LOG_FORMAT: "json",
        LINTEL_LOG_LEVEL: "warn",
      },
      path: "/bench",
      cookie: seed.cookies[0],
    });
    running.push(lintel);
    const limit = await serve(["dist/bench/limit-server.mjs"], { port: firstPort + 1, env, path: "/row" });
    running.push(limit);
    await forgetStatements(url);
    const memoryBefore = lintel.memory();
    const bench: Bench = {
      seed,
      databaseUrl: url,
      lintel,
      limit,
      rounds: options.isQuick ? 4 : 8,
      seconds: options.isQuick ? 1 : 2,
    };
    for (const name of options.names) {
      console.log(`  ${name} …`);
      if (name === "browser") report.pages.push(...(await browser(bench)));
      else report.rows.push(...((await workloads[name]?.(bench)) ?? []));
    }
    report.statements.push({ size, list: await slowestStatements(url, 12) });
    const { startMilliseconds } = lintel;
    report.facts.push({
      size,
      seedSeconds: seed.seconds,
      startMilliseconds,
      memoryBefore,
      memoryAfter: lintel.memory(),
    });
  } finally {
    for (const { stop } of running) await stop();
    await database.stop();
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), known);
  if (options.names.length === 0) options.names = known;
  const report: Report = { rows: [], pages: [], statements: [], facts: [] };
  for (const size of options.sizes) await measureSize(size, options, report);
  const when = new Date();
  const machine = `${cpus().length} shared cores (${cpus()[0]?.model ?? "unknown"}), Node ${process.versions.node}; client, server and database on one machine.`;
  const text = writeReport(report, when, machine);
  const folder = join("bench", "results");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${when.toISOString().slice(0, 19).replaceAll(":", "-")}.md`);
  writeFileSync(file, text);
  console.log(`\n${text}\nWritten to ${file}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
// Sockets that a library keeps open must not hold the process.
process.exit();
