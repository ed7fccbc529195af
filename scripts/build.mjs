// Builds what `npm start` runs: the pages by Next, everything else by esbuild.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { recordBuild, sourceHash } from "./build-hash.mjs";
import { serverBundle } from "./bundle.mjs";
import { installPackages, packageProgram, requireNode, root, run } from "./project.mjs";
import { vendorMermaid } from "./vendor.mjs";

requireNode();
await installPackages();
const hash = sourceHash();
const dist = join(root, "dist");
rmSync(dist, { recursive: true, force: true });
vendorMermaid();

const { build } = await import("esbuild");
await build(serverBundle(dist)).catch(() => process.exit(1));

const environment = { ...process.env, NODE_ENV: "production" };
const status = await run(process.execPath, [packageProgram("next/dist/bin/next"), "build"], { env: environment });
if (status !== 0) process.exit(status);
recordBuild(hash);
