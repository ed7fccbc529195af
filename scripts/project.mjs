import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder, whatever the working folder is. */
export const root = fileURLToPath(new URL("..", import.meta.url));

// A self-hosted tool phones nobody.
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.DO_NOT_TRACK = "1";

/** Ends the process with one sentence when this Node is too old for Next. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  console.error(`Lintel needs Node 20.9 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Runs a program in the project's folder, passes signals on, and answers its exit status. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    const pass = (signal) => child.kill(signal);
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, pass);
    const finish = (status) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(status);
    };
    child.on("error", (error) => {
      console.error(`${command} cannot be run: ${error.message}`);
      finish(127);
    });
    child.on("close", (status, signal) => finish(status ?? (signal ? 130 : 1)));
  });
}

/** A program that a package of the project brought, to be run with `process.execPath`. */
export function packageProgram(path) {
  return join(root, "node_modules", path);
}

/** Installs the packages of the lockfile if any of them is missing or of another version. */
export async function installPackages({ dev = false } = {}) {
  const missing = missingPackages(dev);
  if (missing.length === 0) return;
  console.log(`Installing packages (${missing.length} missing) …`);
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error", ...(dev ? ["--include=dev"] : [])];
  const npm = process.env.npm_execpath;
  const status = npm ? await run(process.execPath, [npm, ...args]) : await run("npm", args);
  if (status === 0) return;
  console.error("The packages could not be installed; npm says why above.");
  process.exit(1);
}

/** npm writes what it has installed beside the packages, in the form of the lockfile. */
function missingPackages(dev) {
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const record = join(root, "node_modules", ".package-lock.json");
  const installed = existsSync(record) ? JSON.parse(readFileSync(record, "utf8")).packages : {};
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== "" && !entry.optional && !entry.devOptional && (dev || !entry.dev))
    .filter(([path, entry]) => installed[path]?.version !== entry.version)
    .map(([path]) => path);
}
