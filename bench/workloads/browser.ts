import { chromium } from "@playwright/test";
// @ts-expect-error: the scripts run without a build and so are plain JavaScript.
import { findBrowser } from "../../scripts/browser.mjs";
import { median } from "../measure";
import type { Bench } from "../workload";

/** One cold load: milliseconds and kilobytes. */
type Visit = { firstPaint: number; content: number; blocking: number; script: number; everything: number };

export type PageRow = {
  page: string;
  size: number;
  visit: Visit;
  ratio: number | undefined;
  bar: string;
  isMet: boolean;
};

const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const settle = 1500;

/** Loads the board and reviews in Chromium with nothing cached, in turns with a bare page of the same framework. */
export async function browser(bench: Bench): Promise<PageRow[]> {
  const { seed, lintel, limit, rounds } = bench;
  const chrome = await chromium.launch({ executablePath: findBrowser(), args });
  const targets = [
    { page: "bare page of 50 rows", address: `${limit.base}/page`, content: 1, script: Number.POSITIVE_INFINITY },
    { page: "board", address: `${lintel.base}/bench`, content: 1.6, script: 200 },
    { page: "review of 9 KB", address: reviewAddress(bench, seed.usual), content: 2, script: Number.POSITIVE_INFINITY },
    {
      page: "review of 48 KB",
      address: reviewAddress(bench, seed.large),
      content: 2,
      script: Number.POSITIVE_INFINITY,
    },
  ];
  const visits: Visit[][] = targets.map(() => []);
  try {
    for (let round = 0; round <= rounds; round++) {
      for (const [index, { address }] of targets.entries()) {
        const visit = await visitCold(chrome, address, seed.cookies[0] ?? "");
        if (round > 0) visits[index]?.push(visit);
      }
    }
  } finally {
    await chrome.close();
  }
  const bare = middle(visits[0] ?? []);
  return targets.map((target, index) => {
    const visit = middle(visits[index] ?? []);
    const ratio = index === 0 ? undefined : visit.content / bare.content;
    const isMet =
      ratio === undefined || (ratio <= target.content && visit.script <= target.script && visit.blocking <= 200);
    const script = Number.isFinite(target.script) ? `script ≤ ${target.script} KB, ` : "";
    const bar = index === 0 ? "" : `${script}content ≤ ${target.content} × bare, blocking ≤ 200 ms`;
    return { page: target.page, size: seed.size, visit, ratio, bar, isMet };
  });
}

function reviewAddress({ lintel }: Bench, numbers: readonly number[]): string {
  return `${lintel.base}/bench/reviews/${numbers[0]}/spec/requirements`;
}

async function visitCold(
  chrome: Awaited<ReturnType<typeof chromium.launch>>,
  address: string,
  cookie: string,
): Promise<Visit> {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const [name = "", value = ""] = cookie.split("=", 2);
    await context.addCookies([{ name, value, url: address }]);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    const kinds = new Map<string, string>();
    const bytes = { script: 0, everything: 0 };
    session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      bytes.everything += encodedDataLength;
      if (kinds.get(requestId) === "Script") bytes.script += encodedDataLength;
    });
    await page.addInitScript(watchPaints);
    await page.goto(address, { waitUntil: "load" });
    await page.waitForTimeout(settle);
    const paints = await page.evaluate(() => (globalThis as unknown as { paints: Paints }).paints);
    return { ...paints, script: bytes.script / 1024, everything: bytes.everything / 1024 };
  } finally {
    await context.close();
  }
}

type Paints = { firstPaint: number; content: number; blocking: number };

/** Runs in the page: first and largest paint, and what of long tasks is over 50 ms. */
function watchPaints(): void {
  const paints = { firstPaint: 0, content: 0, blocking: 0 };
  Object.assign(globalThis, { paints });
  const watch = (type: string, see: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  watch("paint", (entry) => {
    if (entry.name === "first-contentful-paint") paints.firstPaint = entry.startTime;
  });
  watch("largest-contentful-paint", (entry) => {
    paints.content = entry.startTime;
  });
  watch("longtask", (entry) => {
    paints.blocking += Math.max(0, entry.duration - 50);
  });
}

function middle(visits: readonly Visit[]): Visit {
  const of = (key: keyof Visit) => median(visits.map((visit) => visit[key]));
  return {
    firstPaint: of("firstPaint"),
    content: of("content"),
    blocking: of("blocking"),
    script: of("script"),
    everything: of("everything"),
  };
}
