import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, opening, test } from "./people";

// The team's board, as somebody works with it: begin a review, move it on, find it again, put it away.

test("a review is begun from a template, moved on, renamed, found and archived", async ({ page, team }) => {
  await page.goto(`/${team.slug}`);
  await expect(page.getByText("No design is under review yet")).toBeVisible();

  await test.step("begin it with the keyboard alone", async () => {
    const dialog = page.getByRole("dialog", { name: "New review" });
    await opening(() => page.keyboard.press("n"), dialog);
    await expect(dialog.getByRole("textbox", { name: "Title" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(dialog.getByText("Must not be empty.")).toBeVisible();
    await page.keyboard.type("Split the order service out");
    await dialog.getByRole("radio", { name: /Monolith to microservices/ }).check();
    await dialog.getByRole("button", { name: "Create review" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Split the order service out" })).toBeVisible();
  });

  await page.goto(`/${team.slug}`);
  const row = page.getByRole("listitem").filter({ hasText: "Split the order service out" });
  const actions = row.getByRole("button", { name: "Actions for #1" });

  await test.step("what cannot be done now says why", async () => {
    await actions.click();
    const send = page.getByRole("menuitem", { name: "Send to review" });
    await expect(send).toHaveAttribute("aria-disabled", "true");
    await expect(send).toContainText("Publish a version first");
    await page.getByRole("menuitem", { name: "Postpone" }).click();
    await expect(page.getByRole("region", { name: /^Postponed/ })).toBeVisible();
  });

  await test.step("rename it and give it a label and a due date", async () => {
    await page.getByRole("button", { name: /^Postponed/ }).click();
    await actions.click();
    await page.getByRole("menuitem", { name: "Rename and edit details" }).click();
    const dialog = page.getByRole("dialog", { name: "Review #1" });
    await dialog.getByRole("textbox", { name: "Title" }).fill("Orders on their own");
    await dialog.getByRole("combobox", { name: "Labels" }).fill("orders,");
    await dialog.getByLabel("Due").fill("2030-05-31");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("link", { name: "Orders on their own" })).toBeVisible();
  });

  await test.step("find it by its text; the address holds the search", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("own");
    await expect(page).toHaveURL(/\?q=own$/);
    await expect(page.getByText("31 May 2030")).toBeVisible();
    await page.reload();
    await expect(page.getByRole("searchbox")).toHaveValue("own");
    await expect(page.getByRole("link", { name: "Orders on their own" })).toBeVisible();
    await page.getByRole("searchbox").fill("nothing like it");
    await expect(page.getByText("No review matches")).toBeVisible();
    await page.getByRole("button", { name: "Clear" }).click();
  });

  await test.step("open it with j and Enter", async () => {
    await page.goto(`/${team.slug}?status=postponed`);
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/${team.slug}/reviews/1/`));
  });

  await test.step("archive it", async () => {
    await page.goto(`/${team.slug}?status=postponed`);
    await page.getByRole("button", { name: "Actions for #1" }).click();
    await page.getByRole("menuitem", { name: "Archive" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Archive" }).click();
    await expect(page.getByRole("link", { name: "Orders on their own" })).toBeHidden();
    // The row goes at once; the page is left only when the server has said so too.
    await page.waitForLoadState("networkidle");
    await page.goto(`/${team.slug}?archived=yes`);
    await expect(page.getByRole("link", { name: "Orders on their own" })).toBeVisible();
  });
});

test("a document of one's own is imported after one has seen what goes where", async ({ page, team }) => {
  await page.goto(`/${team.slug}`);
  await page.getByRole("button", { name: "Import a document" }).click();
  const buffer = Buffer.from(
    "# Payments in two steps\n\n## Problem\n\nMoney is captured twice.\n\n## Lunch\n\nAt noon.\n",
  );
  await page.getByLabel("Document to import").setInputFiles({ name: "design.md", mimeType: "text/markdown", buffer });
  const dialog = page.getByRole("dialog", { name: "New review" });
  await expect(dialog.getByRole("textbox", { name: "Title" })).toHaveValue("Payments in two steps");
  await expect(dialog.getByRole("row", { name: /Lunch/ })).toContainText("kept as a note");
  await dialog.getByRole("button", { name: "Import and create" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Payments in two steps" })).toBeVisible();
});

test("a viewer sees the board and is told why nothing can be changed", async ({ team }) => {
  await team.review({ title: "Search with typo tolerance" });
  const { page } = await team.join("viewer");
  await page.goto(`/${team.slug}`);
  const button = page.getByRole("button", { name: "New review" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAttribute("data-tip", /Your role in this team is viewer/);
  await page.getByRole("button", { name: "Actions for #1" }).click();
  await expect(page.getByRole("menu")).toContainText("Your role in this team is viewer");
  await expect(page.getByRole("menuitem", { name: "Archive" })).toBeHidden();
});

test("the board fits a phone, in list and columns, without a serious accessibility problem", async ({ page, team }) => {
  await team.review({ title: "A rather long title that has no chance at all to fit into one line of a phone" });
  for (const width of [390, 1440])
    for (const query of ["", "?layout=columns", "?layout=table", "?layout=columns&by=owner"]) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(`/${team.slug}${query}`);
      await expect(page.getByRole("link", { name: /A rather long title/ })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
    }
});

const column = (page: Page, name: string) => page.getByRole("region", { name: new RegExp(`^${name}`) });
const card = (page: Page, title: string) => page.getByRole("listitem").filter({ hasText: title });

test("cards move by hand and by key, others see it, and a refused move says why", async ({ page, team }) => {
  await team.review({ title: "Queue for invoices" });
  // Wide enough for all columns: a board that scrolls under a held card is another matter.
  await page.setViewportSize({ width: 2200, height: 900 });
  const other = await team.join("viewer");
  await other.page.goto(`/${team.slug}?layout=columns`);
  await expect(column(other.page, "Draft").getByText("Queue for invoices")).toBeVisible();
  await page.goto(`/${team.slug}?layout=columns`);
  const dragged = card(page, "Queue for invoices");

  await test.step("drag it to where it may go", async () => {
    await expect(async () => {
      await dragged.dragTo(column(page, "Postponed"));
      await expect(column(page, "Postponed").getByText("Queue for invoices")).toBeVisible({ timeout: 4000 });
    }).toPass({ timeout: 40_000 });
    await expect(column(other.page, "Postponed").getByText("Queue for invoices")).toBeVisible();
  });

  await test.step("drag it to where it may not: the column says why, and so does a notice", async () => {
    await dragged.hover();
    await page.mouse.down();
    // The browser takes a drag for one only after some way.
    await column(page, "Rejected").hover();
    await column(page, "Rejected").hover({ position: { x: 60, y: 120 } });
    await expect(column(page, "Rejected")).toContainText("cannot become “Rejected”");
    await page.mouse.up();
    await expect(page.getByRole("region", { name: "Notices" }).getByRole("alert")).toContainText(
      "cannot become “Rejected”",
    );
    await expect(column(page, "Postponed").getByText("Queue for invoices")).toBeVisible();
  });

  await test.step("move it by key, and keep the focus on it", async () => {
    await page.goto(`/${team.slug}?layout=columns&by=phase`);
    const link = page.getByRole("link", { name: /Queue for invoices/ });
    await expect(async () => {
      await link.focus();
      await page.keyboard.press("Shift+ArrowRight");
      await expect(column(page, "Architecture design").getByText("Queue for invoices")).toBeVisible({ timeout: 4000 });
    }).toPass({ timeout: 40_000 });
    await expect(link).toBeFocused();
    await page.keyboard.press("m");
    await page.getByRole("menuitem", { name: "Security & reliability" }).click();
    await expect(column(page, "Security & reliability").getByText("Queue for invoices")).toBeVisible();
  });

  await test.step("a risk is no column to drop into", async () => {
    await page.goto(`/${team.slug}?layout=columns&by=risk`);
    await page.getByRole("button", { name: "Actions for #1" }).click();
    const item = page.getByRole("menuitem", { name: /No risk found/ });
    await expect(item).toHaveAttribute("aria-disabled", "true");
    await expect(item).toContainText("A risk follows from the answers");
  });
});

test("several are chosen and changed at once, and each that is refused says why", async ({ page, team }) => {
  for (const title of ["Invoices", "Refunds", "Receipts"]) await team.review({ title });
  await page.goto(`/${team.slug}`);
  const bar = page.getByRole("region", { name: "Chosen reviews" });

  await test.step("choose by key and with Shift", async () => {
    await expect(async () => {
      await page.getByRole("link", { name: "Receipts" }).focus();
      await page.keyboard.press("x");
      await expect(bar).toContainText("1 chosen", { timeout: 4000 });
    }).toPass({ timeout: 40_000 });
    await page.getByRole("checkbox", { name: "Select #1" }).click({ modifiers: ["Shift"] });
    await expect(bar).toContainText("3 chosen");
  });

  await test.step("label them all", async () => {
    await bar.getByRole("button", { name: "Label" }).click();
    await page.getByRole("combobox", { name: "Add a label" }).fill("money");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(card(page, "Refunds")).toContainText("money");
    await expect(page.getByRole("region", { name: "Notices" })).toContainText("3 reviews labelled “money”");
  });

  await test.step("postpone them all; what none of them can become says why", async () => {
    await bar.getByRole("button", { name: "Status" }).click();
    await page.getByRole("menuitem", { name: "Postponed", exact: true }).click();
    await expect(page.getByRole("region", { name: /^Postponed/ })).toContainText("3");
    // They have gone into a folded section, and are not acted on unseen.
    await expect(bar).toBeHidden();
    await page.getByRole("button", { name: /^Postponed/ }).click();
    await expect(bar).toContainText("3 chosen");
    await bar.getByRole("button", { name: "Status" }).click();
    await expect(page.getByRole("menuitem", { name: /^Approved/ })).toContainText("cannot become “Approved”");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(bar).toBeHidden();
  });
});

test("a review is given to somebody, who finds it waiting", async ({ page, team }) => {
  await team.review({ title: "Ledger on its own" });
  const { page: other, person } = await team.join("reviewer", "A careful reader");
  await page.goto(`/${team.slug}/reviews/1/versions`);
  const dialog = page.getByRole("dialog", { name: "Review #1" });
  await opening(() => page.getByRole("button", { name: "Name reviewers" }).click(), dialog);
  await dialog.getByRole("combobox", { name: "Reviewers" }).fill(person.name);
  await page.getByRole("option", { name: person.name }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("list", { name: "Reviewers" })).toContainText(person.name);
  await other.goto(`/${team.slug}?waiting=me`);
  await expect(other.getByText("No review matches")).toBeVisible();
  await page.request.post(`/api/v1/teams/${team.slug}/reviews/1/versions`, { data: { message: "First" } });
  const { revision } = await (await page.request.get(`/api/v1/teams/${team.slug}/reviews/1`)).json();
  await page.request.post(`/api/v1/teams/${team.slug}/reviews/1/move`, { data: { to: "in_review", revision } });
  await expect(other.getByRole("link", { name: "Ledger on its own" })).toBeVisible();
  await expect(other.getByRole("img", { name: `Reviewer: ${person.name}, whose turn it is` })).toBeVisible();
});

test("a filter with its counts is saved as a view, which says when the board is another by now", async ({
  page,
  team,
}) => {
  await team.review({ title: "Search with synonyms" });
  await team.review({ title: "Search by picture" });
  await page.goto(`/${team.slug}?layout=table`);
  await opening(
    () => page.getByRole("button", { name: "Filter", exact: true }).click(),
    page.getByRole("menuitem", { name: "Phase" }),
  );
  await page.getByRole("menuitem", { name: "Phase" }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: /Discovery & requirements/ })).toContainText("2");
  await page.getByRole("menuitemcheckbox", { name: /Discovery & requirements/ }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/phase=discovery/);
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save as a new view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as a new view" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Beginnings");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(/view=/);
  await expect(page.getByRole("button", { name: "Beginnings", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Due", exact: true }).click();
  await expect(page.getByRole("button", { name: "Beginnings (changed)" })).toBeVisible();

  const { page: other } = await team.join("editor");
  await other.goto(`/${team.slug}`);
  await opening(
    () => other.getByRole("button", { name: "Views" }).click(),
    other.getByText("A view keeps filters, layout and order under a name."),
  );

  await page.getByRole("button", { name: "Beginnings (changed)" }).click();
  await page.getByRole("menuitem", { name: "Share with the team" }).click();
  await expect(other.getByRole("menuitem", { name: "Beginnings" })).toBeVisible();
  await other.getByRole("menuitem", { name: "Beginnings" }).click();
  await expect(other).toHaveURL(/phase=discovery/);
  await expect(other.getByRole("table")).toBeVisible();
});
