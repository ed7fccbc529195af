import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { connect } from "@/db/connection";
import { startEmbeddedPostgres } from "@/db/embedded";

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-embedded-"));
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Another process that runs PostgreSQL on the folder until it is killed; answers when the server is ready. */
async function startElsewhere(dataDir: string): Promise<{ owner: ChildProcess; url: string; postgres: number }> {
  const script = `
    import { startEmbeddedPostgres } from "./db/embedded.ts";
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(JSON.stringify({ url: server.url("lintel"), postgres: server.pid() }));`;
  const owner = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const text = await new Promise<string>((done) => owner.stdout?.once("data", (chunk) => done(String(chunk))));
  return { owner, ...JSON.parse(text) };
}

async function run(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const { sql, close } = connect({ url, max: 1 });
  try {
    return await sql.unsafe(statement);
  } finally {
    await close();
  }
}

function isAlive(pid: number): boolean {
  try {
    // A zombie still has an entry in the table of processes.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function until(condition: () => boolean | Promise<boolean>, milliseconds = 10_000): Promise<boolean> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await wait(50)) if (await condition()) return true;
  return false;
}

describe("the embedded PostgreSQL", () => {
  it("keeps what was committed when its owner is killed, leaves no process, and starts again at once", async () => {
    const dataDir = newFolder();
    const { owner, url, postgres } = await startElsewhere(dataDir);
    await run(url, "create table kept (id int)");
    await run(url, "insert into kept values (1)");
    owner.kill("SIGKILL");
    expect(await until(() => !isAlive(postgres))).toBe(true);

    const again = await startEmbeddedPostgres({ dataDir });
    expect(await run(again.url("lintel"), "select id from kept")).toEqual([{ id: 1 }]);
    const pid = again.pid();
    await again.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it("recovers when owner and server are both killed, whoever has their process ids by then", async () => {
    const dataDir = newFolder();
    const { owner, url, postgres } = await startElsewhere(dataDir);
    await run(url, "create table kept as select 1 as id");
    process.kill(postgres, "SIGKILL");
    owner.kill("SIGKILL");
    await until(() => !isAlive(postgres));
    // The stale file now names a process that lives and has nothing to do with PostgreSQL.
    const pidFile = join(dataDir, "pg18", "postmaster.pid");
    writeFileSync(pidFile, readFileSync(pidFile, "utf8").replace(/^\d+/, String(process.ppid)));

    const again = await startEmbeddedPostgres({ dataDir });
    expect(await run(again.url("lintel"), "select id from kept")).toEqual([{ id: 1 }]);
    await again.stop();
  });

  it("starts a server that died again, so that the connection pool recovers by itself", async () => {
    const messages: string[] = [];
    const server = await startEmbeddedPostgres({
      dataDir: newFolder(),
      report: (_, message) => messages.push(message),
    });
    const { sql, close } = connect({ url: server.url("lintel"), max: 2 });
    await sql`create table kept as select 1 as id`;
    process.kill(server.pid(), "SIGKILL");
    expect(await until(() => messages.includes("PostgreSQL is back"))).toBe(true);
    expect(await until(async () => (await sql`select id from kept`.catch(() => [])).length === 1)).toBe(true);
    await close();
    await server.stop();
  });

  it("refuses a data folder that another process has, and names it", async () => {
    const dataDir = newFolder();
    const server = await startEmbeddedPostgres({ dataDir });
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`process ${process.pid}`);
    await server.stop();
  });

  it("refuses a data folder that cannot be written, in one sentence", async () => {
    const file = join(newFolder(), "file");
    writeFileSync(file, "");
    await expect(startEmbeddedPostgres({ dataDir: join(file, "data") })).rejects.toThrow(
      /^Lintel cannot write to its data folder/,
    );
  });

  it("works where the path of the data folder is longer than a socket's address may be", async () => {
    const server = await startEmbeddedPostgres({ dataDir: join(newFolder(), "long".repeat(25), "long".repeat(25)) });
    expect(await run(server.url("lintel"), "select 1 as one")).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it("stops twice without complaint, also while a query runs", async () => {
    const server = await startEmbeddedPostgres({ dataDir: newFolder() });
    const { sql, close } = connect({ url: server.url("lintel"), max: 1 });
    const sleeping = sql`select pg_sleep(30)`.catch((error) => error);
    await wait(200);
    await Promise.all([server.stop(), server.stop()]);
    expect(await sleeping).toBeInstanceOf(Error);
    await close();
  });
});
