import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { run } from "./project.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The Chromium to test with: Playwright's own if it was downloaded, else the system's; undefined if there is none. */
export function findBrowser() {
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env.LINTEL_CHROMIUM, chromium.executablePath(), ...onPath, ...applications].find(
    (path) => path && existsSync(path),
  );
}

/** As `findBrowser`, but installs Debian's Chromium where there is none and this user may. */
export async function requireBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium …");
    await run("apt-get", ["update", "--quiet"]);
    await run("apt-get", ["install", "--yes", "--quiet", "--no-install-recommends", "chromium"]);
  }
  return findBrowser();
}
