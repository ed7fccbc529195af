import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, type Team, test } from "./people";

// The specification form as an author works in it: every kind of field, lists by keyboard, undo, and all of it still there
// after a reload.

async function openSection(page: Page, base: string, section: string) {
  await page.goto(`${base}/spec/${section}`);
  await expect(page.getByRole("button", { name: /^Previous: |^Next: /, includeHidden: true }).first()).toBeAttached();
}

async function expectSaved(page: Page) {
  await expect(page.getByRole("region", { name: "Review" }).getByText("Saved", { exact: true })).toBeVisible();
}

async function newReview(team: Team, title: string, template?: string): Promise<string> {
  const { number } = await team.review({ title, ...(template ? { template } : {}) });
  return `/${team.slug}/reviews/${number}`;
}

test("keeps what is entered into fields of every kind", async ({ page, team }) => {
  const base = await newReview(team, "Fields of every kind");

  await test.step("enter", async () => {
    await openSection(page, base, "requirements");
    // At once, before the editor's code is here.
    await page.getByRole("textbox", { name: "Problem" }).click();
    await page.keyboard.type("Orders are **lost** at night.");
    await page.getByRole("textbox", { name: "Users" }).fill("1,500");
    await page.getByRole("checkbox", { name: "GDPR" }).check();
    await page.getByRole("textbox", { name: "Other for Regimes" }).fill("DORA");
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: "Regions" }).fill("eu-central-1");
    await page.keyboard.press("Enter");
    await page.getByRole("checkbox", { name: /security requirements were asked/ }).check();
    await page.getByRole("textbox", { name: "Confirmed by" }).fill("Security lead");
    await page.getByLabel("Confirmed on", { exact: true }).fill("2026-03-31");
    await expectSaved(page);

    await openSection(page, base, "services");
    await page.getByRole("button", { name: "Add service" }).click();
    await page.keyboard.type("Orders");
    await expectSaved(page);
    await page.getByRole("button", { name: "Add interaction" }).click();
    await page.keyboard.type("Place an order");
    const call = page.getByRole("group", { name: "Interaction Place an order" });
    await call.getByRole("combobox", { name: "To", exact: true }).click();
    await page.getByRole("option", { name: "Orders" }).click();
    await call.getByRole("combobox", { name: "Protocol" }).fill("SOAP");
    await page.keyboard.press("Tab");
    await call.getByRole("radio", { name: "Synchronous", exact: true }).check();
    await expectSaved(page);

    await openSection(page, base, "data");
    await page.getByRole("textbox", { name: "Schema (PostgreSQL DDL)" }).click();
    await page.keyboard.insertText("create table orders (id uuid primary key);");
    await expectSaved(page);
  });

  await test.step("find all again", async () => {
    await openSection(page, base, "requirements");
    await expect(page.getByRole("textbox", { name: "Problem" })).toContainText("Orders are **lost** at night.");
    await expect(page.getByRole("textbox", { name: "Users" })).toHaveValue("1500");
    await expect(page.getByRole("checkbox", { name: "GDPR" })).toBeChecked();
    await expect(page.getByRole("button", { name: "Remove DORA" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Remove eu-central-1" })).toBeVisible();
    await expect(page.getByRole("checkbox", { name: /security requirements were asked/ })).toBeChecked();
    await expect(page.getByRole("textbox", { name: "Confirmed by" })).toHaveValue("Security lead");
    await expect(page.getByLabel("Confirmed on", { exact: true })).toHaveValue("2026-03-31");

    await openSection(page, base, "services");
    await page.getByRole("button", { name: /^Place an order/ }).click();
    const call = page.getByRole("group", { name: "Interaction Place an order" });
    await expect(call.getByRole("combobox", { name: "To", exact: true })).toHaveValue("Orders");
    await expect(call.getByRole("combobox", { name: "Protocol" })).toHaveValue("SOAP");
    await expect(call.getByRole("radio", { name: "Synchronous", exact: true })).toBeChecked();

    await openSection(page, base, "data");
    await expect(page.getByRole("textbox", { name: "Schema (PostgreSQL DDL)" })).toContainText("create table orders");
  });
});

test("edits a table by keyboard alone, and takes back what was done", async ({ page, team }) => {
  const base = await newReview(team, "Table by keyboard");
  await openSection(page, base, "requirements");
  const texts = page.getByRole("textbox", { name: /^Requirement, requirement \d+$/ });
  await page.getByRole("button", { name: "Add requirement" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "ID, requirement 1" })).toBeFocused();
  await page.keyboard.type("FR-1");
  await page.keyboard.press("Tab");
  await page.keyboard.type("First");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "ID, requirement 2" })).toBeFocused();
  await page.keyboard.type("FR-2");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Second");
  await expect(texts).toHaveCount(2);

  await page.keyboard.press("Alt+ArrowUp");
  await expect(texts.nth(0)).toHaveValue("Second");
  await expect(texts.nth(0)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(texts.nth(1)).toBeFocused();

  await page.keyboard.press("Control+z");
  await expect(texts.nth(0)).toHaveValue("First");
  await page.keyboard.press("Control+Shift+z");
  await expect(texts.nth(0)).toHaveValue("Second");

  await page.getByRole("button", { name: "Actions for requirement 1" }).click();
  await page.getByRole("menuitem", { name: "Delete requirement" }).click();
  await expect(texts).toHaveCount(1);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(texts).toHaveCount(2);
  await expectSaved(page);
  await page.reload();
  await expect(texts.nth(0)).toHaveValue("Second");
  await expect(texts.nth(1)).toHaveValue("First");
});

test("makes rows of lines that are pasted", async ({ page, context, team }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const base = await newReview(team, "Pasted rows");
  await openSection(page, base, "requirements");
  await page.getByRole("button", { name: "Add requirement" }).click();
  await page.evaluate(() => navigator.clipboard.writeText("FR-1\tSearch\tMust\nFR-2\tOrder\tShould"));
  await page.keyboard.press("Control+v");
  await expect(page.getByRole("textbox", { name: "Requirement, requirement 2" })).toHaveValue("Order");
  await expect(page.getByRole("combobox", { name: "Priority, requirement 2" })).toHaveValue("should");
  await expect(page.getByRole("textbox", { name: /^ID, requirement/ })).toHaveCount(2);
});

test("refuses what does not fit, in words, and loses nothing", async ({ page, team }) => {
  const base = await newReview(team, "Input that does not fit");
  await openSection(page, base, "requirements");
  const confirmedBy = page.getByRole("textbox", { name: "Confirmed by" });
  await confirmedBy.fill("Security lead");
  await confirmedBy.fill("x".repeat(10_000));
  await expect(page.getByText(/takes at most 500/)).toBeVisible();
  await expect(confirmedBy).toHaveValue("Security lead");
  await confirmedBy.fill("مرحبا 👩‍👩‍👧‍👦 \u0007 ok");
  await expect(confirmedBy).toHaveValue("مرحبا 👩‍👩‍👧‍👦  ok");

  const users = page.getByRole("textbox", { name: "Users" });
  await users.fill("plenty");
  await expect(page.getByText(/“plenty” is not a number/)).toBeVisible();
  await users.fill("-1");
  await expect(page.getByText("Must be 0 or more.")).toBeVisible();
  await users.fill("20");
  await expect(page.getByText("Must be 0 or more.")).toBeHidden();

  const problem = page.getByRole("textbox", { name: "Problem" });
  await expect(problem).toHaveAttribute("contenteditable", "true");
  await problem.click();
  await page.keyboard.type("Short.");
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "word ".repeat(1_000_000));
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await expect(page.getByText(/Not pasted: the text has 5,000,000 characters/)).toBeVisible();
  await expect(problem).toContainText("Short.");
});

test("goes through the sections by keys, and shows the whole as its readers see it", async ({ page, team }) => {
  const base = await newReview(team, "Sections by keys", "e-commerce");
  await openSection(page, base, "requirements");
  await page.keyboard.press("]");
  await expect(page.getByRole("heading", { level: 2, name: /High-level architecture/ })).toBeVisible();
  await expect(page).toHaveURL(/\/spec\/architecture$/);
  await expect(page.getByRole("checkbox", { name: "Microservices" }).first()).toBeVisible();
  await page.keyboard.press("[");
  await expect(page).toHaveURL(/\/spec\/requirements$/);
  await page.getByRole("radio", { name: "Read" }).check();
  await expect(page.getByRole("table", { name: "Functional requirements" })).toBeVisible();
});

test("has nothing that keeps people with assistive technology out, on a desk and on a phone", async ({
  page,
  team,
}) => {
  test.setTimeout(240_000);
  const base = await newReview(team, "For everybody", "e-commerce");
  for (const [width, section] of [
    [1440, "architecture"],
    [1440, "services"],
    [390, "data"],
    [390, "decisions"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await openSection(page, base, section);
    await expect(page.getByRole("heading", { level: 2 })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(grave.map(({ id, nodes }) => `${section} ${width}: ${id} ${nodes[0]?.html}`)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }
});

test("shows who is in which field, merges what two people type, and lets a viewer only read", async ({
  page,
  team,
}) => {
  const base = await newReview(team, "Two people");
  const editor = await team.join("editor", "Orders team");
  const viewer = await team.join("viewer", "Auditor");
  await openSection(page, base, "requirements");
  await openSection(editor.page, base, "requirements");
  await openSection(viewer.page, base, "requirements");

  const mine = page.getByRole("textbox", { name: "Confirmed by" });
  const theirs = editor.page.getByRole("textbox", { name: "Confirmed by" });
  await theirs.pressSequentially("lead");
  await expect(mine).toHaveValue("lead");
  await expect(page.getByRole("list", { name: "Also here: Orders team" })).toBeVisible();
  await expect(mine.locator("..").getByText("Orders team")).toBeVisible();
  await mine.focus();
  await page.keyboard.press("Home");
  await page.keyboard.type("Security ");
  await theirs.pressSequentially(" of the shop");
  await expect(mine).toHaveValue("Security lead of the shop");
  await expect(theirs).toHaveValue("Security lead of the shop");

  const shown = viewer.page.getByRole("textbox", { name: "Confirmed by" });
  await expect(shown).toHaveValue("Security lead of the shop");
  await expect(shown).not.toBeEditable();
  await expect(viewer.page.getByRole("button", { name: "Add requirement" })).toHaveCount(0);
  await expect(viewer.page.getByRole("region", { name: "Review" }).getByText("Read only")).toBeVisible();
});
