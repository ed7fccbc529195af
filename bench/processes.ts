import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** A server under load, in a process of its own. */
export type Served = {
  base: string;
  pid: number;
  /** Milliseconds from the start of the process to its first good answer at the path it was asked for. */
  startMilliseconds: number;
  /** Resident memory now, in megabytes. */
  memory: () => number;
  /** Milliseconds of processor that it has used so far. */
  cpu: () => number;
  stop: () => Promise<void>;
};

export const secret = "a secret that only the benches know";

/** Starts a program and waits until `path` answers 200. */
export async function serve(
  args: string[],
  options: { port: number; env: Record<string, string>; path: string; cookie?: string | undefined },
): Promise<Served> {
  const begin = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...options.env, PORT: String(options.port), NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const base = `http://127.0.0.1:${options.port}`;
  const headers = options.cookie ? { cookie: options.cookie } : undefined;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${args.join(" ")} ended with status ${child.exitCode}`);
    const reply = await fetch(base + options.path, { redirect: "manual", ...(headers ? { headers } : {}) }).catch(
      () => null,
    );
    await reply?.arrayBuffer();
    if (reply?.status === 200) break;
    if (performance.now() - begin > 60_000)
      throw new Error(`${base}${options.path} answers ${reply?.status ?? "nothing"}`);
    await wait(20);
  }
  const pid = child.pid ?? 0;
  return {
    base,
    pid,
    startMilliseconds: performance.now() - begin,
    memory: () => residentMegabytes(pid),
    cpu: () => usedMilliseconds(pid),
    stop: () => end(child),
  };
}

/** Linux tells it in /proc; elsewhere it is not measured. */
function residentMegabytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** From /proc, where ticks are hundredths of a second. */
function usedMilliseconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  child.kill("SIGTERM");
  const clock = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await ended;
  clearTimeout(clock);
}
