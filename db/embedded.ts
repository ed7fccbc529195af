import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { appendFileSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Readable, Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { connect, createDatabase } from "@/db/connection";
import { askSocket, openDataFolder, ownDataFolder, socketFolder } from "@/db/data-folder";
import { type Account, type Binaries, chooseAccount, findBinaries } from "@/db/embedded-binaries";
import { StartupError } from "@/db/startup-error";

export type EmbeddedPostgres = {
  /** The address of one database of this cluster, as `connect` takes it. */
  url: (database: string) => string;
  /** The process id of the server at this moment. */
  pid: () => number;
  /** Stops the server as a clean shutdown and gives the data folder free; safe to call twice. */
  stop: () => Promise<void>;
};

export type EmbeddedPostgresOptions = {
  dataDir: string;
  /** Server settings in addition to Lintel's, for tests and benches. */
  settings?: Record<string, string>;
  /** Hears of starts, restarts and what PostgreSQL complains about. */
  report?: (level: "info" | "warn", message: string) => void;
};

type Cluster = {
  binaries: Binaries;
  account: Account;
  folder: string;
  sockets: string;
  settings: Record<string, string>;
  report: (level: "info" | "warn", message: string) => void;
};

/** One life of the server: `ended` answers its last words when it is gone. */
type Run = { child: ChildProcess; ended: Promise<string> };

// The name carries the major version, because no tool that could upgrade a cluster is shipped.
const clusterName = "pg18";
const superuser = "lintel";

// PostgreSQL must outlive neither a crash nor `kill -9` of this process. The shell holds the reading end of a pipe that only
// this process writes to: when it closes, for whatever reason, the server gets SIGINT, its fast shutdown.
const watchdog = `
"$@" 3<&- </dev/null & server=$!
trap "" INT TERM HUP
{ read line; kill -INT $server; } <&3 & watch=$!
wait $server; status=$?
kill -9 $watch 2>/dev/null
exit $status`;

const environment = { ...process.env, LC_ALL: "C", LC_MESSAGES: "C" };

/**
 * Starts the PostgreSQL that npm installed on a cluster in the data folder, creating it the first time. It listens on a unix
 * socket in a closed folder only: no port, no password. The database `lintel` is there from the first start. A server that dies is started again until `stop` is called.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries();
  const dataFolder = openDataFolder(options.dataDir);
  const folder = join(dataFolder, clusterName);
  const account = chooseAccount(folder);
  const sockets = socketFolder(dataFolder);
  makeOwnFolder(sockets, account);
  const release = await ownDataFolder(dataFolder, sockets);
  const report = options.report ?? (() => {});
  const cluster: Cluster = { binaries, account, folder, sockets, settings: options.settings ?? {}, report };
  try {
    if (!existsSync(join(folder, "PG_VERSION"))) createCluster(cluster);
    const run = await launch(cluster);
    const postgres = supervise(cluster, run, release);
    await createDatabase(postgres.url("postgres"), "lintel");
    return postgres;
  } catch (error) {
    release();
    throw error;
  }
}

function makeOwnFolder(path: string, account: Account): void {
  if (existsSync(path)) return;
  mkdirSync(path, { mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
}

/** The cluster is made under another name and renamed when whole, so that an interrupted `initdb` leaves nothing half-made. */
function createCluster(cluster: Cluster): void {
  const fresh = `${cluster.folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  makeOwnFolder(fresh, cluster.account);
  const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  const access = ["--username", superuser, "--auth-local=trust", "--auth-host=reject"];
  const made = runBinary(cluster, cluster.binaries.initdb, ["-D", fresh, ...access, ...locale, "--no-instructions"]);
  if (made.status !== 0) {
    const reason = (made.stderr || String(made.error ?? "")).trim().replace(/\s+/g, " ");
    throw new StartupError(`The embedded PostgreSQL could not create its cluster in ${fresh}: ${reason}`);
  }
  // Defaults that an operator may change in this file; what Lintel depends on is passed on the command line.
  const defaults = ["jit = off", "random_page_cost = 1.1", "shared_buffers = 256MB", "effective_cache_size = 1GB"];
  appendFileSync(join(fresh, "postgresql.conf"), `\n# Lintel\n${defaults.join("\n")}\n`);
  renameSync(fresh, cluster.folder);
}

function runBinary({ account }: Cluster, binary: string, args: string[]) {
  const [command = binary, ...rest] = [...account.prefix, binary, ...args];
  return spawnSync(command, rest, { uid: account.uid, gid: account.gid, env: environment, encoding: "utf8" });
}

/** Starts the server once and answers when it accepts connections. */
async function launch(cluster: Cluster): Promise<Run> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    await stopOrphan(cluster);
    const { run, failure } = await spawnServer(cluster);
    if (failure === null) return run;
    // The server of a killed process may still be shutting down.
    const isLeaving = /lock file "postmaster.pid" already exists|shared memory block .* still in use/.test(failure);
    if (!isLeaving || Date.now() > deadline) {
      throw new StartupError(
        `The embedded PostgreSQL did not start: ${failure.trim().replace(/\s+/g, " ").slice(-600)}`,
      );
    }
    await wait(200);
  }
}

/** A server can only outlive its owner if its watchdog was killed too. */
async function stopOrphan(cluster: Cluster): Promise<void> {
  if ((await askSocket(socketPath(cluster))) === null) return;
  cluster.report("warn", "stopping a PostgreSQL that outlived its owner");
  runBinary(cluster, cluster.binaries.pgControl, ["stop", "-D", cluster.folder, "-m", "fast", "-w", "-t", "30"]);
}

function socketPath(cluster: Cluster): string {
  return join(cluster.sockets, ".s.PGSQL.5432");
}

/** The process id that a server noted in its lock file, if there is such a file. */
function notedPid(cluster: Cluster): string | undefined {
  const path = join(cluster.folder, "postmaster.pid");
  return existsSync(path) ? readFileSync(path, "utf8").split("\n", 1)[0] : undefined;
}

/**
 * After a crash the id in the lock file may belong to some other process by now, and PostgreSQL would refuse to start. Nobody
 * listens on the socket, so the file is stale: PostgreSQL ignores the id in this variable, which is how `pg_ctl` says that a
 * process is none of its kind, and still refuses while a backend of the old server uses the shared memory.
 */
async function staleOwner(cluster: Cluster): Promise<Record<string, string>> {
  const pid = notedPid(cluster);
  const isStale = pid !== undefined && (await askSocket(socketPath(cluster))) === null;
  return isStale ? { PG_GRANDPARENT_PID: pid } : {};
}

async function spawnServer(cluster: Cluster): Promise<{ run: Run; failure: string | null }> {
  const settings = {
    ...cluster.settings,
    listen_addresses: "",
    unix_socket_directories: cluster.sockets,
    unix_socket_permissions: "0700",
    logging_collector: "off",
    log_destination: "stderr",
    log_checkpoints: "off",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = [cluster.binaries.postgres, "-D", cluster.folder, ...flags];
  const [command = "/bin/sh", ...args] = [...cluster.account.prefix, "/bin/sh", "-c", watchdog, "sh", ...server];
  const { uid, gid } = cluster.account;
  // A group of its own: Ctrl-C in the terminal must reach Lintel alone, which then stops the server in its turn.
  const child = spawn(command, args, {
    uid,
    gid,
    env: { ...environment, ...(await staleOwner(cluster)) },
    detached: true,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const lines = tail(child.stdio[2] as Readable, cluster.report);
  // Writing to the pipe of a server that has just died is no error worth a crash.
  child.stdio[3]?.on("error", () => {});
  const ended = new Promise<string>((done) => {
    child.on("error", (error) => done(String(error)));
    child.on("close", () => done(lines.last()));
  }).then((words) => {
    child.stdio[3]?.destroy();
    return words;
  });
  const failure = await Promise.race([lines.ready.then(() => null), ended]);
  return { run: { child, ended }, failure };
}

/** Reads the server's log: its readiness, its complaints, and its last words. */
function tail(stream: Readable, report: Cluster["report"]) {
  let last = "";
  let announce = () => {};
  const ready = new Promise<void>((resolve) => {
    announce = resolve;
  });
  stream.setEncoding("utf8").on("data", (text: string) => {
    last = (last + text).slice(-2000);
    if (text.includes("ready to accept connections")) announce();
    for (const line of text.split("\n")) if (/\b(WARNING|PANIC):/.test(line)) report("warn", `PostgreSQL: ${line}`);
  });
  return { ready, last: () => last };
}

function supervise(cluster: Cluster, first: Run, release: () => void): EmbeddedPostgres {
  let run = first;
  let isStopping = false;
  let stopped: Promise<void> | undefined;

  const keepAlive = async () => {
    for (let pause = 200; ; pause = Math.min(pause * 2, 5000)) {
      const words = await run.ended;
      if (isStopping) return;
      cluster.report("warn", `PostgreSQL ended, starting it again: ${words.trim().split("\n").at(-1) ?? ""}`);
      await wait(pause);
      if (isStopping) return;
      try {
        run = await launch(cluster);
        pause = 100;
        cluster.report("info", "PostgreSQL is back");
      } catch (error) {
        // A full disk, for one, passes: keep trying, the API answers 503 meanwhile.
        cluster.report("warn", String(error));
      }
    }
  };
  // `stop` waits for this too, so that no start is under way when the data folder is given free.
  const watching = keepAlive();

  const stop = async () => {
    isStopping = true;
    await endRun(run);
    await Promise.race([watching, wait(5000, undefined, { ref: false })]);
    await endRun(run);
    release();
  };
  return {
    url: (database) => urlOf(cluster.sockets, database),
    pid: () => Number(notedPid(cluster)),
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

async function endRun({ child, ended }: Run): Promise<void> {
  const pipe = child.stdio[3] as Writable | null;
  if (pipe && !pipe.destroyed) pipe.end("stop\n");
  const kill = setTimeout(() => child.pid && killGroup(child.pid), 10_000);
  await ended;
  clearTimeout(kill);
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}

/** The address of the database whose server another process runs on this data folder, or `undefined` where none answers. */
export async function runningEmbeddedUrl(dataDir: string): Promise<string | undefined> {
  const sockets = socketFolder(resolve(dataDir));
  if (!existsSync(join(sockets, ".s.PGSQL.5432"))) return undefined;
  const url = urlOf(sockets, "lintel");
  const { sql, close } = connect({ url, max: 1 });
  try {
    await sql`select 1`;
    return url;
  } catch {
    return undefined;
  } finally {
    await close();
  }
}

function urlOf(sockets: string, database: string): string {
  return `postgres:///${database}?host=${encodeURIComponent(sockets)}&user=${superuser}`;
}
