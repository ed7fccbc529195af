import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { runningEmbeddedUrl } from "../db/embedded";
import { type FaultProxy, faultProxy } from "../server/live/fault-proxy";
import { ask, expect, opening, password, signIn, test } from "./people";
import { cleanUp, freePort, newFolder, ready, start } from "./program";

// Several people at once: what one does is on the others' screens without loading anew, whatever happens to the line between.

const closing: (() => Promise<void>)[] = [];

test.afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await cleanUp();
});

async function proxied(target: { port: number }): Promise<FaultProxy> {
  const proxy = await faultProxy(target);
  closing.push(proxy.stop);
  return proxy;
}

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const status = (page: Page) => page.getByRole("region", { name: "Review" }).getByRole("button", { name: /^Status/ });

/** Tells a page that was loaded from one that kept its place. */
async function mark(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => document.documentElement.setAttribute("data-kept", "yes"));
  return () => expect(page.locator("html")).toHaveAttribute("data-kept", "yes");
}

async function questionOf(page: Page, base: string): Promise<{ id: string; choice: string }> {
  const { lens } = await ask<{
    lens: { pillars: { questions: { id: string; choices: { id: string }[] }[] }[] };
  }>(page.request, "GET", `${base}/checklists/backend-standards`);
  const question = lens.pillars[0]?.questions[0];
  return { id: question?.id ?? "", choice: question?.choices[0]?.id ?? "" };
}

test("title, status, answers and versions of one are on the other's board and review as they happen", async ({
  page,
  team,
}) => {
  const { number } = await team.review({ title: "Orders", template: "rest-api" });
  const editor = await team.join("editor", "Orders team");
  const base = `/teams/${team.slug}/reviews/${number}`;
  await page.goto(`/${team.slug}`);
  const onBoard = page.getByRole("listitem").filter({ hasText: `#${number}` });
  await expect(onBoard).toContainText("Orders");
  await editor.page.goto(`/${team.slug}/reviews/${number}/versions`);
  const [boardIsKept, reviewIsKept] = [await mark(page), await mark(editor.page)];

  await test.step("a version", async () => {
    await ask(page.request, "POST", `${base}/versions`, { message: "First draft" });
    await expect(editor.page.getByText("First draft")).toBeVisible();
  });

  await test.step("the status, changed in the review and seen on the board", async () => {
    const send = editor.page.getByRole("menuitem", { name: "Send to review" });
    await opening(() => status(editor.page).click(), send);
    await send.click();
    await expect(status(editor.page)).toContainText("In review");
    await expect(page.getByRole("region", { name: /^In review/ })).toContainText("Orders");
  });

  await test.step("the title, changed on the board and seen in the review", async () => {
    await opening(
      () => onBoard.getByRole("button", { name: `Actions for #${number}` }).click(),
      page.getByRole("menuitem", { name: "Rename and edit details" }),
    );
    await page.getByRole("menuitem", { name: "Rename and edit details" }).click();
    const dialog = page.getByRole("dialog", { name: `Review #${number}` });
    await dialog.getByRole("textbox", { name: "Title" }).fill("Orders on their own");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(heading(editor.page)).toHaveText("Orders on their own");
  });

  await test.step("an answer, seen in the checklist and as a score on the board", async () => {
    await editor.page.getByRole("link", { name: "Checklist" }).click();
    await expect(editor.page.getByText("of 100").or(editor.page.getByText("Score")).first()).toBeVisible();
    const before = await onBoard.textContent();
    const { id, choice } = await questionOf(page, base);
    await ask(page.request, "PUT", `${base}/checklists/backend-standards/answers/${id}`, {
      answer: { choices: [choice] },
      revision: 0,
    });
    await expect.poll(() => onBoard.textContent()).not.toBe(before);
  });

  await boardIsKept();
  await reviewIsKept();
});

test("nothing is missing after the line was cut, and after a while of silence", async ({ page, team, baseURL }) => {
  const { number } = await team.review({ title: "Orders" });
  const proxy = await proxied({ port: Number(new URL(baseURL ?? "").port) });
  // Cookies are for a host, whatever its port.
  const { page: far } = await team.join("editor");
  await far.goto(`http://localhost:${proxy.port}/${team.slug}/reviews/${number}/activity`);
  await expect(heading(far)).toHaveText("Orders");
  const isKept = await mark(far);
  const rename = async (title: string) => {
    const path = `/teams/${team.slug}/reviews/${number}`;
    const { revision } = await ask<{ revision: number }>(page.request, "GET", path);
    await ask(page.request, "PATCH", path, { title, revision });
  };
  await rename("Live");
  await expect(heading(far)).toHaveText("Live");

  await test.step("cut again and again while things happen", async () => {
    for (let round = 1; round <= 5; round++) {
      proxy.cut();
      await rename(`Cut ${round}`);
    }
    await expect(heading(far)).toHaveText("Cut 5");
  });

  await test.step("a tunnel: silence, and the page says so", async () => {
    await far.context().setOffline(true);
    proxy.blackhole();
    await rename("In the tunnel");
    await expect(far.getByRole("banner").getByText("Offline", { exact: true })).toBeVisible();
    await far.waitForTimeout(Number(process.env.LINTEL_E2E_TUNNEL ?? 5) * 1000);
    await expect(heading(far)).toHaveText("Cut 5");
    proxy.cut();
    proxy.mend();
    await far.context().setOffline(false);
    await expect(heading(far)).toHaveText("In the tunnel");
    for (const title of ["Live", "Cut 1", "Cut 5", "In the tunnel"]) {
      await expect(far.getByRole("main").getByText(title, { exact: false }).first()).toBeVisible();
    }
  });
  await isKept();
});

test("everybody in a review sees where the others are, and goes there", async ({ page, team }) => {
  const { number } = await team.review({ title: "Orders" });
  const editor = await team.join("editor", "Orders team");
  const review = `/${team.slug}/reviews/${number}`;
  await page.goto(`${review}/versions`);
  await editor.page.goto(`${review}/spec/requirements`);
  await editor.page.getByRole("textbox", { name: "Confirmed by" }).focus();
  const them = page.getByRole("link", { name: /^Orders team, at Requirements & context: Confirmed by/ });
  await expect(them).toBeVisible();
  await expect(editor.page.getByRole("link", { name: /^Owner, at Versions/ })).toBeVisible();
  await them.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/spec\/requirements#requirements\./);
  await expect(page.getByRole("textbox", { name: "Confirmed by" })).toBeInViewport();
  await expect(editor.page.getByRole("link", { name: /^Owner, at Requirements/ })).toBeVisible();
  await editor.page.close();
  await expect(them).toBeHidden();
});

test("two processes on one database are one Lintel, also when one of them is killed", async ({ browser }) => {
  test.setTimeout(180_000);
  const [folder, port, otherPort] = [newFolder(), await freePort(), await freePort()];
  await ready(start({ LINTEL_DATA_DIR: folder, PORT: port }), port);
  const other = start({
    LINTEL_DATA_DIR: newFolder(),
    PORT: otherPort,
    DATABASE_URL: (await runningEmbeddedUrl(folder)) ?? "",
    AUTH_SECRET: readFileSync(join(folder, "auth-secret"), "utf8"),
  });
  await ready(other, otherPort);
  const balancer = { port: Number(otherPort) };
  const proxy = await proxied(balancer);

  const person = { name: "Payments lead", email: "lead@example.com" };
  const here = await browser.newContext({ baseURL: `http://localhost:${port}` });
  const { team } = await ask<{ team: string }>(here.request, "POST", "/sign-up", {
    ...person,
    password,
    team: "Payments",
  });
  await signIn(here.request, person);
  const { token } = await ask<{ token: string }>(here.request, "POST", `/teams/${team}/invitations`, {
    role: "editor",
  });
  const there = await browser.newContext({ baseURL: `http://localhost:${proxy.port}` });
  const guest = { name: "Orders team", email: "orders@example.com" };
  await ask(there.request, "POST", "/sign-up", { ...guest, password, invitation: token });
  await signIn(there.request, guest);
  const { number } = await ask<{ number: number }>(here.request, "POST", `/teams/${team}/reviews`, { title: "Orders" });
  const rename = async (title: string) => {
    const path = `/teams/${team}/reviews/${number}`;
    const { revision } = await ask<{ revision: number }>(here.request, "GET", path);
    await ask(here.request, "PATCH", path, { title, revision });
  };
  const [near, far] = [await here.newPage(), await there.newPage()];
  await near.goto(`/${team}/reviews/${number}/spec/requirements`);
  await far.goto(`/${team}/reviews/${number}/spec/requirements`);
  const field = (page: Page) => page.getByRole("textbox", { name: "Confirmed by" });
  const farIsKept = await mark(far);

  await test.step("events, edits and presence cross over", async () => {
    await rename("Crossed over");
    await expect(heading(far)).toHaveText("Crossed over");
    await field(far).pressSequentially("Security lead");
    await expect(field(near)).toHaveValue("Security lead");
    await expect(
      near.getByRole("link", { name: /^Orders team, at Requirements & context: Confirmed by/ }),
    ).toBeVisible();
    await expect(far.getByRole("link", { name: /^Payments lead, at Requirements/ })).toBeVisible();
  });

  await test.step("one is killed: its people go on at the other within seconds, and miss nothing", async () => {
    other.child.kill("SIGKILL");
    await other.ended;
    await rename("While it was away");
    await field(far).pressSequentially(" of the shop");
    balancer.port = Number(port);
    await expect(heading(far)).toHaveText("While it was away");
    await expect(field(near)).toHaveValue("Security lead of the shop");
    await expect(near.getByRole("list", { name: "Also here: Orders team" })).toBeVisible();
  });
  await farIsKept();
  await Promise.all([here.close(), there.close()]);
});
