import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./people";

/** The card of the question whose title begins like this. */
function question(page: Page, title: RegExp): Locator {
  return page.getByRole("article", { name: title });
}

const saved = (card: Locator) => expect(card.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();

test("answers the quality checklist: confirms, overrules with a reason, sets aside, and sees the score follow", async ({
  page,
  team,
}) => {
  const { number } = await team.review({ title: "Shop", template: "e-commerce" });
  await page.goto(`/${team.slug}/reviews/${number}/checklist`);
  const score = page.getByRole("region", { name: "Score" });
  await expect(score.getByText("Not answered yet")).toBeVisible();
  await expect(score.getByRole("button", { name: "Unanswered: 6" })).toBeVisible();

  const requirements = question(page, /Does the architecture match/);
  await expect(requirements.getByText("The spec speaks for 3 of these.")).toBeVisible();
  await requirements.getByRole("button", { name: "Confirm" }).click();
  await saved(requirements);
  await expect(requirements.getByText("Confirmed from the spec")).toBeVisible();
  await expect(score.getByRole("button", { name: "No risk: 1" })).toBeVisible();

  await requirements.getByRole("checkbox", { name: /functional requirements/ }).uncheck();
  await expect(requirements.getByText("Not saved yet")).toBeVisible();
  await requirements.getByLabel(/Why is the spec wrong here/).fill("Two of the musts have no service yet.");
  await saved(requirements);
  await expect(score.getByRole("button", { name: "Medium risk: 1" })).toBeVisible();

  const failures = question(page, /Are failure scenarios/);
  await failures.getByRole("button", { name: "Does not apply" }).click();
  await failures.getByRole("radio", { name: "Other" }).check();
  await expect(failures.getByText("Not saved yet: Say why the question does not apply.")).toBeVisible();
  await failures.getByLabel(/In a sentence/).fill("A prototype that is thrown away.");
  await saved(failures);
  await expect(score.getByRole("button", { name: "Not applicable: 1" })).toBeVisible();

  await page.reload();
  await expect(requirements.getByText("Overrules the spec")).toBeVisible();
  await expect(requirements.getByLabel(/Why is the spec wrong here/)).toHaveValue(
    "Two of the musts have no service yet.",
  );
  await score.getByRole("button", { name: /^Score \d+ of 100/ }).click();
  await expect(page.getByRole("dialog", { name: "How the score is made" })).toContainText("Design quality");
});

test("caps the grade while something is open, and says so", async ({ page, team }) => {
  const { number } = await team.review({ title: "Shop", template: "e-commerce" });
  await page.goto(`/${team.slug}/reviews/${number}/checklist/quality`);
  const cards = page.getByRole("article");
  await expect(cards).toHaveCount(6);
  for (let index = 0; index < 6; index += 1) {
    const card = cards.nth(index);
    await card.getByRole("button", { name: "Confirm" }).click();
    await saved(card);
    if (index === 4) await expect(page.getByText(/1 question is unanswered, so the grade is at most C/)).toBeVisible();
  }
  await expect(page.getByRole("region", { name: "Score" }).getByText("Grade A")).toBeVisible();
});

test("walks the questions by keyboard, and links evidence to a place of the spec", async ({ page, team }) => {
  const { number } = await team.review({ title: "Empty" });
  await page.goto(`/${team.slug}/reviews/${number}/checklist/backend-standards`);
  await expect(page.getByRole("heading", { name: "API contract governance" })).toBeVisible();
  await page.keyboard.press("j");
  const first = question(page, /Is every interface described/);
  await expect(first).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await saved(first);
  await expect(first.getByText("High risk", { exact: true })).toBeVisible();
  await first.getByText("Note and evidence").click();
  await first.getByLabel("Evidence: a place of the spec or a link").fill("https://example.com/contract");
  await first.getByRole("button", { name: "Add" }).click();
  await saved(first);
  await expect(first.getByRole("link", { name: "https://example.com/contract" })).toBeVisible();
  await first.getByLabel("Evidence: a place of the spec or a link").fill("Security › Secrets");
  await page.keyboard.press("Enter");
  await expect(first.getByRole("link", { name: "Security › Secrets" })).toHaveAttribute(
    "href",
    /spec\/security#security\.secrets$/,
  );
  await page.getByRole("button", { name: /^Security/ }).click();
  await expect(page.getByRole("heading", { name: "Security", exact: true })).toBeVisible();
});

test("shows both sides when two people answer the same question", async ({ page, team }) => {
  const { number } = await team.review({ title: "Together" });
  const address = `/${team.slug}/reviews/${number}/checklist/quality`;
  const editor = await team.join("editor");
  // A page that hears nothing of the other: what it shows is of before the other's answer.
  await page.routeWebSocket("**/live/events", () => {});
  await Promise.all([page.goto(address), editor.page.goto(address)]);
  const mine = question(page, /Are clear next steps/);
  const theirs = question(editor.page, /Are clear next steps/);
  await expect(mine).toBeVisible();
  await theirs.getByRole("checkbox", { name: "Next steps have owners and dates" }).check();
  await saved(theirs);
  await mine.getByRole("checkbox", { name: "None of these" }).check();
  await expect(mine.getByText("Somebody else answered this meanwhile.")).toBeVisible();
  await mine.getByRole("button", { name: "Show theirs" }).click();
  await expect(mine.getByRole("checkbox", { name: "Next steps have owners and dates" })).toBeChecked();
  await expect(mine.getByText("The editor,")).toBeVisible();
});

test("lets a viewer read and says why nothing can be changed", async ({ team }) => {
  const { number } = await team.review({ title: "Read only", template: "e-commerce" });
  const { page } = await team.join("viewer");
  await page.goto(`/${team.slug}/reviews/${number}/checklist/quality`);
  await expect(page.getByText("Your role in this team is viewer")).toBeVisible();
  await expect(page.getByRole("checkbox").first()).toBeDisabled();
  await expect(page.getByRole("button", { name: "Does not apply" })).toHaveCount(0);
});
