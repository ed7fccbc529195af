import { existsSync, readFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { build } from "esbuild";
// @ts-expect-error: the scripts run without a build and so are plain JavaScript.
import { vendorMermaid } from "../scripts/vendor.mjs";
import { contentSecurityPolicy } from "../server/security-headers";

// The drawing module of the page, alone on a page of its own, before every diagram of the collection: real ones from many
// projects, broken ones and hostile ones.

const root = join(import.meta.dirname, "..");
const fixtures = join(root, "..", "shared", "fixtures", "mermaid");
const hasFixtures = existsSync(join(fixtures, "INDEX.json"));

type Fixture = { file: string; type: string | null; valid: boolean };
type Outcome = { kind: string; message?: string; line?: number; width?: number };

const index = (): Fixture[] => JSON.parse(readFileSync(join(fixtures, "INDEX.json"), "utf8")).diagrams;
const sourceOf = ({ file }: Fixture) => readFileSync(join(fixtures, file), "utf8");
const isHostile = ({ file }: Fixture) => file.startsWith("hostile/");

declare global {
  interface Window {
    draw: (source: string, theme?: "light" | "dark") => Promise<Outcome>;
    show: (markup: string) => void;
  }
}

const harness = `
  import { drawDiagram } from "@/components/diagrams/mermaid-engine";
  window.show = (markup) => { document.getElementById("stage").innerHTML = markup; };
  window.draw = async (source, theme = "light") => {
    const result = await drawDiagram(source, theme);
    if (result.kind === "broken") return { kind: "broken", ...result.problem };
    if (result.kind === "refused") return result;
    window.show(result.drawing.svg);
    // What a reader may do to it: every part is pressed.
    for (const element of document.querySelectorAll("#stage a, #stage .clickable, #stage .node"))
      element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    return { kind: "drawn", width: result.drawing.width };
  };
`;

let server: http.Server;
let address = "";

test.beforeAll(async () => {
  vendorMermaid();
  const bundle = await build({
    stdin: { contents: harness, resolveDir: root, loader: "ts" },
    absWorkingDir: root,
    alias: { "@": root },
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "silent",
  });
  const script = bundle.outputFiles[0]?.text ?? "";
  server = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/") {
      // Without the policy the module has to hold on its own; with it, everything has to be drawn all the same.
      if (searchParams.has("policy"))
        response.setHeader("content-security-policy", contentSecurityPolicy("harness", false));
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(`<!doctype html><html lang="en"><title>Diagrams</title><body><div id="stage"></div>
        <script type="module" nonce="harness" src="/harness.js"></script></body></html>`);
      return;
    }
    if (pathname === "/harness.js") {
      response.setHeader("content-type", "text/javascript");
      response.end(script);
      return;
    }
    const file = join(root, "public", pathname);
    if (!pathname.startsWith("/vendor/") || pathname.includes("..") || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("content-type", extname(file) === ".mjs" ? "text/javascript" : "application/octet-stream");
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  address = `http://localhost:${(server.address() as AddressInfo).port}`;
});

test.afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** Opens the page and notes everything a hostile diagram could achieve. */
async function open(browser: Browser, path: string): Promise<{ page: Page; deeds: string[] }> {
  const page = await browser.newPage();
  const deeds: string[] = [];
  const isOwn = (url: string) => url.startsWith(address) || url.startsWith("data:") || url.startsWith("blob:");
  await page.exposeFunction("hit", (what: string) => deeds.push(`script: ${what}`));
  await page.addInitScript(() => {
    // What the collection's scripts call, and the usual ways to show that one ran.
    const noted = window as unknown as Record<string, unknown>;
    for (const name of ["xssAttack", "callback", "alert", "confirm", "prompt", "print", "open"])
      noted[name] = () => void (noted.hit as (what: string) => void)(name);
  });
  page.on("dialog", (dialog) => {
    deeds.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => deeds.push(`window: ${popup.url()}`));
  page.on("request", (request) => {
    if (!isOwn(request.url())) deeds.push(`request: ${request.url()}`);
  });
  page.on("framenavigated", (frame) => {
    if (!isOwn(frame.url()) && frame.url() !== "about:blank") deeds.push(`navigation: ${frame.url()}`);
  });
  await page.route(
    (url) => !isOwn(url.href),
    (route) => route.abort(),
  );
  await page.goto(`${address}${path}`);
  await page.waitForFunction(() => typeof window.draw === "function");
  return { page, deeds };
}

/** One diagram, in 15 seconds at most. */
async function draw(page: Page, source: string): Promise<Outcome> {
  const slow = new Promise<Outcome>((resolve) => setTimeout(() => resolve({ kind: "too slow" }), 15_000));
  return Promise.race([page.evaluate((text) => window.draw(text), source), slow]);
}

function report(text: string) {
  console.log(text);
  test.info().annotations.push({ type: "count", description: text });
}

test.describe("the collection of diagrams", () => {
  test.skip(!hasFixtures, "../shared/fixtures/mermaid is not here");

  test("draws every valid diagram under the page's policy and asks nobody outside", async ({ browser }) => {
    test.setTimeout(300_000);
    const valid = index().filter((fixture) => fixture.valid && !isHostile(fixture));
    const failed: string[] = [];
    const outside: string[] = [];
    const half = async (part: number) => {
      const { page, deeds } = await open(browser, "/?policy");
      for (const fixture of valid.filter((_, position) => position % 2 === part)) {
        const outcome = await draw(page, sourceOf(fixture));
        if (outcome.kind !== "drawn") failed.push(`${fixture.file}: ${outcome.kind} ${outcome.message ?? ""}`);
      }
      outside.push(...deeds);
      await page.close();
    };
    await Promise.all([half(0), half(1)]);
    report(`valid diagrams: ${valid.length - failed.length} of ${valid.length} drawn`);
    expect(failed).toEqual([]);
    expect(outside).toEqual([]);
  });

  test("shows the error of every broken diagram at one of its lines", async ({ browser }) => {
    const { page } = await open(browser, "/?policy");
    const broken = index().filter(({ valid }) => !valid);
    let shown = 0;
    for (const fixture of broken) {
      const source = sourceOf(fixture);
      const outcome = await draw(page, source);
      expect.soft(outcome.kind, fixture.file).toBe("broken");
      expect.soft(outcome.message?.length, fixture.file).toBeGreaterThan(10);
      expect.soft(outcome.line, fixture.file).toBeGreaterThanOrEqual(1);
      expect.soft(outcome.line, fixture.file).toBeLessThanOrEqual(source.split("\n").length);
      if (outcome.kind === "broken") shown++;
    }
    report(`broken diagrams: ${shown} of ${broken.length} show their error`);
  });

  test("lets no hostile diagram do anything, even without the page's policy", async ({ browser }) => {
    const { page, deeds } = await open(browser, "/");
    const hostile = index().filter(isHostile);
    for (const fixture of hostile) {
      await draw(page, sourceOf(fixture));
      expect.soft(deeds, fixture.file).toEqual([]);
      deeds.length = 0;
    }
    report(`hostile diagrams: ${hostile.length} did nothing`);
  });
});

const attacks: Record<string, string> = {
  "a style sheet in a directive": `%%{init: {"themeCSS": "* { background: url(https://evil.example/a) }"}}%%\nflowchart LR\n  a --> b`,
  "a style sheet in front matter": `---\nconfig:\n  themeCSS: "@import url(https://evil.example/b);"\n---\nflowchart LR\n  a --> b`,
  "a font in a directive": `%%{init: {"fontFamily": "x; background: url(https://evil.example/c)"}}%%\nflowchart LR\n  a --> b`,
  "a lowered security level": `%%{init: {"securityLevel": "loose"}}%%\nflowchart LR\n  a["<img src=x onerror=hit('loose')>"] --> b\n  click a "javascript:hit('click')"`,
  "a handler in a label": `flowchart LR\n  a["<img src=x onerror=hit('label')><svg onload=hit('svg')>"]`,
  "a picture from elsewhere": `flowchart LR\n  a@{ img: "https://evil.example/d.png", label: "x", w: 60, h: 60 }\n  b["<img src='https://evil.example/e.png'>"]`,
  "a picture in a class": `flowchart LR\n  a --> b\n  classDef c fill:#fff,background-image:url(https://evil.example/f)\n  class a c\n  style b background:url(https://evil.example/g)`,
  "a link": `flowchart LR\n  a --> b\n  click a href "https://evil.example/h" _blank\n  click b call hit("call")`,
  "a frame": `sequenceDiagram\n  A->>B: <iframe src="https://evil.example/i"></iframe><script>hit("script")</script>`,
  "a polluting configuration": `%%{init: {"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}}%%\nflowchart LR\n  a`,
};

test("lets no attack on the drawing module succeed", async ({ browser }) => {
  const { page, deeds } = await open(browser, "/");
  for (const [name, source] of Object.entries(attacks)) {
    await draw(page, source);
    await page.waitForTimeout(50);
    expect.soft(deeds, name).toEqual([]);
    deeds.length = 0;
    expect
      .soft(await page.locator("#stage script, #stage iframe, #stage a[href], #stage [onload]").count(), name)
      .toBe(0);
    expect.soft(await page.evaluate(() => "polluted" in {}), name).toBe(false);
  }
});

test("would notice an attack that did succeed", async ({ browser }) => {
  const { page, deeds } = await open(browser, "/");
  await page.evaluate(() =>
    window.show(`<img src="data:," onerror="hit('handler')"><img src="https://evil.example/x.png">`),
  );
  await expect.poll(() => deeds.sort()).toEqual(["request: https://evil.example/x.png", "script: handler"]);
});

test("refuses what is too large at once, and the page stays usable", async ({ browser }) => {
  const { page } = await open(browser, "/?policy");
  const chain = (count: number) =>
    `flowchart LR\n${Array.from({ length: count }, (_, n) => `  n${n} --> n${n + 1}`).join("\n")}`;
  const all = (count: number) => Array.from({ length: count }, (_, n) => `n${n}`).join(" & ");
  const cases = {
    "5,000 nodes": chain(5000),
    "a million connections in a line": `flowchart LR\n  ${all(200)} --> ${all(200)}`,
    "5 MB": "x".repeat(5_000_000),
    "a sequence without end": `sequenceDiagram\n${"  A->>B: again\n".repeat(4000)}`,
  };
  for (const [name, source] of Object.entries(cases)) {
    const { kind, message, milliseconds } = await page.evaluate(async (text) => {
      const begin = performance.now();
      const outcome = await window.draw(text);
      return { ...outcome, milliseconds: performance.now() - begin };
    }, source);
    expect.soft(kind, name).toBe("refused");
    expect.soft(message, name).toMatch(/up to [\d,]+ are drawn/);
    expect.soft(milliseconds, name).toBeLessThan(1000);
  }
});
