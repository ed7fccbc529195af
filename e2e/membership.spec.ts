import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, opening, password, test } from "./people";

// How people come in, what they may do, and how they leave.

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
}

test("an invitation link makes an account, once, with the role it gives", async ({ page, team, browser, baseURL }) => {
  await page.goto(`/${team.slug}/settings/members`);
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByRole("radio", { name: "Reviewer" }).check();
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByRole("textbox", { name: "Invitation link" }).inputValue();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("list", { name: "Open invitations" })).toContainText("Anybody with the link");
  await expectAccessible(page);

  const guest = await browser.newContext({ baseURL });
  const other = await guest.newPage();
  const email = `${randomUUID()}@example.com`;
  await test.step("the invited person signs up with it", async () => {
    await other.goto(link);
    await expect(other.getByRole("heading", { name: /^Join Team/ })).toBeVisible();
    await expectAccessible(other);
    await other.getByLabel("Name").fill("API reviewer");
    await other.getByLabel("E-mail").fill(email);
    await other.getByLabel("Password", { exact: true }).fill("short");
    await other.getByRole("button", { name: "Make account" }).click();
    await expect(other.getByText("Must have 10 characters or more.")).toBeVisible();
    await other.getByLabel("Password", { exact: true }).fill(password);
    await other.getByRole("button", { name: "Make account" }).click();
    await expect(other).toHaveURL(new RegExp(`/${team.slug}$`));
  });
  await test.step("the link leads them to the team, and works for nobody else any more", async () => {
    await other.goto(link);
    await expect(other).toHaveURL(new RegExp(`/${team.slug}$`));
    const stranger = await browser.newContext({ baseURL });
    const third = await stranger.newPage();
    await third.goto(link);
    await expect(third.getByText(/This invitation was used/)).toBeVisible();
    await stranger.close();
  });
  await test.step("the owner makes them an editor", async () => {
    await page.reload();
    await page.getByRole("button", { name: "Actions for API reviewer" }).click();
    await page.getByRole("menuitem", { name: /^Editor/ }).click();
    await expect(page.getByRole("list", { name: "Members" })).toContainText("Editor");
    await other.goto(`/${team.slug}`);
    await expect(other.getByRole("button", { name: "New review" }).first()).not.toHaveAttribute(
      "aria-disabled",
      "true",
    );
  });
  await test.step("signed out, a wrong password is refused and the right one leads back", async () => {
    await other.getByRole("button", { name: "Account of API reviewer" }).click();
    await other.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(other).toHaveURL(/\/sign-in/);
    await other.goto(`/${team.slug}/activity`);
    await expectAccessible(other);
    await other.getByLabel("E-mail").fill(email);
    await other.getByLabel("Password", { exact: true }).fill("not the password");
    await other.getByRole("button", { name: "Sign in" }).click();
    await expect(other.getByText("E-mail and password do not match.")).toBeVisible();
    await other.getByLabel("Password", { exact: true }).fill(password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await expect(other).toHaveURL(new RegExp(`/${team.slug}/activity$`));
    await expect(other.getByText("joined as reviewer")).toBeVisible();
  });
  await guest.close();
});

test("the last owner cannot leave, and learns why", async ({ page, team }) => {
  await page.goto(`/${team.slug}/settings`);
  const leave = page.getByRole("button", { name: "Leave" });
  await expect(leave).toHaveAttribute("aria-disabled", "true");
  await expect(leave).toHaveAttribute("data-tip", /at least one owner/);
  await page.getByLabel("Name").fill("Renamed team");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: /^Renamed team/ })).toBeVisible();
  await expectAccessible(page);
});

test("a new password signs out the other browsers", async ({ team, browser, baseURL }) => {
  const { page, person } = await team.join("editor");
  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  await other.goto("/sign-in");
  await other.getByLabel("E-mail").fill(person.email);
  await other.getByLabel("Password", { exact: true }).fill(password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other).toHaveURL(new RegExp(`/${team.slug}$`));

  await page.goto("/account");
  await expect(page.getByRole("list", { name: "Sessions" }).getByRole("listitem")).toHaveCount(2);
  await expectAccessible(page);
  await page.getByLabel("Present password").fill("not the password");
  await page.getByLabel("New password").fill("another long password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("The present password is not right.")).toBeVisible();
  await page.getByLabel("Present password").fill(password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed")).toBeVisible();

  await other.goto(`/${team.slug}`);
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await elsewhere.close();
});

test("an open page says when its session has ended", async ({ team }) => {
  const { page, context } = await team.join("editor");
  await page.goto(`/${team.slug}`);
  await expect(page.getByRole("heading", { name: "Reviews" })).toBeVisible();
  await context.clearCookies();
  await opening(
    () => page.getByRole("button", { name: "Filter" }).click(),
    page.getByRole("menuitem", { name: "Label" }),
  );
  await page.getByRole("menuitem", { name: "Label" }).click();
  await expect(page.getByRole("link", { name: /^Signed out/ })).toBeVisible();
});
