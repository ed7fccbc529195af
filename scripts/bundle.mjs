import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./project.mjs";

/**
 * esbuild's settings for what runs outside Next: the process itself, each `*.worker.ts` (a thread, found by its name beside the
 * bundle) and the commands. Packages stay packages. Imported late by its callers, so that a fresh clone can install esbuild first.
 */
export function serverBundle(outdir) {
  const entries = ["server/main.ts", "server/verify.ts", "db/embedded.ts", "cli/lintel.ts"].filter((path) =>
    existsSync(join(root, path)),
  );
  const threads = ["core", "server"].flatMap((folder) => workers(folder));
  return {
    absWorkingDir: root,
    entryPoints: [...entries, ...threads].map((path) => ({
      in: path,
      out: path.replace(/^.*\//, "").replace(/\.ts$/, ""),
    })),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "linked",
    logLevel: "warning",
  };
}

function workers(folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true })
    .filter((name) => name.endsWith(".worker.ts"))
    .map((name) => `${folder}/${name}`);
}
