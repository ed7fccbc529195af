import { randomUUID } from "node:crypto";
import {
  type APIRequestContext,
  type BrowserContext,
  test as base,
  expect,
  type Locator,
  type Page,
} from "@playwright/test";

export const password = "a long enough password";
export type Person = { name: string; email: string };

/** Signs in as the sign-in page does, for the cookies of this request context. */
export async function signIn(request: APIRequestContext, person: Person): Promise<void> {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const form = { csrfToken, email: person.email, password };
  await request.post("/api/auth/callback/credentials", { form, headers: { "x-auth-return-redirect": "1" } });
  const account = await request.get("/api/v1/account");
  expect(account.status(), `signing in as ${person.email}`).toBe(200);
}

/** A request to the API that must succeed; gives its JSON. */
export async function ask<T>(request: APIRequestContext, method: string, path: string, data?: unknown): Promise<T> {
  const reply = await request.fetch(`/api/v1${path}`, { method, ...(data === undefined ? {} : { data }) });
  expect(reply.ok(), `${method} ${path}: ${reply.status()} ${await reply.text()}`).toBe(true);
  return reply.status() === 204 ? (undefined as T) : reply.json();
}

export type Team = {
  slug: string;
  /** A review made through the API. */
  review: (input: { title: string; template?: string }) => Promise<{ id: string; number: number; revision: number }>;
  /** A new person who joins the team by invitation, in a browser of their own. */
  join: (
    role: "admin" | "editor" | "reviewer" | "viewer",
    name?: string,
  ) => Promise<{ page: Page; context: BrowserContext; person: Person }>;
};

type Fixtures = { team: Team };
type WorkerFixtures = { owner: Person };

/**
 * Tests with a team of their own: `page` is signed in as its owner. The first account of the server under test is shared by all,
 * because only the first one needs no invitation.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  owner: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from its pattern
    async ({}, use) => use({ name: "Owner", email: "owner@example.com" }),
    { scope: "worker" },
  ],
  context: async ({ context, owner }, use) => {
    await context.request.post("/api/v1/sign-up", { data: { ...owner, password, team: "First" } });
    await signIn(context.request, owner);
    await use(context);
  },
  team: async ({ context, browser, baseURL }, use) => {
    const { slug } = await ask<{ slug: string }>(context.request, "POST", "/teams", {
      name: `Team ${randomUUID().slice(0, 8)}`,
    });
    const opened: BrowserContext[] = [];
    await use({
      slug,
      review: (input) => ask(context.request, "POST", `/teams/${slug}/reviews`, input),
      join: async (role, name = `The ${role}`) => {
        const { token } = await ask<{ token: string }>(context.request, "POST", `/teams/${slug}/invitations`, { role });
        const other = await browser.newContext({ baseURL });
        opened.push(other);
        const person = { name, email: `${randomUUID()}@example.com` };
        await ask(other.request, "POST", "/sign-up", { ...person, password, invitation: token });
        await signIn(other.request, person);
        return { page: await other.newPage(), context: other, person };
      },
    });
    await Promise.all(opened.map((other) => other.close()));
  },
});

/** Does something until what it opens is there: before its scripts have come, a page hears neither keys nor clicks. */
export async function opening(act: () => Promise<void>, target: Locator): Promise<void> {
  await expect(async () => {
    if (!(await target.isVisible())) await act();
    await expect(target).toBeVisible({ timeout: 4000 });
  }).toPass({ timeout: 40_000 });
}

export { expect };
