import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readSpec } from "@/core/spec/draft";
import { testDatabase } from "@/db/testing";
// @ts-expect-error: the scripts run without a build and so are plain JavaScript.
import { findBrowser } from "@/scripts/browser.mjs";
import { draftStore } from "@/server/draft-store";
import { buildMember, buildReview, cookieOf, serveLive, type TestMember, testContext } from "@/server/live/testing";

// IndexedDB is only in a browser, so these tests run the draft's own code in one.
const database = testDatabase();
const cleanups: (() => unknown)[] = [];
let browser: Browser;
let script: string;

// Going offline in the browser does not touch sockets that are open.
const entry = `
const sockets = new Set();
window.WebSocket = class extends WebSocket {
  constructor(...args) {
    super(...args);
    sockets.add(this);
  }
};
import { forgetDeviceCopies } from "./device-copy";
import { statusText } from "./draft-status";
import { openDraft } from "./open-draft";
const text = () => window.draft.doc.getText("requirements.problem");
window.tools = {
  open: (reviewId, user) => { window.draft = openDraft({ reviewId, user }); },
  type: (added) => text().insert(text().length, added),
  text: () => text().toString(),
  status: () => statusText(window.draft.snapshot().status),
  cut: () => { for (const socket of sockets) socket.close(); },
  forgetDeviceCopies,
};`;

beforeAll(async () => {
  const resolveDir = fileURLToPath(new URL(".", import.meta.url));
  const built = await build({
    stdin: { contents: entry, resolveDir, loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    alias: { "@": fileURLToPath(new URL("../..", import.meta.url)) },
  });
  script = built.outputFiles[0]?.text ?? "";
  browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
}, 60_000);

afterAll(() => browser?.close());

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

type Tools = {
  open: (reviewId: string, user: { id: string; name: string }) => void;
  type: (added: string) => void;
  text: () => string;
  status: () => string;
  cut: () => void;
  forgetDeviceCopies: () => Promise<number>;
};
const ask = <T>(page: Page, question: (tools: Tools) => T) =>
  page.evaluate(`(${question.toString()})(window.tools)`) as Promise<Awaited<T>>;

async function room() {
  const context = testContext(database);
  const html = `<!doctype html><meta charset="utf-8"><script>${script.replaceAll("</script", "<\\/script")}</script>`;
  const server = await serveLive(context, 0, html);
  cleanups.push(server.stop);
  const review = await buildReview(database);
  const device = await browser.newContext({ baseURL: `http://127.0.0.1:${server.port}` });
  cleanups.push(() => device.close());
  const member = await buildMember(database, review.teamId, "editor");
  const stored = async () => readSpec((await draftStore(context).load(review.reviewId)).doc).requirements.problem;
  const visit = async (who: TestMember = member, on: BrowserContext = device) => {
    const [name = "", value = ""] = (await cookieOf(who)).split("=");
    await on.addCookies([{ name, value, url: `http://127.0.0.1:${server.port}` }]);
    const page = await on.newPage();
    await page.goto("/");
    await page.evaluate(`tools.open("${review.reviewId}", { id: "${who.userId}", name: "A member" })`);
    return page;
  };
  return { ...review, device, member, stored, visit };
}

const says = (page: Page, words: string) =>
  expect.poll(() => ask(page, (tools) => tools.status()), { timeout: 10_000, interval: 20 }).toBe(words);

describe("what a device keeps of a draft", () => {
  test("text typed offline survives the page, says so honestly, and is saved on return", async () => {
    const { device, visit, stored } = await room();
    const page = await visit();
    await says(page, "Saved");
    await ask(page, (tools) => tools.type("online. "));
    await says(page, "Saved");
    await device.setOffline(true);
    await ask(page, (tools) => tools.cut());
    await says(page, "Offline");
    await ask(page, (tools) => tools.type("offline."));
    await says(page, "Offline, kept on this device");
    await page.close({ runBeforeUnload: false });
    expect(await stored()).toBe("online. ");
    await device.setOffline(false);
    const again = await visit();
    await says(again, "Saved");
    expect(await ask(again, (tools) => tools.text())).toBe("online. offline.");
    expect(await stored()).toBe("online. offline.");
  });

  test("text typed a second before the page crashes is on the server or on the device", async () => {
    const { visit, stored } = await room();
    const page = await visit();
    await says(page, "Saved");
    await ask(page, (tools) => tools.type("just typed"));
    await new Promise((later) => setTimeout(later, 1000));
    page.goto("chrome://crash").catch(() => {});
    await new Promise((later) => page.once("crash", later));
    const again = await visit();
    await says(again, "Saved");
    expect(await ask(again, (tools) => tools.text())).toBe("just typed");
    expect(await stored()).toBe("just typed");
  });

  test("another user of the same device sees nothing of it, and signing out removes it unless it holds unsaved text", async () => {
    const { device, teamId, member, visit } = await room();
    const page = await visit();
    await ask(page, (tools) => tools.type("saved"));
    await says(page, "Saved");
    const names = () => page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))");
    expect(await names()).toEqual([expect.stringContaining(member.userId)]);
    await device.setOffline(true);
    await ask(page, (tools) => tools.cut());
    await ask(page, (tools) => tools.type(" unsaved"));
    await says(page, "Offline, kept on this device");
    await page.evaluate("draft.close()");
    expect(await page.evaluate(`tools.forgetDeviceCopies()`)).toBe(1);
    await device.setOffline(false);
    const other = await visit(await buildMember(database, teamId, "viewer"));
    await says(other, "Read only");
    expect(await ask(other, (tools) => tools.text())).toBe("saved");
    await other.close();
    const back = await visit();
    await says(back, "Saved");
    expect(await ask(back, (tools) => tools.text())).toBe("saved unsaved");
    await new Promise((later) => setTimeout(later, 200));
    await back.evaluate("draft.close()");
    expect(await back.evaluate(`tools.forgetDeviceCopies()`)).toBe(0);
    expect(await names()).not.toEqual(expect.arrayContaining([expect.stringContaining(member.userId)]));
  });

  test("two pages of one user keep what each typed", async () => {
    const { device, visit, stored } = await room();
    const [first, second] = [await visit(), await visit()];
    await says(first, "Saved");
    await says(second, "Saved");
    await device.setOffline(true);
    for (const page of [first, second]) await ask(page, (tools) => tools.cut());
    await ask(first, (tools) => tools.type("[first]"));
    await ask(second, (tools) => tools.type("[second]"));
    for (const page of [first, second]) await says(page, "Offline, kept on this device");
    for (const page of [first, second]) await page.close();
    await device.setOffline(false);
    const again = await visit();
    await says(again, "Saved");
    expect(await stored()).toContain("[first]");
    expect(await stored()).toContain("[second]");
  });
});
