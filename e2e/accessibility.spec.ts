import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { specDefinition } from "@/core/spec/definition";
import { ask, expect, opening, password, type Team, test } from "./people";

// What every page owes to people with other eyes and without a mouse.

test.describe.configure({ mode: "parallel" });
// A trace would keep the page before and after each of some hundred looks at it.
test.use({ trace: "off" });

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** What the width or the colours of a page can break. */
const narrowRules = [
  "color-contrast",
  "scrollable-region-focusable",
  "link-in-text-block",
  "button-name",
  "link-name",
  "label",
];

async function findings(page: Page, rules?: string[]): Promise<string[]> {
  // In one go on the page itself: there is nothing in frames that a second page would have to collect.
  const builder = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  const { violations } = await (rules ? builder.withRules(rules) : builder).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join("\n")}`);
}

/**
 * Looks at what is shown now: all rules on a desktop by day; on a phone by night what the width and the colours change, and that
 * nothing is wider than the screen. Colours do not depend on the width, so the other two pairs would tell nothing new.
 */
async function expectAccessible(page: Page, name: string) {
  await page.setViewportSize(desktop);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  expect.soft(await findings(page), `${name}, desktop, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize(phone);
  expect.soft(await findings(page, narrowRules), `${name}, phone, dark`).toEqual([]);
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(tooWide, `${name}: pixels beyond the width of a phone`).toBeLessThanOrEqual(0);
  await page.setViewportSize(desktop);
}

async function newReview(team: Team, template: string): Promise<string> {
  const { number } = await team.review({ title: "Web shop", template });
  return `/${team.slug}/reviews/${number}`;
}

const halves = ["e-commerce", "saas-backend"].map((template, half) => ({
  template,
  sections: specDefinition.sections.filter((_, index) => index % 2 === half),
}));

for (const { template, sections } of halves)
  test(`sections of the specification, begun from ${template}`, async ({ page, team }) => {
    test.setTimeout(170_000);
    const base = await newReview(team, template);
    for (const [index, { key, title }] of sections.entries()) {
      await page.goto(`${base}/spec/${key}`);
      await expect(page.getByRole("radio", { name: "Read", exact: true })).toBeAttached();
      await expectAccessible(page, `${title}, written`);
      // What is read is made of the same few parts in every section.
      if (index > 1) continue;
      await page.getByRole("radio", { name: "Read", exact: true }).check({ force: true });
      await expect(page.getByRole("heading", { level: 3 }).first()).toBeVisible();
      await expectAccessible(page, `${title}, read`);
    }
  });

test("the other pages of a review", async ({ page, team }) => {
  test.setTimeout(170_000);
  const base = await newReview(team, "e-commerce");
  await ask(page.request, "POST", `/teams${base}/versions`, { message: "First" });
  const pages: [string, Locator][] = [
    ["diagrams", page.getByRole("button", { name: "Full screen" })],
    ["checklist/quality", page.getByRole("region", { name: "Score" })],
    ["checklist/backend-standards", page.getByRole("region", { name: "Score" })],
    ["versions", page.getByRole("heading", { name: "Versions" })],
    ["versions/1", page.getByRole("heading", { name: /Requirements/ })],
    ["compare?from=1&to=draft", page.getByText("No difference")],
    ["activity", page.getByRole("heading", { name: "Today" })],
  ];
  for (const [address, sign] of pages) {
    await page.goto(`${base}/${address}`);
    await expect(sign.first()).toBeVisible();
    await expectAccessible(page, address);
  }
});

test("the pages around the reviews", async ({ page, team, browser, baseURL }) => {
  test.setTimeout(170_000);
  const board = `/${team.slug}`;
  await page.goto(board);
  await expect(page.getByText("No design is under review yet")).toBeVisible();
  await expectAccessible(page, "empty board");
  await newReview(team, "e-commerce");
  for (const address of ["", "?layout=columns", "?q=nothing-like-it", "/activity"]) {
    await page.goto(board + address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page, `team${address}`);
  }
  await page.goto(board);
  await opening(() => page.keyboard.press("?"), page.getByRole("dialog"));
  await expectAccessible(page, "keyboard help");
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await expect(page.getByRole("dialog", { name: "New review" })).toBeVisible();
  await expectAccessible(page, "new review");
  for (const address of [
    `${board}/settings`,
    `${board}/settings/members`,
    `${board}/settings/targets`,
    `${board}/settings/lenses`,
    "/account",
    "/inbox",
    "/api-docs",
    `${board}/reviews/999`,
    "/no/such/page",
  ]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page, address);
  }
  const stranger = await browser.newContext({ baseURL });
  const door = await stranger.newPage();
  for (const address of ["/sign-in", "/sign-up", "/invitations/not-one", "/unsubscribe/not-one"]) {
    await door.goto(address);
    await expect(door.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(door, address);
  }
  await stranger.close();
});

test("from sign-in to a published version without a mouse", async ({ team, owner, browser, baseURL }) => {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();

  /** Presses Tab until the control has the focus, as somebody would who sees where it is. */
  const tabTo = async (control: Locator) => {
    await expect(control).toBeVisible();
    for (let presses = 0; presses < 120; presses++) {
      if (await control.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not lead to ${control}`);
  };

  await test.step("sign in", async () => {
    await page.goto(`/${team.slug}`);
    await tabTo(page.getByLabel("E-mail"));
    await page.keyboard.type(owner.email);
    await tabTo(page.getByLabel("Password", { exact: true }));
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await expect(page.getByText("No design is under review yet")).toBeVisible();
  });

  await test.step("begin a review", async () => {
    const dialog = page.getByRole("dialog", { name: "New review" });
    await opening(() => page.keyboard.press("n"), dialog);
    await expect(dialog.getByRole("textbox", { name: "Title" })).toBeFocused();
    await page.keyboard.type("Typed from end to end");
    await tabTo(dialog.getByRole("button", { name: "Create review" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Typed from end to end" })).toBeVisible();
  });

  await test.step("fill a field, and go to the next section", async () => {
    // The editor, not the plain field that holds its place until it is there.
    await tabTo(page.getByRole("textbox", { name: "Problem" }).and(page.locator("[contenteditable=true]")));
    await page.keyboard.type("Nobody can say how an order got lost.");
    await expect(page.getByRole("region", { name: "Review" }).getByText("Saved", { exact: true })).toBeVisible();
    await page.keyboard.press("Tab");
    await tabTo(page.getByRole("link", { name: "High-level architecture" }).last());
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 2, name: "2 High-level architecture" })).toBeVisible();
  });

  await test.step("answer a question", async () => {
    await tabTo(page.getByRole("link", { name: "Checklist" }));
    await page.keyboard.press("Enter");
    const card = page.getByRole("article", { name: /Does the architecture match/ });
    await tabTo(card.getByRole("checkbox").first());
    await page.keyboard.press("Space");
    await expect(card.getByRole("checkbox").first()).toBeChecked();
    await expect(card.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  });

  await test.step("publish", async () => {
    await tabTo(page.getByRole("link", { name: "Versions" }));
    await page.keyboard.press("Enter");
    await tabTo(page.getByRole("button", { name: "Publish version" }));
    await page.keyboard.press("Enter");
    await tabTo(page.getByLabel("What is new?"));
    await page.keyboard.type("By keyboard");
    await tabTo(page.getByRole("button", { name: "Publish", exact: true }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("link", { name: "By keyboard" })).toBeVisible();
  });
  await context.close();
});
