import type { Locator, Page } from "@playwright/test";
import { type FaultProxy, faultProxy } from "../server/live/fault-proxy";
import { ask, expect, opening, test } from "./people";

// The whole of working together, as two people and a guest live it in three browsers: a sentence is discussed, changed by a
// suggestion and rewritten under its thread, the card moves, the line is cut for a minute, and the guest's link ends.

const cutMilliseconds = 60_000;
const sentence = "Stock is read, shown and written back without a lock";
const better = "Stock is reserved in one statement before it is shown";

let proxy: FaultProxy | undefined;
test.afterEach(async () => {
  await proxy?.stop();
  proxy = undefined;
});

const panel = (page: Page) => page.getByRole("complementary", { name: "Threads" });
const problem = (page: Page) => page.getByRole("textbox", { name: "Problem" }).and(page.locator("[contenteditable]"));

/** Selects words in a long text with a mouse's double click and the keyboard, as the browser gives no way to drag over words. */
async function select(page: Page, editor: Locator, words: string): Promise<void> {
  await editor.click();
  await editor.evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = (node.textContent ?? "").indexOf(wanted);
      if (start >= 0) getSelection()?.setBaseAndExtent(node, start, node, start + wanted.length);
    }
  }, words);
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe(words);
}

/** Selects words in a text that is only shown. */
async function selectShown(page: Page, words: string): Promise<void> {
  await page
    .getByText(words)
    .first()
    .evaluate((element, wanted) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const start = (node.textContent ?? "").indexOf(wanted);
        if (start >= 0) getSelection()?.setBaseAndExtent(node, start, node, start + wanted.length);
      }
    }, words);
}

test("two people and a guest discuss a design, change it, and lose nothing on the way", async ({
  page,
  team,
  browser,
  baseURL,
}) => {
  test.setTimeout(600_000);
  const { number } = await team.review({ title: "The shop", template: "e-commerce" });
  const review = `/${team.slug}/reviews/${number}`;
  const base = `/teams/${team.slug}/reviews/${number}`;
  await ask(page.request, "POST", `${base}/versions`, { message: "First" });
  const { token } = await ask<{ token: string }>(page.request, "POST", `${base}/share-links`, {
    name: "Partner",
    mayComment: true,
    showsThreads: true,
    showsScore: false,
  });
  // The second person's line leads through a proxy that can be cut. Cookies are for a host, whatever its port.
  proxy = await faultProxy({ port: Number(new URL(baseURL ?? "").port) });
  const line = proxy;
  const { page: far } = await team.join("editor", "Orders team");
  const outside = await browser.newContext({ baseURL });
  const guest = await outside.newPage();

  await page.goto(`${review}/spec/requirements`);
  await far.goto(`http://localhost:${line.port}${review}/spec/requirements`);
  await guest.goto(`/share/${token}`);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("The shop");

  await test.step("a selected sentence is discussed, and the others see it as it is written", async () => {
    await expect(problem(far)).toHaveAttribute("contenteditable", "true");
    await select(far, problem(far), sentence);
    const comment = panel(far).getByRole("textbox", { name: "Comment" });
    await opening(() => far.keyboard.press("Control+Alt+m"), comment);
    await comment.fill("Two buyers can take the last one.");
    await panel(far).getByRole("button", { name: "Comment", exact: true }).click();
    await expect(panel(far).getByText("Two buyers can take the last one.")).toBeVisible();
    await expect(page.getByRole("link", { name: /^Threads/ })).toContainText("1");
    await opening(() => page.keyboard.press("t"), panel(page));
    await panel(page).getByText("Two buyers can take the last one.").click();
    await expect(panel(page).getByRole("article", { name: "Thread 1" })).toBeVisible();
  });

  await test.step("a change is suggested, applied with one click, and the thread is resolved", async () => {
    await panel(far).getByRole("button", { name: "Suggest" }).click();
    await panel(far).getByRole("textbox", { name: "Replacement" }).fill(better);
    await panel(far).getByRole("textbox", { name: "Reply" }).fill("Then reserve it first.");
    await panel(far).getByRole("button", { name: "Reply", exact: true }).click();
    const change = panel(page).getByRole("region", { name: "Suggested change" });
    await change.getByRole("button", { name: "Apply" }).click();
    await expect(change.getByText(/^Applied/)).toBeVisible();
    await expect(problem(far)).toContainText(better);
    await expect(panel(far).getByText(/^Applied/)).toBeVisible();
    await panel(page).getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("menuitem", { name: "Done" }).click();
    await expect(panel(far).getByRole("button", { name: "Reopen" })).toBeVisible();
  });

  await test.step("the text is rewritten, and the thread follows it", async () => {
    await problem(far).click();
    await far.keyboard.press("Control+Home");
    await far.keyboard.type("Every sale hurts more than the one before. ");
    await select(far, problem(far), "in one statement before it is shown");
    await far.keyboard.type("in one statement before anybody sees it");
    await panel(page).getByRole("button", { name: "on Requirements & context › Problem" }).click();
    await expect(problem(page)).toContainText("before anybody sees it");
    await expect(problem(page).locator(".cm-thread-current")).toHaveText(/^Stock is reserved in one statement/);
    await expect(panel(page).getByText(/was on|detached/)).toHaveCount(0);
  });

  await test.step("the guest speaks about the published version under a name of their own", async () => {
    const comment = panel(guest).getByRole("textbox", { name: "Comment" });
    await opening(async () => {
      await selectShown(guest, "In the last three sales");
      await guest.getByRole("button", { name: /^Comment Ctrl/ }).click({ timeout: 4000 });
    }, comment);
    await comment.fill("Which sales were these?");
    await panel(guest).getByRole("button", { name: "Comment", exact: true }).click();
    const who = guest.getByRole("dialog", { name: "Who are you?" });
    await who.getByRole("textbox", { name: "Name" }).fill("Partner's architect");
    await who.getByRole("button", { name: "Go on" }).click();
    await expect(panel(guest).getByText("Which sales were these?")).toBeVisible();
    await far.goto(`http://localhost:${line.port}${review}/threads/2`);
    const shown = far.getByRole("article", { name: "Thread 2" });
    await expect(shown.getByText("Partner's architect")).toBeVisible();
    await expect(shown.getByText("Guest", { exact: true })).toBeVisible();
    await shown.getByRole("textbox", { name: "Reply" }).fill("Those of the last two winters.");
    await shown.getByRole("button", { name: "Reply", exact: true }).click();
    await expect(panel(guest).getByText("Those of the last two winters.")).toBeVisible();
  });

  await test.step("one drags the card, and the other sees it move", async () => {
    await page.goto(`/${team.slug}?layout=columns`);
    await far.goto(`http://localhost:${line.port}/${team.slug}?layout=columns`);
    const column = (on: Page, name: string) => on.getByRole("region", { name: new RegExp(`^${name}`) });
    const card = (on: Page, name: string) => column(on, name).getByRole("listitem").filter({ hasText: "The shop" });
    await expect(card(far, "Draft")).toBeVisible();
    await opening(
      () => card(page, "Draft").dragTo(column(page, "In review"), { timeout: 4000 }),
      card(page, "In review"),
    );
    await expect(card(far, "In review")).toBeVisible();
    await expect(card(far, "Draft")).toBeHidden();
  });

  await test.step("the line is cut for a minute, and nothing is missing afterwards", async () => {
    await page.goto(`${review}/spec/requirements`);
    await far.goto(`http://localhost:${line.port}${review}/spec/requirements`);
    await expect(problem(far)).toContainText("Every sale hurts");
    await opening(() => far.keyboard.press("t"), panel(far));
    line.blackhole();
    await problem(far).click();
    await far.keyboard.press("Control+Home");
    await far.keyboard.type("From the tunnel: ");
    await problem(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" Said meanwhile.");
    for (const body of ["First meanwhile", "Second meanwhile", "Third meanwhile"])
      await ask(page.request, "POST", `${base}/threads`, {
        anchor: { kind: "place", path: "requirements.goals" },
        body,
      });
    await far.waitForTimeout(cutMilliseconds);
    await expect(panel(far).getByText("First meanwhile")).toHaveCount(0);
    line.cut();
    line.mend();
    for (const body of ["First meanwhile", "Second meanwhile", "Third meanwhile"])
      await expect(panel(far).getByText(body)).toBeVisible();
    for (const side of [page, far]) {
      await expect(problem(side)).toContainText("From the tunnel: ");
      await expect(problem(side)).toContainText("Said meanwhile.");
    }
    // What is stored, without the names that stand at the cursors of others.
    const { spec } = await ask<{ spec: { requirements: { problem: string } } }>(page.request, "GET", `${base}/draft`);
    expect(spec.requirements.problem).toMatch(/^From the tunnel: Every sale hurts[\s\S]* Said meanwhile\.$/);
  });

  await test.step("the link is revoked, and the guest is out", async () => {
    await opening(
      () => page.getByRole("button", { name: "Share" }).click(),
      page.getByRole("dialog", { name: "Share" }),
    );
    await page.getByRole("listitem", { name: "Partner" }).getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("button", { name: "Revoke the link" }).click();
    await expect(guest.getByRole("heading", { name: "This link does not work" })).toBeVisible();
    await expect(guest.getByText("Which sales were these?")).toHaveCount(0);
    expect((await guest.reload())?.status()).toBe(404);
  });
  await outside.close();
});
