import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { build } from "esbuild";
import { afterAll, expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import { apiOf, buildTeam, cookieOf, testContext } from "@/server/testing";
import { verifyVersions } from "@/server/versions";

const database = testDatabase();
const cycles = 30;
const started: ChildProcess[] = [];
// Inside the project, so that the bundle finds its packages.
const folder = mkdtempSync(join(process.cwd(), "node_modules", ".crash-"));

afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

type Server = { child: ChildProcess; port: Promise<string> };

function start(): Server {
  const env = { ...process.env, DATABASE_URL: database.url };
  const child = spawn(process.execPath, [join(folder, "process.mjs")], { env, stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  const port = once(child.stdout as NonNullable<typeof child.stdout>, "data").then(([text]) => String(text).trim());
  return { child, port };
}

it("publishes exactly once and never in part, however often the process is killed meanwhile", async () => {
  await build({
    entryPoints: ["server/crash-process.ts"],
    outfile: join(folder, "process.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
  const context = testContext(database);
  const team = await buildTeam(context);
  const send = apiOf(context);
  const at = `/teams/${team.slug}/reviews/1`;
  await send(team.owner, "POST", `/teams/${team.slug}/reviews`, { title: "Killed while publishing" });
  // Long enough that there is something to be in the middle of.
  const value = "All or nothing. ".repeat(6000);
  const edits = [{ op: "set", path: "requirements.problem", value }];
  expect((await send(team.owner, "PATCH", `${at}/draft`, { edits })).status).toBe(200);

  const cookie = await cookieOf(team.owner);
  const publish = async ({ port }: Server, key: string, cycle: number) => {
    const response = await fetch(`http://127.0.0.1:${await port}/api/v1${at}/versions`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify({ message: `Cycle ${cycle}` }),
    });
    return { status: response.status, version: (await response.json()) as { number: number; message: string } };
  };

  const ready = [start(), start()];
  const next = () => {
    ready.push(start());
    return ready.shift() as Server;
  };
  let server = next();
  let usual = 60;
  let lost = 0;
  let committed = 0;
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const key = randomUUID();
    await server.port;
    const answered = publish(server, key, cycle).then(
      ({ status }) => status,
      () => null,
    );
    await wait(Math.random() * usual);
    server.child.kill("SIGKILL");
    const first = await answered;
    if (first !== null) expect(first, "what was answered before the end").toBe(201);
    const stored = await database.sql`select number from versions where message = ${`Cycle ${cycle}`}`;
    if (first === null) lost++;
    if (first === null && stored.length > 0) committed++;

    server = next();
    await server.port;
    const begin = performance.now();
    const { status, version } = await publish(server, key, cycle);
    if (stored.length === 0) usual = 0.7 * usual + 0.3 * Math.min(200, 1.3 * (performance.now() - begin));
    expect([status, version.number, version.message]).toEqual([201, cycle, `Cycle ${cycle}`]);
    const now = await database.sql`select number from versions where message = ${`Cycle ${cycle}`}`;
    expect(now.map(({ number }) => number)).toEqual([cycle]);
  }
  expect(lost, "publications cut off before their answer").toBeGreaterThan(cycles / 4);
  expect(committed).toBeLessThanOrEqual(lost);
  expect(await verifyVersions(context)).toEqual({ checked: cycles, faults: [] });

  const [{ last_event: last } = {}] = await database.sql`select last_event from teams where id = ${team.team.id}`;
  const events = await database.sql`select number, type from events where team_id = ${team.team.id} order by number`;
  expect(events.map(({ number }) => Number(number))).toEqual(Array.from({ length: Number(last) }, (_, n) => n + 1));
  expect(events.filter(({ type }) => type === "version.published")).toHaveLength(cycles);
}, 180_000);
