import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
// @ts-expect-error: the scripts run without a build and so are plain JavaScript.
import { findBrowser } from "./scripts/browser.mjs";

const port = Number(process.env.LINTEL_E2E_PORT ?? 3900);
// Each worker reads this file again and must find the same folder.
process.env.LINTEL_E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), "lintel-e2e-"));

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 60_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  workers: 2,
  retries: process.env.CI ? 2 : 0,
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://localhost:${port}`,
    trace: "retain-on-failure",
    // A step that cannot be done fails with its place, long before the whole test does.
    actionTimeout: 20_000,
    launchOptions: {
      executablePath: findBrowser(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: "node scripts/start.mjs",
    url: `http://localhost:${port}/readyz`,
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    env: { PORT: String(port), LINTEL_DATA_DIR: process.env.LINTEL_E2E_DATA_DIR, DATABASE_URL: "" },
  },
});
