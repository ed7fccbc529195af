import { readFileSync } from "node:fs";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { opening } from "./people";
import { cleanUp, freePort, newFolder, ready, start } from "./program";

// The way of a new user through the whole product, on a Lintel nobody has used before.

test.afterEach(cleanUp);
test.setTimeout(360_000);

const password = "a long enough password";

/** Text typed into one field of each section, and something chosen where the section has choices. */
const sections: [name: string, label: string, text: string][] = [
  [
    "Requirements & context",
    "Problem",
    "Orders are placed by the monolith. A slow payment provider blocks every page.",
  ],
  ["Data", "Caching", "Product pages for 30 s; nothing about stock."],
  ["API contract", "Versioning", "The major version stands in the path; a new one lives beside the old for 12 months."],
  [
    "Scalability & performance",
    "Scaling path",
    "At 10× the write path of orders is the limit; it is partitioned by month.",
  ],
  ["Security", "Authentication", "OpenID Connect for people, mutual TLS between services."],
  ["Reliability & observability", "Graceful degradation", "Browsing works without orders."],
  ["Deployment & operations", "Rollback", "The façade routes back within a minute; data follows by dual write."],
];

async function openSection(page: Page, name: string): Promise<Locator> {
  const sections = page.getByRole("navigation", { name: "Sections of the specification" });
  // A section's link begins with how much of it is filled; links to its fields do not.
  await sections.getByRole("link", { name: new RegExp(`^\\d+ ${name}$`) }).click();
  const section = page.getByRole("main");
  await expect(section.getByRole("heading", { level: 2, name })).toBeVisible();
  return section;
}

const saved = (page: Page) =>
  expect(page.getByRole("region", { name: "Review" }).getByText("Saved", { exact: true })).toBeVisible();

async function specOf(page: Page, team: string, number: number): Promise<unknown> {
  return (await (await page.request.get(`/api/v1/teams/${team}/reviews/${number}/export.json`)).json()).spec;
}

test("a new user specifies, draws, scores, publishes, works with another person, compares, exports and imports", async ({
  browser,
}) => {
  const [folder, port] = [newFolder(), await freePort()];
  await ready(start({ LINTEL_DATA_DIR: folder, PORT: port }), port);
  const baseURL = `http://localhost:${port}`;
  const page = await (await browser.newContext({ baseURL })).newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));

  await test.step("signs up and finds the worked example, complete and scored", async () => {
    await page.goto("/");
    await page.getByRole("textbox", { name: "Name" }).fill("First author");
    await page.getByRole("textbox", { name: "E-mail" }).fill("author@example.com");
    await page.getByRole("textbox", { name: "Password" }).fill(password);
    await page.getByRole("textbox", { name: "Team" }).fill("Payments");
    await page.getByRole("button", { name: "Make account and team" }).click();
    await page.getByRole("link", { name: /worked example/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: /E-commerce/ })).toBeVisible();
    await expect(page.getByText("100 %").first()).toBeVisible();
  });

  await test.step("creates a review from the monolith-to-microservices template", async () => {
    await page.getByRole("link", { name: "Lintel, to the board" }).click();
    const dialog = page.getByRole("dialog", { name: "New review" });
    await opening(() => page.getByRole("button", { name: "New review" }).click(), dialog);
    await dialog.getByRole("textbox", { name: "Title" }).fill("Orders out of the monolith");
    await dialog.getByText("Monolith to microservices", { exact: true }).first().click();
    await dialog.getByRole("button", { name: "Create review" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Orders out of the monolith" })).toBeVisible();
    await saved(page);
  });

  await test.step("fills in every section", async () => {
    for (const [name, label, text] of sections) {
      const section = await openSection(page, name);
      await section.getByRole("textbox", { name: label, exact: true }).click();
      await page.keyboard.insertText(text);
      await expect(section.getByText(text)).toBeVisible();
    }
    const architecture = await openSection(page, "High-level architecture");
    const style = architecture.getByRole("region", { name: "Architecture", exact: true });
    await style.getByText("Microservices", { exact: true }).click();
    await expect(style.getByRole("checkbox", { name: "Microservices", exact: true })).toBeChecked();
    const services = await openSection(page, "Service decomposition");
    await services.getByRole("button", { name: "Add dependency" }).click();
    await page.keyboard.type("Payment provider");
    await expect(services.getByRole("group", { name: "Dependency Payment provider" })).toBeVisible();
    const decisions = await openSection(page, "Decisions");
    await decisions.getByRole("button", { name: "Add assumption" }).click();
    await page.keyboard.type("The monolith's tables can be read by another service.");
    const deliverables = await openSection(page, "Deliverables");
    const runbook = deliverables.getByRole("region", { name: "Runbook" });
    await runbook.getByRole("textbox", { name: "Owner" }).fill("Payments team");
    const data = await openSection(page, "Data");
    await data.getByRole("textbox", { name: "Schema (PostgreSQL DDL)" }).click();
    await page.keyboard.insertText("create table orders (id uuid primary key, placed_at timestamptz not null);");
    await saved(page);
  });

  await test.step("draws two diagrams and sees the generated ones", async () => {
    await page.getByRole("link", { name: "Diagrams", exact: true }).click();
    for (const kind of ["Sequence", "State"]) {
      await page.getByRole("navigation", { name: "Diagrams" }).getByRole("button", { name: "Add" }).first().click();
      await page.getByRole("menuitem", { name: new RegExp(`^${kind}`) }).click();
      await expect(page.getByRole("figure").getByRole("img").first()).toBeVisible({ timeout: 30_000 });
    }
    for (const [name, text] of [
      ["Containers", "Payment provider"],
      ["Entity relationships", "placed_at"],
    ] as const) {
      await page.getByRole("navigation", { name: "Diagrams" }).getByRole("button", { name }).click();
      await expect(page.getByRole("figure").getByText(text).first()).toBeVisible({ timeout: 30_000 });
    }
    await saved(page);
  });

  await test.step("answers the quality checklist", async () => {
    await page.getByRole("link", { name: "Checklist", exact: true }).click();
    const questions = page.getByRole("main").getByRole("article");
    await expect(questions).toHaveCount(6);
    for (const question of await questions.all()) {
      await question.getByRole("checkbox").first().check();
      // Where the specification says otherwise, an answer takes a reason.
      const reason = question.getByRole("textbox", { name: /why/i });
      if (await reason.isVisible()) await reason.fill("Agreed with the team, and written down next week.");
    }
    await expect(page.getByRole("button", { name: "Unanswered: 0" }).first()).toBeVisible();
  });

  const publish = async (message: string, number: number) => {
    await page.getByRole("link", { name: /^Versions/ }).click();
    await page.getByRole("button", { name: "Publish version" }).first().click();
    const dialog = page.getByRole("dialog", { name: `Publish version ${number}` });
    await dialog.getByRole("textbox", { name: "What is new?" }).fill(message);
    await dialog.getByRole("button", { name: "Publish" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(message).first()).toBeVisible();
  };
  await test.step("publishes", () => publish("First complete design", 1));

  const invited = await (await browser.newContext({ baseURL })).newPage();
  await test.step("edits the same text at the same time as an invited editor in a second browser", async () => {
    const reply = await page.request.post("/api/v1/teams/payments/invitations", { data: { role: "editor" } });
    const { token } = await reply.json();
    await invited.goto(`/invitations/${token}`);
    const signUp = invited.getByRole("link", { name: /make an account|sign up/i });
    if (await signUp.isVisible().catch(() => false)) await signUp.click();
    await invited.getByRole("textbox", { name: "Name" }).fill("Invited editor");
    await invited.getByRole("textbox", { name: "E-mail" }).fill("editor@example.com");
    await invited.getByRole("textbox", { name: "Password" }).fill(password);
    await invited.getByRole("button", { name: /join|make account/i }).click();
    await expect(invited.getByRole("link", { name: /Orders out of the monolith/ })).toBeVisible();
    const address = "/payments/reviews/2/spec/requirements";
    await Promise.all([page.goto(address), invited.goto(address)]);
    const [ours, theirs] = [page, invited].map((one) =>
      one.getByRole("main").getByRole("textbox", { name: "Goals", exact: true }),
    );
    if (!ours || !theirs) throw new Error("both pages have the field");
    await Promise.all([saved(page), saved(invited)]);
    await ours.click();
    await page.keyboard.insertText("The first line. ");
    await expect(theirs).toContainText("The first line.");
    await theirs.click();
    await invited.keyboard.press("Control+End");
    await Promise.all([page.keyboard.type("Typed by the author. "), invited.keyboard.type("Typed by the editor. ")]);
    for (const field of [ours, theirs]) {
      await expect(field).toContainText("Typed by the author.");
      await expect(field).toContainText("Typed by the editor.");
    }
    await Promise.all([saved(page), saved(invited)]);
  });

  await test.step("publishes again, and compares the two", async () => {
    await publish("Goals written together", 2);
    await page.goto("/payments/reviews/2/compare?from=1&to=2");
    const comparison = page.getByRole("main");
    await expect(comparison.getByText("Goals").first()).toBeVisible();
    await expect(comparison.getByText(/Typed by the editor/).first()).toBeVisible();
  });

  await test.step("exports Markdown, imports it into a new review, and finds the two equal", async () => {
    await page.getByRole("link", { name: /^Versions/ }).click();
    await page
      .getByRole("button", { name: /^Export/ })
      .first()
      .click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: /Markdown/ }).click(),
    ]);
    const markdown = readFileSync(await download.path(), "utf8");
    expect(markdown).toContain("# Orders out of the monolith");
    expect(markdown).toContain("```mermaid");
    await page.goto("/payments");
    const dialog = page.getByRole("dialog", { name: "New review" });
    await opening(() => page.getByRole("button", { name: "New review" }).click(), dialog);
    await dialog.getByRole("radio", { name: "A document of yours" }).check();
    await dialog
      .locator("input[type=file]")
      .setInputFiles({ name: "orders.md", mimeType: "text/markdown", buffer: Buffer.from(markdown) });
    await dialog
      .getByRole("button", { name: /import|create/i })
      .last()
      .click();
    await expect(page).toHaveURL(/\/reviews\/3/, { timeout: 20_000 });
    expect(await specOf(page, "payments", 3)).toEqual(await specOf(page, "payments", 2));
  });
  expect(faults).toEqual([]);
});
