// `npm run dev`: the same process as in production, with Next's development server, restarted when server code changes.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serverBundle } from "./bundle.mjs";
import { installPackages, requireNode, root } from "./project.mjs";
import { vendorMermaid } from "./vendor.mjs";

requireNode();
process.chdir(root);
await installPackages({ dev: true });
vendorMermaid();

const outdir = join(root, "dist", "dev");
let database;
let server;
let isStopping = false;

async function databaseUrl() {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  // It outlives the restarts of the server.
  const { startEmbeddedPostgres } = await import(pathToFileURL(join(outdir, "embedded.mjs")).href);
  database ??= await startEmbeddedPostgres({ dataDir: process.env.LINTEL_DATA_DIR ?? "./data" });
  return database.url("lintel");
}

async function restart() {
  if (server) await endServer();
  if (isStopping) return;
  const env = { ...process.env, NODE_ENV: "development", DATABASE_URL: await databaseUrl() };
  server = spawn(process.execPath, [join(outdir, "main.mjs")], { cwd: root, env, stdio: "inherit" });
}

async function endServer() {
  const ending = server;
  if (ending.exitCode !== null || ending.signalCode !== null) return;
  const ended = new Promise((done) => ending.once("exit", done));
  ending.kill("SIGTERM");
  await ended;
}

async function stop() {
  if (isStopping) return;
  isStopping = true;
  if (server) await endServer();
  await database?.stop();
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stop());

const { context } = await import("esbuild");
let restarting = Promise.resolve();
const reload = {
  name: "restart-server",
  setup: (build) =>
    build.onEnd((result) => {
      if (result.errors.length === 0) restarting = restarting.then(restart).catch(fail);
    }),
};
async function fail(error) {
  console.error(error.name === "StartupError" ? error.message : error);
  await stop();
}
const bundling = await context({ ...serverBundle(outdir), plugins: [reload] });
await bundling.watch();
