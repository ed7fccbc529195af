// `npm test`: every check there is, one after the other, going on after a failure. The last line is the total; a step without
// tests of its own counts as one.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isBuilt } from "./build-hash.mjs";
import { installPackages, packageProgram, requireNode, root, run } from "./project.mjs";

requireNode();
process.chdir(root);
await installPackages({ dev: true });

const reports = mkdtempSync(join(tmpdir(), "lintel-reports-"));
const node = (...args) => run(process.execPath, args);
const program = (path, ...args) => node(packageProgram(path), ...args);

/** One check without tests of its own. */
async function check(work) {
  const isPassed = (await work()) === 0;
  return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: 0 };
}

/** What a test runner counted, from its report; a run that failed without a failed test counts as one failure. */
function count(status, file, read) {
  const counts = existsSync(file) ? read(JSON.parse(readFileSync(file, "utf8"))) : { passed: 0, failed: 0, skipped: 0 };
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

async function unit() {
  const file = join(reports, "unit.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const status = await program("vitest/vitest.mjs", "run", ...reporters);
  return count(status, file, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }));
}

async function endToEnd() {
  const { requireBrowser } = await import("./browser.mjs");
  const browser = await requireBrowser();
  if (!browser) {
    console.error(
      "No Chromium was found: install it, run “npx playwright install chromium”, or set LINTEL_CHROMIUM to its path.",
    );
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const file = join(reports, "e2e.json");
  const dataDir = mkdtempSync(join(tmpdir(), "lintel-e2e-"));
  const env = {
    ...process.env,
    CI: "1",
    LINTEL_CHROMIUM: browser,
    LINTEL_E2E_DATA_DIR: dataDir,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  };
  const args = [packageProgram("@playwright/test/cli.js"), "test", "--reporter=list,json"];
  const status = await run(process.execPath, args, { env });
  rmSync(dataDir, { recursive: true, force: true });
  return count(status, file, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));
}

const steps = {
  types: () =>
    check(async () => (await program("next/dist/bin/next", "typegen")) || program("typescript/bin/tsc", "--noEmit")),
  "lint and formatting": () => check(() => program("@biomejs/biome/bin/biome", "ci", ".")),
  "versions in the lockfile": () => check(() => node(join("scripts", "check-lock.mjs"))),
  build: () => check(() => (isBuilt() ? 0 : node(join("scripts", "build.mjs")))),
  "unit and server": unit,
  "end to end": endToEnd,
};

const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
for (const [name, step] of Object.entries(steps)) {
  console.log(`\n▌ ${name}`);
  const begin = Date.now();
  const { passed, failed, skipped } = await step();
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  const seconds = Math.round((Date.now() - begin) / 1000);
  lines.push(
    `${failed === 0 ? "✓" : "✗"} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds} s)`,
  );
}
rmSync(reports, { recursive: true, force: true });
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`\n${lines.join("\n")}\n\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
