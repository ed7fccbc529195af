import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./project.mjs";

const folders = ["app", "client", "components", "core", "db", "server", "public", "scripts"];
const files = ["next.config.ts", "package-lock.json", "package.json", "postcss.config.mjs", "tsconfig.json"];
const record = join(root, "dist", "build-hash");

/** A hash of everything the build is made of: sources, settings and the lockfile, tests left out. */
export function sourceHash() {
  const hash = createHash("sha256");
  const isSource = (path) => !/\.test\.tsx?$|^public\/vendor\//.test(path);
  const sources = [...files, ...folders.flatMap(listFiles)].filter(isSource).sort();
  for (const path of sources) {
    const file = join(root, path);
    if (existsSync(file)) hash.update(`${path}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** Whether the build on disk is whole and was made of these sources. */
export function isBuilt() {
  const parts = [record, join(root, "dist", "main.mjs"), join(root, ".next", "BUILD_ID")];
  return parts.every((path) => existsSync(path)) && readFileSync(record, "utf8") === sourceHash();
}

export function recordBuild(hash) {
  writeFileSync(record, hash);
}

function listFiles(folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const child = `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(child) : [child];
  });
}
