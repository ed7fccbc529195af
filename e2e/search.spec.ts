import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { ask, expect, opening, type Team, test } from "./people";

// Finding things again: by what they say, by what they touch, and by a few letters.

/** The index follows a moment after the change. */
async function indexed(page: Page, team: Team, path: string): Promise<void> {
  const found = async () => (await ask<{ items: unknown[] }>(page.request, "GET", `/teams/${team.slug}/${path}`)).items;
  await expect.poll(async () => (await found()).length, { timeout: 40_000 }).toBeGreaterThan(0);
}

test("a text is found by its words, with the passage, and the result leads to the place", async ({ page, team }) => {
  const { number } = await team.review({ title: "Split the ledger out" });
  const review = `/teams/${team.slug}/reviews/${number}`;
  const write = (value: string) =>
    ask(page.request, "PATCH", `${review}/draft`, {
      edits: [{ op: "set", path: "requirements.problem", value }],
    });
  await write('Reconciliation fails each month, <img src=x onerror="alert(1)"> says the log.');
  await ask(page.request, "POST", `${review}/versions`, { message: "First" });
  await indexed(page, team, "search?q=reconciliation");
  await page.goto(`/${team.slug}/search`);
  const field = page.getByRole("searchbox", { name: "Search titles, drafts, versions and comments" });
  const results = page.getByRole("list", { name: "Results" });

  await test.step("with a mistyped word", async () => {
    await field.fill("reconcilation ");
    await expect(results).toBeVisible();
    await expect(page.getByText("Showing what says reconciliation")).toBeVisible();
    await expect(page).toHaveURL(/q=reconcilation/);
    await expect(results.locator("mark", { hasText: "Reconciliation" })).toBeVisible();
    await expect(results).toContainText('<img src=x onerror="alert(1)">');
    await expect(results).toContainText("Also in version 1");
  });

  await test.step("and an old version is found when the draft no longer says it", async () => {
    await write("Bookkeeping fails each month.");
    await indexed(page, team, "search?q=bookkeeping");
    await page.goto(`/${team.slug}/search?q=reconciliation`);
    await expect(page.getByText("Only in version 1")).toBeVisible();
    await results.getByRole("link", { name: /Problem · version 1/ }).click();
    await expect(page).toHaveURL(/\/versions\/1#requirements\.problem$/);
  });

  await test.step("what cannot be searched for says so, and nothing found says what to try", async () => {
    await page.goto(`/${team.slug}/search?q=-only`);
    await expect(page.getByText("Add a word that the text must have.")).toBeVisible();
    await field.fill("xyzzy");
    await expect(page.getByText("Nothing says this")).toBeVisible();
  });
});

test("designs are found by what they touch", async ({ page, team }) => {
  await team.review({ title: "Web shop", template: "e-commerce" });
  await team.review({ title: "Something else" });
  await indexed(page, team, "elements?q=POST /orders");
  await page.goto(`/${team.slug}/search?in=elements&q=which designs touch table orders?`);
  await expect(page.getByText("1 design touches")).toBeVisible();
  const results = page.getByRole("list", { name: "Results" });
  await expect(results.getByRole("link", { name: "Web shop" })).toBeVisible();
  const field = page.getByRole("searchbox", { name: "Find designs by what they touch" });
  for (const [question, place] of [
    ["endpoint POST /orders", /POST .*\/orders/],
    ["event OrderPlaced", /Services › Order service › Events published/],
    ["Redis and PostgreSQL", /Technology/],
  ] as const) {
    await field.fill(question);
    await expect(results.getByRole("link", { name: place }).first()).toBeVisible();
  }
  await field.fill("event OrderPlacd");
  await expect(page.getByText("1 design touches event OrderPlaced")).toBeVisible();
  await page.getByRole("combobox", { name: "Kind of element" }).selectOption("Services");
  await expect(page).toHaveURL(/kind=service/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test("the palette goes anywhere by keyboard, and says what cannot be done", async ({ page, team }) => {
  const { number } = await team.review({ title: "Retire the mainframe" });
  await team.review({ title: "Another one" });
  await indexed(page, team, "search?q=mainframe");
  await page.goto(`/${team.slug}`);
  const palette = page.getByRole("dialog", { name: "Go to or do" });
  const field = palette.getByRole("combobox");
  await opening(() => page.keyboard.press("ControlOrMeta+k"), palette);
  await expect(field).toBeFocused();

  await test.step("to a review by a part of its title", async () => {
    await field.fill("mainfr");
    await expect(palette.getByRole("option", { name: /Retire the mainframe/ })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/reviews/${number}`));
  });

  await test.step("to a section of it, mistyped", async () => {
    await opening(() => page.keyboard.press("ControlOrMeta+k"), palette);
    await expect(palette.getByRole("option", { name: /Retire the mainframe/ })).toBeVisible();
    await page.keyboard.type("scurity");
    await expect(palette.getByRole("option", { name: "Security", exact: true })).toHaveAttribute(
      "aria-selected",
      "true",
    );
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/spec\/security$/);
  });

  await test.step("what is not possible now stays and says why", async () => {
    await opening(() => page.keyboard.press("ControlOrMeta+k"), palette);
    await page.keyboard.type("send to review");
    const send = palette.getByRole("option", { name: /Send to review/ });
    await expect(send).toHaveAttribute("aria-disabled", "true");
    await expect(send).toContainText("Publish a version first");
    await page.keyboard.press("Enter");
    await expect(palette).toBeVisible();
    await field.fill("publish");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "Publish version 1" })).toBeVisible();
    await page.keyboard.press("Escape");
  });

  await test.step("a new review, and the theme", async () => {
    await opening(() => page.keyboard.press("ControlOrMeta+k"), palette);
    await page.keyboard.type("dark");
    await expect(palette.getByRole("option", { name: "Dark appearance" })).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await expect(page.locator("html")).toHaveClass(/dark/);
    await opening(() => page.keyboard.press("ControlOrMeta+k"), palette);
    await page.keyboard.type("new review");
    await expect(palette.getByRole("option", { name: "New review", exact: true })).toHaveAttribute(
      "aria-selected",
      "true",
    );
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "New review" })).toBeVisible();
  });
});
