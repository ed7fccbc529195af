import { randomUUID } from "node:crypto";
import { ask, expect, opening, password, test } from "./people";

// One's own account: signing in where things go wrong, sessions, tokens, links that no longer work.

test("without scripts no password leaves the page, and the page says what is missing", async ({
  team,
  browser,
  baseURL,
}) => {
  const { person } = await team.join("editor");
  const bare = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await bare.newPage();
  const requests: string[] = [];
  page.on("request", (request) => requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  for (const place of ["/sign-in", "/sign-up?next=/x"]) {
    await page.goto(place);
    // The browser under test ignores <noscript> where its scripts are switched off by remote control.
    expect(await (await page.request.get(place)).text()).toMatch(/<noscript>.*Lintel works with JavaScript/);
    const field = page.getByLabel("Password", { exact: true });
    if ((await field.count()) === 0) continue; // Signing up takes an invitation on this server.
    await page.getByLabel("E-mail").fill(person.email);
    await field.fill(password);
    await field.press("Enter");
    await expect(page.getByRole("button", { name: "Sign in" })).toBeDisabled();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(place);
    // Even if something else sends the form, it goes into the body and not into addresses, logs and history.
    expect(await page.locator("form").getAttribute("method")).toBe("post");
    await Promise.all([
      page.waitForEvent("load"),
      page.locator("form").evaluate((form: HTMLFormElement) => HTMLFormElement.prototype.submit.call(form)),
    ]);
    expect(page.url()).not.toContain("long");
  }
  expect(requests.filter((request) => /(GET|HEAD) .*(password|long|example\.com)/.test(request))).toEqual([]);
  await bare.close();
});

test("what is typed before the scripts are there counts", async ({ team, browser, baseURL }) => {
  const { person } = await team.join("editor");
  const slow = await browser.newContext({ baseURL });
  const page = await slow.newPage();
  let release = () => {};
  const released = new Promise<void>((go) => {
    release = go;
  });
  await page.route("**/_next/static/**/*.js*", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto("/sign-in", { waitUntil: "commit" });
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Password", { exact: true }).press("Enter");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeDisabled();
  release();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(new RegExp(`/${team.slug}$`));
  await slow.close();
});

test("after ten wrong passwords even the right one waits, whatever address the guesses claim to come from", async ({
  team,
  browser,
  baseURL,
}) => {
  const { person } = await team.join("editor");
  const stranger = await browser.newContext({ baseURL });
  const { csrfToken } = await (await stranger.request.get("/api/auth/csrf")).json();
  for (let guess = 0; guess < 9; guess++) {
    const address = `203.0.113.${guess}`;
    await stranger.request.post("/api/auth/callback/credentials", {
      form: { csrfToken, email: person.email, password: `wrong guess ${guess}` },
      headers: { "x-auth-return-redirect": "1", "x-forwarded-for": address, "x-lintel-address": address },
    });
  }
  const page = await stranger.newPage();
  await page.goto("/sign-in");
  const send = async (attempt: string) => {
    await page.getByLabel("E-mail").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(attempt);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  await send("the tenth wrong one");
  await expect(page.getByRole("alert").filter({ hasText: "E-mail and password do not match." })).toBeVisible();
  await send(password);
  await expect(page.getByText(/^Too many wrong passwords\. Try again in 1[45] minutes\.$/)).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(person.email);
  await stranger.close();
});

test("sessions are listed, one is ended, then all", async ({ team, browser, baseURL }) => {
  const { page, person } = await team.join("editor");
  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  const come = async () => {
    await other.goto("/sign-in");
    await other.getByLabel("E-mail").fill(person.email);
    await other.getByLabel("Password", { exact: true }).fill(password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await expect(other).toHaveURL(new RegExp(`/${team.slug}$`));
  };
  await come();
  await test.step("signing in again in the same browser leaves no session behind", come);

  await page.goto("/account");
  const sessions = page.getByRole("list", { name: "Sessions" }).getByRole("listitem");
  await expect(sessions).toHaveCount(2);
  await expect(sessions.filter({ hasText: "This browser" })).toHaveCount(1);
  await sessions.getByRole("button", { name: "Sign out" }).click();
  await expect(sessions).toHaveCount(1);
  await other.goto(`/${team.slug}`);
  await expect(other).toHaveURL(/\/sign-in/);

  await come();
  await page.reload();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await elsewhere.request.get("/api/v1/account")).status()).toBe(401);
  await elsewhere.close();
});

test("a token is made, used and revoked", async ({ team, baseURL }) => {
  const { page } = await team.join("editor");
  await page.goto("/account");
  const dialog = page.getByRole("dialog");
  await opening(() => page.getByRole("button", { name: "New token" }).click(), dialog);
  await dialog.getByLabel("Name").fill("pipeline");
  await dialog.getByRole("button", { name: "Make the token" }).click();
  const secret = await page.getByRole("textbox", { name: "Token" }).inputValue();
  await page.getByRole("button", { name: "Done" }).click();
  const row = page.getByRole("list", { name: "API tokens" }).getByRole("listitem").filter({ hasText: "pipeline" });
  await expect(row).toContainText("May only read");
  await expect(row).toContainText("never used");

  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
  const call = (path: string, init: RequestInit = {}) => fetch(`${baseURL}/api/v1${path}`, { headers, ...init });
  expect((await call(`/teams/${team.slug}`)).status).toBe(200);
  const written = await call(`/teams/${team.slug}/reviews`, {
    method: "POST",
    body: JSON.stringify({ title: "By token" }),
  });
  expect(written.status).toBe(403);
  await page.reload();
  await expect(row).not.toContainText("never used");
  await row.getByRole("button", { name: "Revoke" }).click();
  await expect(row).toHaveCount(0);
  expect((await call(`/teams/${team.slug}`)).status).toBe(401);
});

test("a link that was taken back, and one that never was, say so", async ({ page, team, browser, baseURL }) => {
  const { token } = await ask<{ token: string }>(page.request, "POST", `/teams/${team.slug}/invitations`, {
    role: "viewer",
  });
  await page.goto(`/${team.slug}/settings/members`);
  await page.getByRole("button", { name: "Take the invitation back" }).click();
  await expect(page.getByText("The link no longer works")).toBeVisible();
  const guest = await browser.newContext({ baseURL });
  const other = await guest.newPage();
  for (const link of [token, randomUUID()]) {
    await other.goto(`/invitations/${link}`);
    await expect(other.getByRole("heading", { name: "This invitation cannot be used" })).toBeVisible();
    await expect(other.getByText(/was taken back/)).toBeVisible();
  }
  await guest.close();
});

test("a viewer's form is read-only and says why, and the server refuses as well", async ({ team }) => {
  const review = await team.review({ title: "To be read" });
  const { page } = await team.join("viewer");
  await page.goto(`/${team.slug}/reviews/${review.number}/spec/requirements`);
  await expect(page.getByText(/Your role in this team is viewer/).first()).toBeVisible();
  const reply = await page.request.patch(`/api/v1/teams/${team.slug}/reviews/${review.number}`, {
    data: { title: "Changed", revision: review.revision },
  });
  expect(reply.status()).toBe(403);
  expect((await reply.json()).error.message).toMatch(/Your role in this team is viewer/);
});
