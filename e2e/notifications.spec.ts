import AxeBuilder from "@axe-core/playwright";
import type { APIRequestContext, Page } from "@playwright/test";
import { mentionOf } from "@/core/comments/mentions";
import { startMailServer } from "@/server/mail/testing";
import { ask, expect, opening, password, signIn, test } from "./people";
import { cleanUp, freePort, newFolder, ready, start } from "./program";

test.afterEach(cleanUp);

const anchor = { kind: "place", path: "requirements.problem" };

/** Somebody writes a comment that names somebody else. */
async function mention(request: APIRequestContext, review: string, who: { id: string; name: string }, text: string) {
  await ask(request, "POST", `/teams${review}/threads`, { anchor, body: `${mentionOf(who)} ${text}` });
}

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
}

// Whoever is told is somebody new: the owner of the team is told by other tests as well.

test("a mention reaches the bell, the inbox, and leads to its thread", async ({ context: writer, team }) => {
  const { number } = await team.review({ title: "Checkout" });
  const review = `/${team.slug}/reviews/${number}`;
  const { page } = await team.join("reviewer", "The API reviewer");
  const me = await ask<{ id: string; name: string }>(page.request, "GET", "/account");
  await page.goto(`/${team.slug}`);
  await expect(page.getByRole("link", { name: "Inbox", exact: true })).toBeVisible();

  await mention(writer.request, review, me, "how long is the timeout?");
  await mention(writer.request, review, me, "and who retries?");
  // Nobody reloads: the open page is told.
  const bell = page.getByRole("link", { name: "Inbox, 2 unread" });
  await expect(bell).toBeVisible({ timeout: 30_000 });
  await bell.click();
  const section = page.getByRole("region", { name: "Checkout" });
  await expect(section.getByRole("listitem")).toHaveCount(2);
  await expect(section).toContainText("Owner mentioned you in thread 1");
  await expect(section).toContainText("who retries?");
  await expectAccessible(page);

  const newest = section.getByRole("link", { name: /mentioned you in thread 2/ });
  await opening(() => page.keyboard.press("j"), newest.and(page.locator(":focus")));
  await page.keyboard.press("e");
  await expect(newest).toBeHidden();
  await expect(page.getByRole("link", { name: "Inbox, 1 unread" })).toBeVisible();
  await page.getByRole("radio", { name: "All" }).check();
  await newest.focus();
  await page.keyboard.press("u");
  await expect(page.getByRole("link", { name: "Inbox, 2 unread" })).toBeVisible();

  await section.getByRole("link", { name: /mentioned you in thread 1/ }).click();
  await page.waitForURL(/\/threads\/1#comment-\d+$/);
  await expect(page.getByText("how long is the timeout?").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Inbox, 1 unread" })).toBeVisible();
});

test("a muted review is silent, and the account says that mail is off", async ({ context: writer, team }) => {
  const { number } = await team.review({ title: "Loud design" });
  const review = `/${team.slug}/reviews/${number}`;
  const { page } = await team.join("viewer");
  const me = await ask<{ id: string; name: string }>(page.request, "GET", "/account");
  await mention(writer.request, review, me, "first");
  await page.goto("/inbox?show=all");
  const section = page.getByRole("region", { name: "Loud design" });
  await expect(section).toBeVisible();
  await opening(
    () => section.getByRole("button", { name: "Mute this review" }).click({ timeout: 2000 }),
    section.getByRole("button", { name: "Unmute this review" }),
  );
  await mention(writer.request, review, me, "second");
  await page.goto("/account");
  const card = page.locator("#notifications");
  await expect(card).toContainText("not set up to send mail");
  await expect(card.getByRole("checkbox", { name: "Replies by e-mail" })).toBeDisabled();
  await expect(card).toContainText("Loud design");
  await card.getByRole("listitem").filter({ hasText: "Loud design" }).getByRole("button", { name: "Unmute" }).click();
  await expect(card).not.toContainText("Loud design");
  const { items } = await ask<{ items: { review: { title: string } }[] }>(page.request, "GET", "/inbox");
  expect(items.filter(({ review }) => review.title === "Loud design")).toHaveLength(1);
});

test("mail tells of a mention, leads back, and can be turned off without signing in", async ({ browser }) => {
  test.setTimeout(150_000);
  const [folder, port, smtp] = [newFolder(), await freePort(), await startMailServer()];
  const baseURL = `http://localhost:${port}`;
  const program = start({
    LINTEL_DATA_DIR: folder,
    PORT: port,
    LINTEL_URL: baseURL,
    LINTEL_SMTP_URL: smtp.url,
    LINTEL_MAIL_FROM: "Lintel <lintel@example.com>",
    LINTEL_MAIL_DELAY: "0",
  });
  await ready(program, port);
  const [mine, theirs, stranger] = await Promise.all([1, 2, 3].map(() => browser.newContext({ baseURL })));
  if (!mine || !theirs || !stranger) throw new Error("three browsers were opened");
  const [owner, other] = [
    { name: "The owner", email: "owner@example.com" },
    { name: "The reviewer", email: "reviewer@example.com" },
  ];
  await ask(mine.request, "POST", "/sign-up", { ...owner, password, team: "Payments" });
  await signIn(mine.request, owner);
  const { token } = await ask<{ token: string }>(mine.request, "POST", "/teams/payments/invitations", {
    role: "reviewer",
  });
  await ask(theirs.request, "POST", "/sign-up", { ...other, password, invitation: token });
  await signIn(theirs.request, other);
  const me = await ask<{ id: string; name: string }>(mine.request, "GET", "/account");

  await mention(theirs.request, "/payments/reviews/1", me, "how long is the timeout?");
  await expect.poll(() => smtp.received.length, { timeout: 30_000 }).toBe(1);
  const [letter] = smtp.received;
  expect(letter?.recipients).toEqual([owner.email]);
  expect(letter?.text).toContain("The reviewer mentioned you in thread 1\n> @The owner how long is the timeout?");

  const page = await mine.newPage();
  await page.goto(/http\S+\/threads\/\S+/.exec(letter?.text ?? "")?.[0] ?? "");
  await expect(page.getByText("how long is the timeout?").first()).toBeVisible();
  await page.goto("/account");
  await expect(page.getByRole("radio", { name: /At once/ })).toBeChecked();

  const door = await stranger.newPage();
  const link = /http\S+\/unsubscribe\/\S+/.exec(letter?.text ?? "")?.[0] ?? "";
  await door.goto(link);
  await expect(door.getByRole("button", { name: "Stop only: mentions" })).toBeVisible();
  await expectAccessible(door);
  await page.reload();
  await expect(page.getByRole("radio", { name: /At once/ }), "opening the link changes nothing").toBeChecked();
  await door.getByRole("button", { name: "Stop all mail" }).click();
  await expect(door.getByRole("heading", { name: "You get no more mail" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("radio", { name: "Never" })).toBeChecked();

  await page.getByText("At once").click();
  await expect
    .poll(async () => (await ask<{ mail: string }>(mine.request, "GET", "/account/notifications")).mail)
    .toBe("now");
  // What the mail program itself sends when its own button is pressed.
  const click = await stranger.request.post(link, { form: { "List-Unsubscribe": "One-Click" } });
  expect(click.status()).toBe(200);
  await mention(theirs.request, "/payments/reviews/1", me, "are you there?");
  await page.reload();
  await expect(page.getByRole("link", { name: /Inbox, \d unread/ })).toBeVisible({ timeout: 30_000 });
  expect(smtp.received).toHaveLength(1);
  await Promise.all([mine, theirs, stranger].map((context) => context.close()));
  await smtp.close();
});
