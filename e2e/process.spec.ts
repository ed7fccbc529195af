import { once } from "node:events";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { answers, cleanUp, freePort, newFolder, ready, start } from "./program";

// How the program starts and stops, seen from outside: the same command as `npm start`, each test on a data folder of its own.

test.afterEach(cleanUp);

/** Every process that was started with a word of this folder among its arguments. */
function processesOn(folder: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder);
      } catch {
        return false;
      }
    });
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  test(`${signal} stops the program and its database, and leaves nothing behind`, async () => {
    const [folder, port] = [newFolder(), await freePort()];
    const program = start({ LINTEL_DATA_DIR: folder, PORT: port });
    await ready(program, port);
    expect(program.output()).toContain(`http://localhost:${port}`);
    program.child.kill(signal);
    expect(await program.ended).toBe(0);
    expect(processesOn(folder)).toEqual([]);
    expect(readdirSync(join(folder, "pg18"))).not.toContain("postmaster.pid");
  });
}

test("after kill -9 the next start recovers by itself and shows the first page", async () => {
  const [folder, port] = [newFolder(), await freePort()];
  const first = start({ LINTEL_DATA_DIR: folder, PORT: port });
  await ready(first, port);
  const secret = readFileSync(join(folder, "auth-secret"), "utf8");
  expect(statSync(join(folder, "auth-secret")).mode & 0o777).toBe(0o600);
  first.child.kill("SIGKILL");
  await first.ended;

  const second = start({ LINTEL_DATA_DIR: folder, PORT: port });
  await expect.poll(() => answers(port, "/sign-in"), { timeout: 40_000, intervals: [50] }).toBe(200);
  expect(readFileSync(join(folder, "auth-secret"), "utf8")).toBe(secret);
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
  expect(processesOn(folder)).toEqual([]);
});

test("a database that dies is a 503 for a moment, not the end of the program", async () => {
  const [folder, port] = [newFolder(), await freePort()];
  const program = start({ LINTEL_DATA_DIR: folder, PORT: port });
  await ready(program, port);
  const lockFile = readFileSync(join(folder, "pg18", "postmaster.pid"), "utf8");
  process.kill(Number(lockFile.split("\n")[0]), "SIGKILL");
  await wait(100);
  await expect.poll(() => answers(port), { timeout: 15_000, intervals: [100] }).toBe(200);
  expect(await answers(port, "/healthz")).toBe(200);
  expect(program.child.exitCode).toBeNull();
});

test("a second start on the same data folder says who has it", async () => {
  const [folder, port] = [newFolder(), await freePort()];
  const first = start({ LINTEL_DATA_DIR: folder, PORT: port });
  await ready(first, port);
  const second = start({ LINTEL_DATA_DIR: folder, PORT: await freePort() });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`Lintel already runs on the data folder ${folder} (process ${first.child.pid})`);
  expect(second.output()).not.toContain("    at ");
  expect(await answers(port)).toBe(200);
});

test("a taken port is named", async () => {
  const server = net.createServer().listen(0);
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  const folder = newFolder();
  const program = start({ LINTEL_DATA_DIR: folder, PORT: String(port) });
  expect(await program.ended).toBe(1);
  expect(program.output().trim()).toBe(
    `Port ${port} is already in use; stop the program that has it, or set PORT to another one.`,
  );
  expect(processesOn(folder)).toEqual([]);
  server.close();
});

const refusals: { name: string; variables: () => Record<string, string>; sentence: RegExp }[] = [
  {
    name: "a data folder that cannot be written",
    variables: () => {
      const file = join(newFolder(), "file");
      writeFileSync(file, "");
      return { LINTEL_DATA_DIR: join(file, "data") };
    },
    sentence: /^Lintel cannot write to its data folder \S+ \(ENOTDIR\); [^\n]+\.$/,
  },
  {
    name: "a database that cannot be reached",
    variables: () => ({ LINTEL_DATA_DIR: newFolder(), DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" }),
    sentence: /^The database at 127\.0\.0\.1:1 cannot be reached: [^\n]+$/,
  },
  {
    name: "a database address without meaning",
    variables: () => ({ LINTEL_DATA_DIR: newFolder(), DATABASE_URL: "mysql://localhost/lintel" }),
    sentence: /^DATABASE_URL is not an address of the form [^\n]+\.$/,
  },
  {
    name: "a port without meaning",
    variables: () => ({ LINTEL_DATA_DIR: newFolder(), PORT: "http" }),
    sentence: /^The environment variable PORT is not valid: [^\n]+\.$/,
  },
];

for (const { name, variables, sentence } of refusals) {
  test(`${name} is refused in one sentence`, async () => {
    const program = start({ PORT: await freePort(), ...variables() });
    expect(await program.ended).toBe(1);
    expect(program.output().trim()).toMatch(sentence);
  });
}
