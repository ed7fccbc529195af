import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, type Page, test } from "@playwright/test";
import { ask, password, signIn } from "./people";
import { answers, cleanUp, freePort, newFolder, ready, start } from "./program";

// The database goes away while somebody writes. The page says that nothing is saved, keeps what is typed, and saves when the
// database is back; what was called saved before is there.

test.afterEach(cleanUp);

const postmaster = (folder: string) =>
  Number(readFileSync(join(folder, "pg18", "postmaster.pid"), "utf8").split("\n", 1)[0]);

/** The server of the database in this folder and every process it started. */
function databaseProcesses(folder: string): number[] {
  const first = postmaster(folder);
  const parentOf = (pid: string) => {
    try {
      return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
    } catch {
      return 0; // gone meanwhile
    }
  };
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(name) === first);
  return [first, ...children.map(Number)];
}

async function openDraft(page: Page, port: string) {
  const base = `http://localhost:${port}`;
  const owner = { name: "Owner", email: "owner@example.com" };
  const { request } = page.context();
  const signedUp = await request.post(`${base}/api/v1/sign-up`, { data: { ...owner, password, team: "First" } });
  expect(signedUp.status()).toBe(201);
  await signIn(request, owner);
  const { teams } = await ask<{ teams: { slug: string }[] }>(request, "GET", "/account");
  const slug = teams[0]?.slug ?? "";
  const { number } = await ask<{ number: number }>(request, "POST", `/teams/${slug}/reviews`, {
    title: "Database away",
  });
  await page.goto(`/${slug}/reviews/${number}/spec/requirements`);
  const state = page.getByRole("region", { name: "Review" });
  const line = page.getByRole("textbox", { name: "Confirmed by" });
  await line.fill("one");
  const saved = state.getByText("Saved", { exact: true });
  await expect(saved).toBeVisible();
  const stored = async () => {
    const draft = await ask<{ spec: object }>(request, "GET", `/teams/${slug}/reviews/${number}/draft`);
    return JSON.stringify(draft.spec);
  };
  return { state, line, saved, stored };
}

const away = [
  {
    name: "killed again and again",
    begin: (folder: string) => {
      let isOver = false;
      const kill = async () => {
        while (!isOver) {
          try {
            process.kill(postmaster(folder), "SIGKILL");
          } catch {
            // It has not started again yet.
          }
          await wait(150);
        }
      };
      const killing = kill();
      return async () => {
        isOver = true;
        await killing;
      };
    },
  },
  {
    name: "silent",
    begin: (folder: string) => {
      const stopped = databaseProcesses(folder);
      for (const pid of stopped) process.kill(pid, "SIGSTOP");
      return async () => {
        for (const pid of stopped) process.kill(pid, "SIGCONT");
      };
    },
  },
];

for (const { name, begin } of away) {
  test(`with the database ${name}, the page says so, keeps the text, and saves on return`, async ({ browser }) => {
    test.setTimeout(180_000);
    const [folder, port] = [newFolder(), await freePort()];
    const program = start({ LINTEL_DATA_DIR: folder, PORT: port });
    await ready(program, port);
    const context = await browser.newContext({ baseURL: `http://localhost:${port}` });
    const page = await context.newPage();
    const { state, line, saved, stored } = await openDraft(page, port);

    const end = begin(folder);
    try {
      await wait(300);
      for (const word of ["two", "three", "four"]) {
        await line.pressSequentially(` ${word}`);
        await wait(700);
      }
      await expect(saved).toBeHidden();
      await expect(state.getByText(/kept on this device/)).toBeVisible({ timeout: 30_000 });
      await line.pressSequentially(" five");
      await expect(line).toHaveValue("one two three four five");
      expect(await answers(port, "/healthz")).toBe(200);
    } finally {
      await end();
    }
    await expect(saved).toBeVisible({ timeout: 40_000 });
    expect(await stored()).toContain("one two three four five");
    await page.reload();
    await expect(line).toHaveValue("one two three four five");
    expect(program.child.exitCode).toBeNull();
    await context.close();
  });
}
