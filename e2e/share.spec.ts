import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { ask, expect, opening, type Team, test } from "./people";

// A design is shown to somebody without an account, who takes part, and is out the moment the link is revoked.

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
}

/** A review with one published version, a newer title and a draft that nobody outside may see. */
async function publishedReview(page: Page, team: Team, shared: string, hidden: string) {
  const { number } = await team.review({ title: `Design ${shared}` });
  const review = `/teams/${team.slug}/reviews/${number}`;
  const write = (value: string) =>
    ask(page.request, "PATCH", `${review}/draft`, { edits: [{ op: "set", path: "requirements.problem", value }] });
  await write(`Orders get lost. ${shared}`);
  await ask(page.request, "POST", `${review}/versions`, { message: "For outsiders" });
  await write(`Still being written. ${hidden}`);
  await ask(page.request, "POST", `${review}/threads`, {
    anchor: { kind: "place", path: "data" },
    body: `Between us. ${hidden}`,
  });
  return { number, review };
}

const makeLink = (page: Page, review: string, more: object) =>
  ask<{ id: string; token: string }>(page.request, "POST", `${review}/share-links`, { name: "The vendor", ...more });

/** A browser without an account; `outside` gathers what it asked of other servers. */
async function stranger(browser: Browser, baseURL: string | undefined) {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  const outside: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL ?? "") && /^https?:/.test(request.url())) outside.push(request.url());
  });
  return { context, page, outside };
}

test("a link made in the review lets a guest in, who comments, until it is revoked", async ({
  page,
  team,
  browser,
  baseURL,
}) => {
  test.setTimeout(170_000);
  const { number, review } = await publishedReview(page, team, "for all eyes", "for our eyes");
  await page.goto(`/${team.slug}/reviews/${number}/versions`);
  const share = page.getByRole("dialog", { name: "Share", exact: true });
  await opening(() => page.getByRole("button", { name: "Share", exact: true }).click(), share);
  await expectAccessible(page);
  await share.getByRole("button", { name: "New link" }).click();
  const form = page.getByRole("dialog", { name: "New share link" });
  await form.getByLabel("Name").fill("The vendor");
  await form.getByRole("radio", { name: "Read and comment" }).check();
  await expect(form.getByText("They never see the draft", { exact: false })).toBeVisible();
  await expectAccessible(page);
  await form.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByRole("textbox", { name: "Share link" }).inputValue();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(share.getByRole("listitem", { name: "The vendor" })).toContainText("Not opened yet");

  const guest = await stranger(browser, baseURL);
  await test.step("the guest reads the version and asks a question", async () => {
    await guest.page.goto(link);
    await expect(guest.page.getByText("Orders get lost. for all eyes")).toBeVisible();
    await expectAccessible(guest.page);
    const composer = guest.page.getByRole("textbox", { name: "Comment", exact: true });
    const mark = guest.page.getByRole("button", { name: "Comment on Requirements & context" });
    await opening(() => mark.click(), composer);
    await composer.fill("How many get lost?");
    await guest.page.keyboard.press("Control+Enter");
    const who = guest.page.getByRole("dialog", { name: "Who are you?" });
    await who.getByLabel("Name").fill("Vendor’s architect");
    await expectAccessible(guest.page);
    await who.getByRole("button", { name: "Go on" }).click();
    await expect(guest.page.getByRole("article", { name: /Thread/ })).toContainText("How many get lost?");
    expect(guest.outside).toEqual([]);
  });

  await test.step("the team sees guest, view and question, and answers", async () => {
    await expect(share.getByRole("listitem", { name: "The vendor" })).toContainText("1 view");
    await expect(share.getByRole("list", { name: /Guests of/ })).toContainText("1 comment");
    const { items } = await ask<{ items: { number: number; author: { kind: string } }[] }>(
      page.request,
      "GET",
      `${review}/threads`,
    );
    const asked = items.find(({ author }) => author.kind === "guest");
    await ask(page.request, "POST", `${review}/threads/${asked?.number}/comments`, { body: "Forty a week." });
    await expect(guest.page.getByText("Forty a week.")).toBeVisible();
  });

  await test.step("a revoke clears the guest's page within a second, and the address is gone", async () => {
    await share.getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("button", { name: "Revoke the link" }).click();
    const begin = Date.now();
    await expect(guest.page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
    // A second for the line, and what a busy machine takes to draw.
    expect(Date.now() - begin).toBeLessThan(5000);
    await expect(guest.page.getByText("for all eyes")).toHaveCount(0);
    const gone = await guest.context.request.get(link);
    expect(gone.status()).toBe(404);
    expect(await gone.text()).not.toContain("for all eyes");
    await expect(share.getByRole("listitem", { name: "The vendor" })).toContainText("Revoked");
  });
  await guest.context.close();
});

test("nothing that a shared page links to, and no form of its address, leads out of the link's scope", async ({
  page,
  team,
  browser,
  baseURL,
}) => {
  test.setTimeout(170_000);
  const [shared, hidden] = [`shared-${team.slug}`, `hidden-${team.slug}`];
  const { number, review } = await publishedReview(page, team, shared, hidden);
  const { id, token } = await makeLink(page, review, { mayComment: true, showsThreads: true });
  const guest = await stranger(browser, baseURL);
  const reply = await guest.page.goto(`/share/${token}`);
  expect(reply?.headers()).toMatchObject({
    "referrer-policy": "no-referrer",
    "x-robots-tag": expect.stringContaining("noindex"),
    "cache-control": expect.stringContaining("no-store"),
  });
  await expect(guest.page.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
  await expect(guest.page.locator('meta[name="referrer"]')).toHaveAttribute("content", "no-referrer");

  const own = `/share/${token}`;
  const inside = `/${team.slug}/reviews/${number}`;
  const found = await guest.page.evaluate(() =>
    [...document.querySelectorAll("[href], [src], [action], [data-href]")].flatMap((element) =>
      ["href", "src", "action", "data-href"].flatMap((name) => element.getAttribute(name) ?? []),
    ),
  );
  const addresses = new Set(found.map((address) => new URL(address, `${baseURL}${own}`).href));
  for (const address of addresses) expect(address.startsWith(baseURL ?? ""), address).toBe(true);
  const others = [inside, `${inside}/spec/requirements`, `${inside}/versions/1`, `${inside}/threads`, `/${team.slug}`];
  for (const path of [...others, `${own}/versions/1`, `${own}/threads`, `${own}/spec`, `/share/${id}`, "/share/x"])
    addresses.add(`${baseURL}${path}`);
  for (const query of ["version=2", "thread=1", "_rsc=1", "draft=1"]) addresses.add(`${baseURL}${own}?${query}`);
  addresses.add(`${baseURL}${own}.rsc`);
  const headers: Record<string, string>[] = [
    {},
    { rsc: "1" },
    { rsc: "1", "next-router-prefetch": "1" },
    { rsc: "1", "next-router-segment-prefetch": "/_tree" },
    { "next-router-state-tree": "%5B%22%22%2C%7B%7D%5D", rsc: "1" },
  ];
  let tried = 0;
  for (const address of addresses)
    for (const sent of address.includes("/_next/") ? [{}] : headers) {
      const answer = await guest.context.request.get(address, { headers: sent });
      expect(await answer.text(), `${address} ${JSON.stringify(sent)}`).not.toContain(hidden);
      expect(answer.status(), address).toBeLessThan(500);
      tried++;
    }
  expect(tried).toBeGreaterThan(60);
  // The words are there where they should be, so the search would find them.
  expect(await (await guest.context.request.get(own, { headers: { rsc: "1" } })).text()).toContain(shared);
  expect(await (await page.request.get(`/api/v1${review}/threads`)).text()).toContain(hidden);
  expect(guest.outside).toEqual([]);

  await ask(page.request, "POST", `${review}/share-links/${id}/revoke`);
  for (const sent of headers) {
    const answer = await guest.context.request.get(own, { headers: sent });
    expect(await answer.text()).not.toContain(shared);
  }
  await guest.context.close();
});

test("a link with a password says nothing before it, and a removed guest is turned away", async ({
  page,
  team,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const { review } = await publishedReview(page, team, "behind the door", "further in");
  const { id, token } = await makeLink(page, review, { mayComment: true, password: "open sesame" });
  const guest = await stranger(browser, baseURL);
  await guest.page.goto(`/share/${token}`);
  await expect(guest.page.getByRole("heading", { name: "This link asks for a password" })).toBeVisible();
  expect(await guest.page.content()).not.toContain("behind the door");
  await expectAccessible(guest.page);
  await expect(async () => {
    await guest.page.getByLabel("Password", { exact: true }).fill("open barley");
    await guest.page.getByRole("button", { name: "Open", exact: true }).click();
    await expect(guest.page.getByText("This is not the password of the link.")).toBeVisible({ timeout: 4000 });
  }).toPass();
  await guest.page.getByLabel("Password", { exact: true }).fill("open sesame");
  await guest.page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(guest.page.getByText("Orders get lost. behind the door")).toBeVisible();

  await guest.page.evaluate(async (token) => {
    const headers = { "Lintel-Share": token, "content-type": "application/json" };
    await fetch("/api/v1/shared/guest", { method: "POST", headers, body: JSON.stringify({ name: "The vendor" }) });
  }, token);
  await guest.page.reload();
  await expect(guest.page.getByText("Orders get lost. behind the door")).toBeVisible();
  const { items } = await ask<{ items: { id: string; guests: { id: string }[] }[] }>(
    page.request,
    "GET",
    `${review}/share-links`,
  );
  const joined = items.find((link) => link.id === id)?.guests[0]?.id;
  await ask(page.request, "POST", `${review}/share-links/${id}/guests/${joined}/remove`);
  await expect(guest.page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await guest.context.close();
});

test("a team shows the list of its reviews to everybody until it does not", async ({
  page,
  team,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000);
  await team.review({ title: "Open to all eyes" });
  const address = `/share/teams/${team.slug}`;
  const visitor = await stranger(browser, baseURL);
  expect((await visitor.context.request.get(address)).status()).toBe(404);
  await page.goto(`/${team.slug}/settings`);
  await opening(
    () => page.getByRole("switch", { name: "Show the list of reviews to everybody" }).click(),
    page.getByRole("link", { name: address }),
  );
  await expectAccessible(page);
  await visitor.page.goto(address);
  await expect(visitor.page.getByText("Open to all eyes")).toBeVisible();
  await expectAccessible(visitor.page);
  await page.getByRole("switch", { name: "Show the list of reviews to everybody" }).click();
  await expect(page.getByRole("link", { name: address })).toHaveCount(0);
  expect((await visitor.context.request.get(address)).status()).toBe(404);
  await visitor.context.close();
});
