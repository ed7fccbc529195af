import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";

// The program as its users start it, each on a data folder of its own, for tests that need a Lintel nobody has used yet.

const folders: string[] = [];
const started: ChildProcess[] = [];

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-process-"));
  folders.push(folder);
  return folder;
}

/** Kills what was started and removes its folders; for `afterEach`. */
export async function cleanUp(): Promise<void> {
  for (const child of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export type Program = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

export function start(variables: Record<string, string>): Program {
  const env = { ...process.env, DATABASE_URL: "", LINTEL_LOG_FORMAT: "json", ...variables };
  const child = spawn(process.execPath, ["scripts/start.mjs"], { env, stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  let text = "";
  child.stdout?.on("data", (chunk) => {
    text += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    text += chunk;
  });
  const ended = once(child, "close").then(() => child.exitCode);
  return { child, output: () => text, ended };
}

/** A port that is free at this moment. */
export async function freePort(): Promise<string> {
  const server = net.createServer().listen(0);
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  server.close();
  return String(port);
}

export async function answers(port: string, path = "/readyz"): Promise<number> {
  return fetch(`http://localhost:${port}${path}`).then(
    (response) => response.status,
    () => 0,
  );
}

export async function ready(program: Program, port: string): Promise<void> {
  const state = async (): Promise<unknown> => (program.child.exitCode === null ? answers(port) : program.output());
  await expect.poll(state, { timeout: 40_000, intervals: [100] }).toBe(200);
}
