import { readFile } from "node:fs/promises";
import { expect, test } from "./people";

const houseRules = (second: string) => `{
  "schemaVersion": "2021-11-01",
  "name": "House rules",
  "pillars": [{
    "id": "running", "name": "Running it",
    "questions": [{
      "id": "who_runs_it", "title": "Who runs it at night?",
      "choices": [
        { "id": "on_call", "title": "Somebody is on call", "improvementPlan": { "displayText": "Name a rota." } },
        { "id": "${second}", "title": "There is a runbook", "improvementPlan": { "displayText": "Write one." } }
      ],
      "riskRules": [
        { "condition": "on_call && runbook", "risk": "NO_RISK" },
        { "condition": "default", "risk": "HIGH_RISK" }
      ]
    }]
  }]
}
`;

test("brings a checklist of its own, answers it, sees its score, takes it away and archives it", async ({
  page,
  team,
}) => {
  const { number } = await team.review({ title: "Shop" });
  await page.goto(`/${team.slug}/settings`);
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Checklists" }).click();
  const list = page.getByRole("list", { name: "Checklists" });
  await expect(list.getByRole("listitem")).toHaveCount(2);

  await page.getByRole("button", { name: "Import", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Import a checklist" });
  await dialog.getByLabel("Or paste its text").fill(houseRules("run_book"));
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  const faults = dialog.getByRole("list", { name: "Faults" });
  await expect(faults).toContainText("pillars.0.questions.0.riskRules.0.condition");
  await expect(faults).toContainText("The question has no choice");

  const text = houseRules("runbook");
  await dialog
    .getByLabel("Checklist to import")
    .setInputFiles({ name: "house-rules.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  const row = list.getByRole("listitem").filter({ hasText: "House rules" });
  await expect(row).toContainText("1 question, version 1");

  const download = page.waitForEvent("download");
  await row.getByRole("link", { name: "Download House rules" }).click();
  expect(await readFile(await (await download).path(), "utf8")).toBe(text);

  await page.goto(`/${team.slug}/reviews/${number}/checklist`);
  await page.getByRole("navigation", { name: "Checklists" }).getByRole("link", { name: "House rules" }).click();
  const card = page.getByRole("article", { name: /Who runs it at night/ });
  await card.getByRole("checkbox", { name: "Somebody is on call" }).check();
  await card.getByRole("checkbox", { name: "There is a runbook" }).check();
  await expect(
    page.getByRole("region", { name: "Score" }).getByRole("button", { name: /^Score 100 of 100/ }),
  ).toBeVisible();

  const viewer = await team.join("viewer");
  await viewer.page.goto(`/${team.slug}/settings/lenses`);
  await expect(viewer.page.getByRole("link", { name: "Download House rules" })).toBeVisible();
  await expect(viewer.page.getByRole("button", { name: "Archive House rules" })).toHaveCount(0);

  await page.goto(`/${team.slug}/settings/lenses`);
  await page.getByRole("button", { name: "Archive House rules" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Archive" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await page.goto(`/${team.slug}/activity`);
  await expect(page.getByText("archived the checklist “House rules”")).toBeVisible();
});
