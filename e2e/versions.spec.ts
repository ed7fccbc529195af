import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { ask, expect, test } from "./people";

type Draft = { seq: number; spec: Record<string, Record<string, unknown>> };
type Preview = { title: string; spec: Draft["spec"]; report: { certainty: string }[] };

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

async function publish(page: Page, message: string) {
  await page.getByRole("button", { name: "Publish version" }).click();
  await page.getByLabel("What is new?").fill(message);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("link", { name: message })).toBeVisible();
}

test("versions are published, compared, restored, and taken away unchanged", async ({ page, team }) => {
  test.slow();
  const { number } = await team.review({ title: "Leave the monolith", template: "monolith-to-microservices" });
  const address = `/${team.slug}/reviews/${number}`;
  const api = `/teams/${team.slug}/reviews/${number}`;
  const { request } = page.context();
  const { spec: first } = await ask<Draft>(request, "GET", `${api}/draft`);

  await page.goto(`${address}/versions`);
  await expect(page.getByText("Nothing is published yet")).toBeVisible();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await publish(page, "First complete design");

  await test.step("what changed since stands field by field, in words", async () => {
    await ask(request, "PATCH", `${api}/draft`, {
      edits: [
        { op: "set", path: "requirements.problem", value: "Every release waits for every team." },
        { op: "set", path: "requirements.scale.peakRate", value: 4321 },
        { op: "insert", path: "decisions.risks", item: { risk: "Two writers for one table" } },
      ],
    });
    await page.getByRole("link", { name: "What changed" }).click();
    await expect(page.getByText("3 changes in 2 sections")).toBeVisible();
    await expect(page.locator("ins").getByText(/4.?321/)).toBeVisible();
    await expect(page.getByRole("heading", { name: "Added Risks › Two writers for one table" })).toBeVisible();
    await page.getByRole("radio", { name: "Side by side" }).check({ force: true });
    await expectAccessible(page);
  });

  await page.getByRole("link", { name: /^Versions/ }).click();
  await publish(page, "Name the second writer");
  await expectAccessible(page);

  await test.step("a version reads as it was", async () => {
    await page.getByRole("link", { name: "Version 2" }).click();
    await expect(page.getByRole("heading", { name: "Version 2" })).toBeVisible();
    await expect(page.getByText("Every release waits for every team.")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the draft becomes an older version again", async () => {
    await page.goto(`${address}/versions/1`);
    await page.getByRole("button", { name: "Restore", exact: true }).click();
    await page.getByRole("button", { name: "Restore into the draft" }).click();
    await expect(page.getByText("The draft is version 1 again")).toBeVisible();
    expect((await ask<Draft>(request, "GET", `${api}/draft`)).spec).toEqual(first);
    await page.goto(`${address}/compare?from=1&to=draft`);
    await expect(page.getByText("No difference")).toBeVisible();
  });

  await test.step("Markdown and JSON bring back what was taken away", async () => {
    for (const [extension, format] of [
      ["md", "markdown"],
      ["json", "json"],
    ]) {
      const file = await request.get(`/api/v1${api}/export.${extension}?version=1`);
      const preview = await ask<Preview>(request, "POST", `/teams/${team.slug}/import-preview`, {
        text: await file.text(),
        format,
      });
      expect(preview.spec).toEqual(first);
      expect(preview.title).toBe("Leave the monolith");
      expect(preview.report.filter(({ certainty }) => certainty === "kept")).toEqual([]);
    }
  });
});

test("a viewer reads versions and is told why not to publish", async ({ team }) => {
  const { number } = await team.review({ title: "Read only" });
  const { page } = await team.join("viewer");
  await page.goto(`/${team.slug}/reviews/${number}/versions`);
  const button = page.getByRole("button", { name: "Publish version" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAttribute("aria-description", /Your role in this team is viewer/);
});
