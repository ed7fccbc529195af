import type { Page } from "@playwright/test";
import { ask, expect, test } from "./people";

// Text that tries to be more than text, in every place that shows some, in a real browser with the policy on.

/** Each would call `window.ran` if it ever came to life, or fetch something from elsewhere. */
const payloads = [
  "<script>window.ran('script')</script>",
  "<img src=x onerror=\"window.ran('img')\">",
  "<svg/onload=window.ran('svg')>",
  '"><iframe srcdoc="<script>parent.ran(\'frame\')</script>"></iframe>',
  "<a href=\"javascript:window.ran('link')\">open</a>",
  "[open](javascript:window.ran('markdown')) ![x](https://outside.example/pixel.png)",
  "<style>@import 'https://outside.example/x.css';</style>",
  "<details open ontoggle=window.ran('toggle')>",
  "\u0024{window.ran('template')}{{constructor.constructor('ran(1)')()}}",
  "<math><mtext></table><mglyph><style><img src=x onerror=window.ran('mutation')>",
];
const all = payloads.join("\n\n");
const line = (number: number) => payloads[number % payloads.length] as string;

const mermaid = `flowchart LR
  a["<img src=x onerror=window.ran('mermaid')>"] --> b["<script>window.ran('m2')</script>"]
  click a "javascript:window.ran('click')"
  b --> c@{ img: "https://outside.example/node.png", label: "c" }
  style a fill:url(https://outside.example/fill.svg)
  %%{init: {"securityLevel": "loose", "themeCSS": "@import 'https://outside.example/t.css'; *{background:url(https://outside.example/u.png)}"}}%%
`;
const ddl = `-- ${line(0)}
create table "<img src=x onerror=window.ran('ddl')>" (id int primary key, "<svg/onload=window.ran('c')>" text);
comment on table "<img src=x onerror=window.ran('ddl')>" is '${line(1).replaceAll("'", "''")}';`;
const openApi = `openapi: 3.1.0\ninfo:\n  title: "<script>window.ran('api')</script>"\n  description: |\n    ${all.replaceAll("\n", "\n    ")}\n  version: "1"\npaths: {}\n`;

/** Counts what ran and what was asked for from elsewhere, on every page of a browser. */
async function watch(page: Page) {
  const ran: string[] = [];
  const outside: string[] = [];
  await page.context().exposeFunction("ran", (what: string) => ran.push(`${what} on ${page.url()}`));
  // Anything that is not this site is refused before it leaves the machine.
  await page.context().route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.protocol.startsWith("http") && url.hostname !== "localhost") {
      outside.push(url.href);
      return route.abort();
    }
    return route.fallback();
  });
  page.on("dialog", (dialog) => {
    ran.push("dialog");
    void dialog.dismiss();
  });
  return { ran, outside };
}

test("the watch sees a script that runs and a picture from elsewhere, where no policy stops them", async ({ page }) => {
  const { ran, outside } = await watch(page);
  await page.route("**/control", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<h1>Control</h1>${all}<img src="https://outside.example/p.png">`,
    }),
  );
  await page.goto("/control");
  await expect.poll(() => ran.length).toBeGreaterThan(2);
  await expect.poll(() => outside.length).toBeGreaterThan(0);
});

test("nothing that users write comes to life, on any page that shows it", async ({ page, team }) => {
  test.setTimeout(400_000);
  const { ran, outside } = await watch(page);
  const { request } = page.context();
  const { number, revision } = await team.review({ title: line(1) });
  const api = `/teams/${team.slug}/reviews/${number}`;
  const base = `/${team.slug}/reviews/${number}`;
  const set = (path: string, value: unknown) => ({ op: "set", path, value });
  const insert = (path: string, item: unknown) => ({ op: "insert", path, item });

  await test.step("write it everywhere", async () => {
    await ask(request, "PATCH", api, { labels: ["<img src=x onerror=ran('l')>", line(2)], revision });
    await ask(request, "PATCH", `/teams/${team.slug}`, { name: "<svg/onload=window.ran('team')>", revision: 1 });
    await ask(request, "PATCH", `${api}/draft`, {
      edits: [
        set("requirements.problem", all),
        set("requirements.goals", all),
        insert("requirements.functional", { ref: line(0), text: line(2) }),
        insert("services.services", { name: line(1), responsibility: all, owner: line(4) }),
        insert("architecture.diagrams", { name: line(1), source: mermaid, note: all }),
        set("data.ddl", ddl),
        insert("contract.documents", { name: line(3), source: openApi }),
        insert("decisions.decisions", { title: line(7), context: all }),
        insert("decisions.risks", { risk: line(9) }),
      ],
    });
    await ask(request, "POST", `${api}/versions`, { message: all });
    await ask(request, "PATCH", `${api}/draft`, { edits: [set("requirements.goals", `${all} again`)] });
    await ask(request, "POST", `${api}/versions`, { message: line(1) });
    await ask(request, "PUT", `${api}/checklists/quality/answers/${await firstQuestion()}`, {
      answer: { note: all, evidence: [{ url: "https://outside.example/<script>" }] },
      revision: 0,
    });
    await team.join("editor", line(1));
  });

  async function firstQuestion(): Promise<string> {
    const { lens } = await ask<{ lens: { pillars: { questions: { id: string }[] }[] } }>(
      request,
      "GET",
      `${api}/checklists/quality`,
    );
    return lens.pillars[0]?.questions[0]?.id ?? "";
  }

  const sections = "requirements architecture services data contract decisions".split(" ");
  const addresses = [
    `/${team.slug}`,
    `/${team.slug}?layout=columns`,
    `/${team.slug}?q=${encodeURIComponent(line(1))}`,
    `/${team.slug}/settings`,
    `/${team.slug}/activity`,
    ...sections.flatMap((section) => [`${base}/spec/${section}`, `${base}/spec/${section}?mode=read`]),
    `${base}/diagrams`,
    `${base}/checklist/quality`,
    `${base}/versions`,
    `${base}/versions/1`,
    `${base}/compare?from=1&to=2`,
    `${base}/activity`,
    `/sign-in?next=${encodeURIComponent("javascript:window.ran('next')")}&error=${encodeURIComponent(line(0))}`,
    `/invitations/${encodeURIComponent(line(1))}`,
    `/${encodeURIComponent(line(2))}`,
    "/api-docs",
  ];
  for (const address of addresses) {
    await test.step(`look at ${address.slice(0, 60)}`, async () => {
      const response = await page.goto(address);
      expect(response?.headers()["content-security-policy"], address).toContain("script-src 'self' 'nonce-");
      expect(response?.status(), address).toBeLessThan(500);
      await page.waitForLoadState("networkidle");
      const read = page.getByRole("radio", { name: "Read" });
      if (await read.isVisible()) {
        await read.check({ force: true });
        await page.waitForTimeout(150);
      }
      const live = await page.evaluate(
        () =>
          [...document.querySelectorAll("body *")].filter(
            (element) =>
              element.localName === "iframe" ||
              [...element.attributes].some(
                ({ name, value }) => /^on/i.test(name) || (/href|src/.test(name) && /^\s*javascript:/i.test(value)),
              ),
          ).length,
      );
      expect(live, `live elements at ${address}`).toBe(0);
    });
  }

  await test.step("bring it along in a file whose name is one too", async () => {
    await page.goto(`/${team.slug}`);
    await page
      .getByRole("button", { name: /^New review/ })
      .first()
      .click();
    const dialog = page.getByRole("dialog", { name: "New review" });
    await dialog.getByRole("radio", { name: "A document of yours" }).check({ force: true });
    const buffer = Buffer.from(
      `# ${line(1)}\n\n## ${line(2)}\n\n${all}\n\n| ${line(1)} | b |\n| - | - |\n| x | ${line(0)} |\n`,
    );
    const name = "<img src=x onerror=window.ran('file')>.md";
    await page.getByLabel("Document to import").setInputFiles({ name, mimeType: "text/markdown", buffer });
    await expect(dialog.getByRole("row").nth(1)).toBeVisible();
    await dialog.getByRole("button", { name: "Import and create" }).click();
    await expect(page).toHaveURL(/reviews\/2/);
    await page.waitForLoadState("networkidle");
  });

  expect(ran).toEqual([]);
  expect(outside).toEqual([]);
  expect(await page.evaluate(() => "polluted" in {})).toBe(false);
});
