import { randomUUID } from "node:crypto";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { type Claims, type Fault, type Provider, startProvider } from "./oidc-provider";
import { ask, type Person, password, signIn } from "./people";
import { cleanUp, freePort, newFolder, ready, start } from "./program";

// Signing in through an outside provider: who gets in, who does not and is told why, and that no account is ever taken over.

test.describe.configure({ mode: "serial" });

let provider: Provider;
let address: string;
const owner = { ...someone("Platform owner"), email: "platform@example.com" };

function someone(name: string): Claims {
  return { sub: randomUUID(), email: `${randomUUID()}@example.com`, email_verified: true, name };
}

async function startLintel(variables: Record<string, string> = {}): Promise<string> {
  const port = await freePort();
  const program = start({
    PORT: port,
    LINTEL_DATA_DIR: newFolder(),
    AUTH_OIDC_ISSUER: provider.issuer,
    AUTH_OIDC_ID: provider.clientId,
    AUTH_OIDC_SECRET: provider.clientSecret,
    AUTH_OIDC_NAME: "Company ID",
    ...variables,
  });
  await ready(program, port);
  return `http://localhost:${port}`;
}

test.beforeAll(async () => {
  test.setTimeout(120_000);
  provider = await startProvider();
  const others = { AUTH_GITHUB_ID: "git", AUTH_GITHUB_SECRET: "hub", AUTH_GOOGLE_ID: "goo", AUTH_GOOGLE_SECRET: "gle" };
  address = await startLintel(others);
});

test.afterAll(async () => {
  await cleanUp();
  await provider.close();
});

test.use({ baseURL: async ({ baseURL: _ }, use) => use(address) });

async function comeAs(page: Page, claims: Claims, fault: Fault = null): Promise<void> {
  provider.answerAs(claims, fault);
  await page.getByRole("button", { name: "Continue with Company ID" }).click();
}

async function isSignedIn(context: BrowserContext): Promise<boolean> {
  return (await context.request.get("/api/v1/account")).ok();
}

/** An invitation to the first team, made by its owner in a browser of their own. */
async function invite(page: Page, email?: string): Promise<string> {
  const other = await page.context().browser()?.newContext({ baseURL: address });
  if (!other) throw new Error("the browser has gone");
  const desk = await other.newPage();
  await desk.goto("/sign-in");
  await comeAs(desk, owner);
  await expect(desk).toHaveURL(`${address}/my-team`);
  const body = { role: "editor", ...(email ? { email } : {}) };
  const { token } = await ask<{ token: string }>(other.request, "POST", "/teams/my-team/invitations", body);
  await other.close();
  return token;
}

async function personWithPassword(page: Page): Promise<Person> {
  const person = { name: "Password holder", email: `${randomUUID()}@example.com` };
  const invitation = await invite(page);
  await ask(page.request, "POST", "/sign-up", { ...person, password, invitation });
  return person;
}

test("the first person makes the first team, and is nobody after signing out", async ({ page, context }) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "Welcome to Lintel" })).toBeVisible();
  await comeAs(page, owner);
  await expect(page).toHaveURL(`${address}/my-team`);
  await expect(page.getByRole("heading", { name: "Reviews" })).toBeVisible();
  const team = await ask<{ role: string }>(context.request, "GET", "/teams/my-team");
  expect(team.role).toBe("owner");
  expect(provider.redirects.at(-1)).toBe(`${address}/api/auth/callback/oidc`);

  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await page.getByRole("button", { name: "Account of Platform owner" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await fetch(`${address}/api/v1/account`, { headers: { cookie } })).status).toBe(401);
});

test("a second person without an invitation is refused in words", async ({ page, context }) => {
  await page.goto("/sign-in");
  await comeAs(page, someone("Passer-by"));
  await expect(page.getByRole("alert").filter({ hasText: "takes an invitation here" })).toBeVisible();
  expect(await isSignedIn(context)).toBe(false);
});

test("an invitation survives the way to the provider and back, and works once", async ({ page, browser }) => {
  const token = await invite(page);
  await page.goto(`/invitations/${token}`);
  const late = await browser.newContext({ baseURL: address });
  const latePage = await late.newPage();
  await latePage.goto(`/invitations/${token}`);
  await expect(latePage.getByRole("heading", { name: "Join My team" })).toBeVisible();

  await comeAs(page, someone("Invited editor"));
  await expect(page).toHaveURL(`${address}/my-team`);
  const team = await ask<{ role: string }>(page.request, "GET", "/teams/my-team");
  expect(team.role).toBe("editor");

  await comeAs(latePage, someone("Late comer"));
  await expect(latePage.getByRole("alert").filter({ hasText: "The invitation was used" })).toBeVisible();
  expect(await isSignedIn(late)).toBe(false);
  await late.close();
});

test("an invitation for one address lets in no other", async ({ page, context }) => {
  const invited = someone("Invited by address");
  await page.goto(`/invitations/${await invite(page, invited.email)}`);
  await comeAs(page, someone("Somebody else"));
  await expect(page.getByRole("alert").filter({ hasText: "another e-mail address" })).toBeVisible();
  expect(await isSignedIn(context)).toBe(false);
});

test("an address that has a password account is not taken over, and can be linked by its owner", async ({
  page,
  context,
}) => {
  const person = await personWithPassword(page);
  const claims = { ...someone(person.name), email: person.email };
  await page.goto("/sign-in");
  await comeAs(page, claims);
  await expect(
    page.getByRole("alert").filter({ hasText: "Sign in with its password, then link the provider" }),
  ).toBeVisible();
  expect(await isSignedIn(context)).toBe(false);

  await signIn(context.request, person);
  await page.goto("/account");
  const ways = page.getByRole("listitem").filter({ hasText: "Company ID" });
  provider.answerAs(claims);
  await ways.getByRole("button", { name: "Link" }).click();
  await expect(ways.getByText("Linked")).toBeVisible();
  await expect(page.getByRole("list", { name: "Sessions" }).getByRole("listitem")).toHaveCount(1);

  await context.clearCookies();
  await page.goto("/sign-in");
  await comeAs(page, claims);
  await expect(page).toHaveURL(`${address}/my-team`);
  const account = await ask<{ email: string }>(context.request, "GET", "/account");
  expect(account.email).toBe(person.email);
});

test("what belongs to another account is not linked", async ({ page, context }) => {
  await signIn(context.request, await personWithPassword(page));
  await page.goto("/account");
  provider.answerAs(owner);
  await page.getByRole("listitem").filter({ hasText: "Company ID" }).getByRole("button", { name: "Link" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "belongs to another account already" })).toBeVisible();
});

for (const [what, spelled] of [
  ["full width", (email: string) => email.replace("p", "ｐ")],
  ["a ligature", (email: string) => email.replace("example", "eˣample")],
  ["a second address", (email: string) => `${email},other@example.com`],
] as const)
  test(`an address in look-alike letters (${what}) matches no account`, async ({ page, context }) => {
    await page.goto(`/invitations/${await invite(page)}`);
    await comeAs(page, { ...someone("Look-alike"), email: spelled(owner.email) });
    await expect(page.getByRole("alert").filter({ hasText: "cannot take for yours" })).toBeVisible();
    expect(await isSignedIn(context)).toBe(false);
  });

test("an address in upper case is the same address", async ({ page }) => {
  await page.goto("/sign-in");
  await comeAs(page, { ...someone("Shouting"), email: owner.email.toUpperCase() });
  await expect(
    page.getByRole("alert").filter({ hasText: "There is an account with this address already" }),
  ).toBeVisible();
});

test("an address the provider has not verified makes no account", async ({ page, context }) => {
  await page.goto(`/invitations/${await invite(page)}`);
  await comeAs(page, { ...someone("Unverified"), email_verified: false });
  await expect(page.getByRole("alert").filter({ hasText: "has not verified" })).toBeVisible();
  expect(await isSignedIn(context)).toBe(false);
});

for (const fault of ["state", "nonce", "audience", "denied"] as const)
  test(
    `an answer with a wrong ${fault} signs nobody in`.replace("a wrong denied", "a refusal"),
    async ({ page, context }) => {
      await page.goto("/sign-in");
      await comeAs(page, owner, fault);
      await expect(page).toHaveURL(/\/sign-in\?error=/);
      await expect(
        page.getByRole("alert").filter({ hasText: /did not let you in|did not belong to this browser/ }),
      ).toBeVisible();
      expect(await isSignedIn(context)).toBe(false);
    },
  );

test("an answer brought by somebody else's link signs nobody in", async ({ page, context }) => {
  await page.goto("/api/auth/callback/oidc?code=stolen&state=stolen");
  await expect(page.getByRole("alert").filter({ hasText: "did not belong to this browser" })).toBeVisible();
  expect(await isSignedIn(context)).toBe(false);
});

test("the button of GitHub leads to its page, with a state to come back with", async ({ page }) => {
  const place = "https://github.com/login/oauth/authorize";
  await page.route(`${place}**`, (route) => route.fulfill({ body: "the provider's page" }));
  await page.goto("/sign-in");
  const asked = page.waitForRequest((request) => request.url().startsWith(place));
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  const parameters = new URL((await asked).url()).searchParams;
  expect(parameters.get("redirect_uri")).toBe(`${address}/api/auth/callback/github`);
  expect(parameters.get("client_id")).toBe("git");
  expect(parameters.get("state")?.length).toBeGreaterThan(20);
  expect(parameters.get("code_challenge_method")).toBe("S256");
});

test("a provider that is not configured has no button", async ({ page }) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("button", { name: "Continue with Google" })).toBeVisible();
  const plain = await startLintel({ AUTH_OIDC_ISSUER: "" });
  await page.goto(`${plain}/sign-up`);
  await expect(page.getByRole("button", { name: "Make account and team" })).toBeEnabled();
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("button", { name: /^Continue with/ })).toHaveCount(0);
});

test("where signing up is open, a second person gets in without an invitation", async ({ page, browser }) => {
  const open = await startLintel({ LINTEL_OPEN_SIGN_UP: "1" });
  await page.goto(`${open}/sign-up`);
  await comeAs(page, someone("First here"));
  await expect(page).toHaveURL(`${open}/my-team`);
  const other = await browser.newContext({ baseURL: open });
  const second = await other.newPage();
  await second.goto("/sign-in");
  await comeAs(second, someone("Second here"));
  await expect(second.getByRole("heading", { name: "You are in no team yet" })).toBeVisible();
  await other.close();
});
