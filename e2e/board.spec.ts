import AxeBuilder from "@axe-core/playwright";
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
    for (const query of ["", "?layout=columns"]) {
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
