import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { ask, expect, opening, type Team, test } from "./people";

// Discussing a design: from a selected sentence to the resolved thread, by two people; and threads that follow their text.

const sentence = "Orders are written once a day";

async function reviewWithProblem(team: Team, page: Page, text: string) {
  const { number } = await team.review({ title: "Discussed design" });
  const base = `/${team.slug}/reviews/${number}`;
  await openSpec(page, base);
  await page.getByRole("textbox", { name: "Problem" }).click();
  await page.keyboard.insertText(text);
  await expect(page.getByRole("region", { name: "Review" }).getByText("Saved", { exact: true })).toBeVisible();
  return { base, api: `/teams/${team.slug}/reviews/${number}` };
}

async function openSpec(page: Page, base: string) {
  await page.goto(`${base}/spec/requirements`);
  // The editor itself, and not the text that stands in its place until it is there.
  await expect(problem(page)).toBeVisible();
}

const problem = (page: Page): Locator => page.locator(".cm-content[aria-label=Problem]");
const panel = (page: Page): Locator => page.getByRole("complementary", { name: "Threads" });
const thread = (page: Page, number: number): Locator => page.getByRole("article", { name: `Thread ${number}` });

async function selectFirstLine(page: Page) {
  await problem(page).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Shift+End");
}

function quoteOf(text: string, exact: string) {
  const start = text.indexOf(exact);
  const end = start + exact.length;
  return { exact, before: text.slice(Math.max(0, start - 32), start), after: text.slice(end, end + 32), start };
}

test("two people discuss a sentence until it is changed and resolved", async ({ page, team }) => {
  const { base } = await reviewWithProblem(team, page, `${sentence}\n\nThey are read often.`);
  const reviewer = (await team.join("reviewer", "Data lead")).page;
  await openSpec(reviewer, base);

  await test.step("the reviewer selects it, calls the author and suggests other words", async () => {
    await opening(() => selectFirstLine(reviewer), reviewer.getByRole("button", { name: /^Comment( Ctrl|$)/ }));
    await reviewer.getByRole("button", { name: /^Comment( Ctrl|$)/ }).click();
    await expect(panel(reviewer).getByText(sentence)).toBeVisible();
    await reviewer.getByRole("textbox", { name: "Comment" }).pressSequentially("Is this **still** so? @Ow");
    await reviewer.getByRole("option", { name: "Owner" }).click();
    await reviewer.getByRole("button", { name: "Suggest" }).click();
    await reviewer.getByRole("textbox", { name: "Replacement" }).fill("Orders are written at once");
    await panel(reviewer).getByRole("button", { name: "Comment", exact: true }).click();
    await expect(thread(reviewer, 1).getByText("@Owner")).toBeVisible();
    await expect(problem(reviewer).locator(".cm-thread")).toHaveText(sentence);
  });

  await test.step("the author sees it come, and applies the suggestion with one click", async () => {
    await expect(problem(page).locator(".cm-thread")).toHaveText(sentence);
    await page.getByRole("button", { name: "1 thread, 1 unread on Problem" }).click();
    await expect(thread(page, 1).getByText("still", { exact: true })).toBeVisible();
    await thread(page, 1).getByRole("button", { name: "Apply" }).click();
    await expect(problem(page)).toContainText("Orders are written at once");
    for (const each of [page, reviewer]) await expect(thread(each, 1).getByText(/^Applied/)).toBeVisible();
  });

  await test.step("they answer each other and resolve it", async () => {
    await page.getByRole("textbox", { name: "Reply" }).fill("Taken over, thank you.");
    await page.keyboard.press("Control+Enter");
    await expect(thread(reviewer, 1).getByText("Taken over, thank you.")).toBeVisible();
    await thread(reviewer, 1).getByRole("button", { name: "React" }).last().click();
    await reviewer.getByRole("button", { name: "Thumbs up" }).click();
    await expect(thread(page, 1).getByRole("button", { name: "Thumbs up: Data lead" })).toBeVisible();
    await thread(reviewer, 1).getByRole("button", { name: "Resolve" }).click();
    await reviewer.getByRole("menuitem", { name: "Done" }).click();
    await expect(thread(page, 1).getByText(/^Done, by Data lead/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Comment on Problem" })).toBeAttached();
  });
});

test("a thread follows its passage, says when it lost it, and is attached again by hand", async ({ page, team }) => {
  const text = "The shop charges the card inside of the request, and waits for the provider.";
  const { base, api } = await reviewWithProblem(team, page, text);
  const quote = quoteOf(text, "charges the card inside of the request");
  const anchor = { kind: "text", path: "requirements.problem", quote };
  await ask(page.request, "POST", `${api}/threads`, { anchor, body: "Why not afterwards?" });

  await test.step("the permalink opens it beside its text", async () => {
    await page.goto(`${base}/threads/1`);
    await expect(page).toHaveURL(/\/spec\/requirements\?thread=1#requirements\.problem$/);
    await expect(thread(page, 1).getByText("Why not afterwards?")).toBeVisible();
    await expect(problem(page).locator(".cm-thread")).toHaveText(quote.exact);
  });

  await test.step("words before it and in it are rewritten", async () => {
    await problem(page).click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.insertText("In every sale it is the same. ");
    await expect(problem(page).locator(".cm-thread")).toHaveText(quote.exact);
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(
      "In every sale it is the same. The shop charges the bank card inside of each request, and waits for the provider.",
    );
    await expect(thread(page, 1).getByText(/^moved, \d+ % sure$/)).toBeVisible();
    await expect(problem(page).locator(".cm-thread")).toHaveText(/charges the bank card inside of each request/);
  });

  await test.step("the passage goes, and the thread stays with its words", async () => {
    await problem(page).click();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText("Payment waits for nobody");
    await expect(thread(page, 1).getByText("detached")).toBeVisible();
    await expect(thread(page, 1).getByText(quote.exact)).toBeVisible();
    await thread(page, 1).getByRole("button", { name: "Attach to another place" }).click();
    await selectFirstLine(page);
    await page.getByRole("button", { name: "Attach here Ctrl" }).or(page.locator("[data-keeps-selection]")).click();
    await panel(page).getByRole("button", { name: "Attach here" }).click();
    await expect(thread(page, 1)).toBeVisible();
    await expect(problem(page).locator(".cm-thread")).toHaveText("Payment waits for nobody");
  });
});

test("threads are read, answered and resolved by keyboard, and nothing typed is lost", async ({
  page,
  context,
  team,
}) => {
  const { base, api } = await reviewWithProblem(team, page, sentence);
  for (const [path, body] of [
    ["requirements.problem", "First"],
    ["requirements.goals", "Second"],
  ])
    await ask(page.request, "POST", `${api}/threads`, { anchor: { kind: "place", path }, body });
  await openSpec(page, base);

  await test.step("walk", async () => {
    await opening(() => page.keyboard.press("n"), thread(page, 1));
    await page.keyboard.press("n");
    await expect(thread(page, 2)).toBeVisible();
    await page.keyboard.press("p");
    await expect(thread(page, 1)).toBeVisible();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog").getByText("Next thread")).toBeVisible();
    await page.keyboard.press("Escape");
  });

  await test.step("a text that was not sent survives a reload and a lost line", async () => {
    await page.keyboard.press("r");
    await page.keyboard.type("Half a sentence");
    await page.reload();
    const reply = page.getByRole("textbox", { name: "Reply" });
    await expect(reply).toHaveValue("Half a sentence");
    await page.route("**/threads/1/comments", (route) => route.abort());
    await reply.press("Control+Enter");
    await expect(page.getByRole("alert").filter({ hasText: "Not sent" })).toBeVisible();
    await expect(reply).toHaveValue("Half a sentence");
    await page.unroute("**/threads/1/comments");
    await context.setOffline(true);
    await reply.press("Control+Enter");
    await expect(thread(page, 1).getByText("sending …")).toBeVisible();
    await context.setOffline(false);
    await expect(thread(page, 1).getByRole("listitem").filter({ hasText: "Half a sentence" })).toBeVisible();
    await expect(thread(page, 1).getByText("sending …")).toBeHidden();
    await expect(reply).toHaveValue("");
  });

  await test.step("edit and delete leave a trace", async () => {
    await thread(page, 1).getByRole("button", { name: "Actions for the comment of Owner" }).last().click();
    await page.getByRole("menuitem", { name: "Edit" }).click();
    await page.getByRole("textbox", { name: "Edit the comment" }).fill("A whole sentence");
    await page.keyboard.press("Control+Enter");
    await thread(page, 1).getByRole("button", { name: "edited" }).click();
    await expect(page.getByRole("dialog", { name: "Earlier texts" }).getByText("Half")).toBeVisible();
    await page.keyboard.press("Escape");
    await thread(page, 1).getByRole("button", { name: "Actions for the comment of Owner" }).last().click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await expect(thread(page, 1).getByText(/Owner’s comment was deleted/)).toBeVisible();
  });

  await test.step("resolve, and all of it on a page", async () => {
    await page.keyboard.press("e");
    await page.getByRole("menuitem", { name: "Answered" }).press("Enter");
    await expect(thread(page, 1).getByText(/^Answered, by Owner/)).toBeVisible();
    const found = await new AxeBuilder({ page }).analyze();
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.goto(`${base}/threads`);
    const list = page.getByRole("region", { name: "All threads" });
    await expect(list.getByRole("button", { name: /Second/ })).toBeVisible();
    await expect(list.getByRole("button", { name: /First/ })).toBeHidden();
    await list.getByRole("button", { name: /^Resolved/ }).click();
    await list.getByRole("button", { name: /First/ }).click();
    await expect(thread(page, 1).getByRole("button", { name: "Reopen" })).toBeVisible();
    const onPage = await new AxeBuilder({ page }).analyze();
    expect(onPage.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});

test("versions, diagrams and questions are spoken about too, and a reader is told why they only read", async ({
  page,
  team,
}) => {
  const { number } = await team.review({ title: "Worked example", template: "e-commerce" });
  const base = `/${team.slug}/reviews/${number}`;
  await ask(page.request, "POST", `/teams/${team.slug}/reviews/${number}/versions`, { message: "First" });

  await test.step("a passage of a version as it is read", async () => {
    await page.goto(`${base}/versions/1`);
    const words = page.getByText("Stock is oversold.");
    await opening(async () => words.click({ clickCount: 3 }), page.getByRole("button", { name: /^Comment( Ctrl|$)/ }));
    await page.keyboard.press("c");
    await page.getByRole("textbox", { name: "Comment" }).fill("Since when?");
    await page.keyboard.press("Control+Enter");
    await expect(thread(page, 1).getByText("Opened on version 1.")).toBeVisible();
  });

  await test.step("a node of a diagram, from the menu", async () => {
    await page.goto(`${base}/diagrams?diagram=containers`);
    await page.getByRole("button", { name: "Comment on a part" }).click();
    await page.getByRole("menuitem", { name: "Order service", exact: true }).click();
    await page.getByRole("textbox", { name: "Comment" }).fill("Too much in one?");
    await page.keyboard.press("Control+Enter");
    await expect(thread(page, 2).getByText(/^on Containers/)).toBeVisible();
    await expect(page.locator("svg .thread-badge")).toHaveText("1");
  });

  await test.step("a question of the checklist", async () => {
    await page.goto(`${base}/checklist/quality`);
    const card = page.getByRole("article", { name: /Does the architecture match/ });
    await card.hover();
    await opening(
      () => card.getByRole("button", { name: /^Comment on Does the architecture/ }).click(),
      page.getByRole("textbox", { name: "Comment" }),
    );
    await page.getByRole("textbox", { name: "Comment" }).fill("How do we know?");
    await page.keyboard.press("Control+Enter");
    await expect(card.getByRole("button", { name: /^1 thread on/ })).toBeVisible();
  });

  await test.step("a viewer", async () => {
    const reader = (await team.join("viewer")).page;
    await reader.goto(`${base}/threads/3`);
    await expect(thread(reader, 3).getByText("How do we know?")).toBeVisible();
    await expect(thread(reader, 3).getByText(/^Your role in this team is viewer/)).toBeVisible();
    await expect(reader.getByRole("textbox", { name: "Reply" })).toBeHidden();
  });
});
