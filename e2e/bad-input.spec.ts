import type { Page } from "@playwright/test";
import { ask, expect, opening, password, type Team, test } from "./people";

// Wrong, huge and old input, and ground that goes away while somebody writes: the page says so in words, stays alive, and keeps
// what was typed.

async function openSection(page: Page, base: string, section: string) {
  await page.goto(`${base}/spec/${section}`);
  await expect(page.getByRole("button", { name: /^Previous: |^Next: /, includeHidden: true }).first()).toBeAttached();
}

const stateOf = (page: Page) => page.getByRole("region", { name: "Review" });
const expectSaved = (page: Page) => expect(stateOf(page).getByText("Saved", { exact: true })).toBeVisible();

async function newReview(team: Team, title: string): Promise<string> {
  const { number } = await team.review({ title });
  return `/${team.slug}/reviews/${number}`;
}

/** Pastes into what has the focus, as the browser does. */
async function paste(page: Page, text: string) {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    if (document.activeElement?.dispatchEvent(event)) document.execCommand("insertText", false, pasted);
  }, text);
}

/** The page answers to a click within a moment. */
async function expectAlive(page: Page) {
  const begin = Date.now();
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))));
  expect(Date.now() - begin).toBeLessThan(2000);
}

const strange = "مرحبا \u202eabc\u202c 👩‍👩‍👧‍👦 \u0000\u0007\u001bok";
const strangeCleaned = /مرحبا .*👩‍👩‍👧‍👦 ok/;

test("a title that is too long is refused at its field and stays whole; a strange one is shown as it is", async ({
  page,
  team,
}) => {
  await page.goto(`/${team.slug}`);
  const dialog = page.getByRole("dialog", { name: "New review" });
  await opening(() => page.keyboard.press("n"), dialog);
  const title = dialog.getByRole("textbox", { name: "Title" });
  await expect(title).toBeFocused();
  await paste(page, "x".repeat(10_000));
  await dialog.getByRole("button", { name: "Create review" }).click();
  await expect(dialog.getByText("Must have 200 characters or less.")).toBeVisible();
  expect((await title.inputValue()).length).toBe(10_000);
  await title.fill(strange);
  await dialog.getByRole("button", { name: "Create review" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(strangeCleaned);
  await page.goto(`/${team.slug}`);
  await expect(page.getByRole("link", { name: strangeCleaned })).toBeVisible();
});

test("five megabytes are refused in words in a line and in a long text, and what stood there stays", async ({
  page,
  team,
}) => {
  const base = await newReview(team, "Five megabytes");
  await openSection(page, base, "requirements");
  const line = page.getByRole("textbox", { name: "Confirmed by" });
  await line.fill("Security lead");
  await line.focus();
  await paste(page, "y".repeat(5_000_000));
  await expect(page.getByText(/Not pasted: .*5,000,0\d\d.*takes at most 500/)).toBeVisible();
  await expect(line).toHaveValue("Security lead");
  await expectAlive(page);

  const problem = page.getByRole("textbox", { name: "Problem" });
  await expect(problem).toHaveAttribute("contenteditable", "true");
  await problem.click();
  await page.keyboard.type(`Before ${"مرحبا 👩‍👩‍👧‍👦"}`);
  await paste(page, "z".repeat(5_000_000));
  await expect(page.getByText(/Not pasted: the text has 5,000,000 characters/)).toBeVisible();
  await expectAlive(page);
  await expectSaved(page);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Problem" })).toContainText("Before مرحبا 👩‍👩‍👧‍👦");
  await expect(line).toHaveValue("Security lead");
});

test("a paste that a limited field cannot hold whole is refused instead of being cut", async ({ page, team }) => {
  const base = await newReview(team, "A long message");
  await page.goto(`${base}/versions`);
  const dialog = page.getByRole("dialog", { name: "Publish version 1" });
  await opening(() => page.getByRole("button", { name: "Publish version" }).first().click(), dialog);
  const message = dialog.getByRole("textbox", { name: "What is new?" });
  await message.fill("First design");
  await paste(page, "m".repeat(3000));
  await expect(page.getByText(/would have 3,012 characters; at most 2,000/)).toBeVisible();
  await expect(message).toHaveValue("First design");
});

test("ten megabytes of DDL are refused by paste and by upload, with the size", async ({ page, team }) => {
  const base = await newReview(team, "Ten megabytes");
  await openSection(page, base, "data");
  // The editor, not the plain field that holds its place until it is there.
  const ddl = page
    .getByRole("textbox", { name: "Schema (PostgreSQL DDL)" })
    .and(page.locator("[contenteditable=true]"));
  await expect(ddl).toBeVisible();
  await ddl.click();
  await page.keyboard.insertText("create table kept (id int);");
  const huge = "create table t (id int primary key);\n".repeat(280_000);
  await paste(page, huge);
  await expect(page.getByText(/Not pasted: the text has 10,/)).toBeVisible();
  const file = { name: "schema.sql", mimeType: "application/sql", buffer: Buffer.from(huge) };
  await page.locator("input[type=file]").first().setInputFiles(file);
  await expect(page.getByText(/schema\.sql has 10 MB; at most .* characters are kept here/)).toBeVisible();
  await expectAlive(page);
  await expect(ddl).toContainText("create table kept (id int);");
  await expectSaved(page);
});

test("a diagram of 5,000 nodes is refused with its limit, and the page stays usable", async ({ page, team }) => {
  const base = await newReview(team, "Five thousand nodes");
  await page.goto(`${base}/diagrams`);
  await page.getByRole("button", { name: "Add", exact: true }).first().click();
  await page.getByRole("menuitem", { name: /An empty editor/ }).click();
  const source = page.locator("[data-language=mermaid]").getByRole("textbox").first();
  await expect(source).toHaveAttribute("contenteditable", "true");
  await source.click();
  await page.keyboard.press("Control+a");
  const nodes = Array.from({ length: 5000 }, (_, number) => `n${number} --> n${number + 1}`);
  await paste(page, `flowchart LR\n${nodes.join("\n")}`);
  await expect(page.getByText(/5,00\d nodes; up to 250 are drawn/).first()).toBeVisible();
  await expectAlive(page);
  await source.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("flowchart LR\n  still --> alive");
  await expect(page.locator("svg").filter({ hasText: "alive" }).first()).toBeVisible();
});

test("two tabs that rename one review: the second is told, keeps its text, and succeeds when asked again", async ({
  page,
  context,
  team,
}) => {
  await team.review({ title: "Before" });
  const second = await context.newPage();
  const openDetails = async (tab: Page) => {
    await tab.goto(`/${team.slug}`);
    await tab.getByRole("button", { name: "Actions for #1" }).click();
    await tab.getByRole("menuitem", { name: "Rename and edit details" }).click();
    const dialog = tab.getByRole("dialog", { name: "Review #1" });
    await expect(dialog).toBeVisible();
    return dialog;
  };
  const first = await openDetails(page);
  const other = await openDetails(second);
  await first.getByRole("textbox", { name: "Title" }).fill("From the first tab");
  await first.getByRole("button", { name: "Save" }).click();
  await expect(first).toBeHidden();
  await other.getByRole("textbox", { name: "Title" }).fill("From the second tab");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText(/changed|meantime/i)).toBeVisible();
  await expect(other.getByRole("textbox", { name: "Title" })).toHaveValue("From the second tab");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other).toBeHidden();
  await expect(second.getByRole("link", { name: "From the second tab" })).toBeVisible();
});

test("a member who is removed is told within two seconds, cannot write any more, and keeps the text", async ({
  context,
  team,
}) => {
  const base = await newReview(team, "Removed while writing");
  const { page } = await team.join("editor");
  const account = await ask<{ id: string }>(page.request, "GET", "/account");
  await openSection(page, base, "requirements");
  const line = page.getByRole("textbox", { name: "Confirmed by" });
  await line.fill("Security");
  await expectSaved(page);
  await ask(context.request, "DELETE", `/teams/${team.slug}/members/${account.id}`);
  await line.pressSequentially(" lead");
  await expect(
    stateOf(page)
      .getByText(/^Not saved, because|not (see|find)|no (such|longer)|exist/i)
      .first(),
  ).toBeVisible({
    timeout: 2000,
  });
  await expect(line).toHaveValue("Security lead");
  const draft = await context.request.get(`/api/v1/teams${base.replace(/^(\/[^/]+)/, "$1")}/draft`);
  expect(await draft.text()).not.toContain("Security lead");
  await page.reload();
  await expect(page.getByText(/nothing|not found|does not exist/i).first()).toBeVisible();
});

test("a session that ends while writing: sign in again in another tab, and everything is saved", async ({
  page,
  team,
}) => {
  const { context: other, page: tab, person } = await team.join("editor");
  const base = await newReview(team, "Session ends");
  await openSection(tab, base, "requirements");
  const line = tab.getByRole("textbox", { name: "Confirmed by" });
  await line.fill("Security");
  await expectSaved(tab);
  await ask(other.request, "DELETE", "/account/sessions");
  await expect(
    stateOf(tab)
      .getByText(/session has ended|signed out|sign in/i)
      .first(),
  ).toBeVisible({ timeout: 3000 });
  await line.pressSequentially(" lead");
  await expect(stateOf(tab).getByText(/^Not saved, because/)).toBeVisible();
  const opening = other.waitForEvent("page");
  await stateOf(tab).getByRole("link", { name: "Sign in" }).click();
  const again = await opening;
  await again.getByRole("textbox", { name: "E-mail" }).fill(person.email);
  await again.getByLabel("Password", { exact: true }).fill(password);
  await again.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(again).toHaveURL(new RegExp(base));
  await again.close();
  await tab.bringToFront();
  // The page tries again by itself every fifteen seconds or so, and at once where the browser tells it that it is seen again.
  await expect(stateOf(tab).getByText("Saved", { exact: true })).toBeVisible({ timeout: 25_000 });
  await openSection(page, base, "requirements");
  await expect(page.getByRole("textbox", { name: "Confirmed by" })).toHaveValue("Security lead");
});
