// `npm run bench [name…] [--sizes 1000,10000] [--quick]`: builds what is out of date and runs the benches; no part of `npm test`.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isBuilt } from "./build-hash.mjs";
import { serverBundle } from "./bundle.mjs";
import { installPackages, requireNode, root, run } from "./project.mjs";

requireNode();
process.chdir(root);
await installPackages({ dev: true });
if (!isBuilt()) {
  const status = await run(process.execPath, [join("scripts", "build.mjs")]);
  if (status !== 0) process.exit(status);
}
const { build } = await import("esbuild");
const outdir = join("dist", "bench");
await build({
  ...serverBundle(outdir),
  entryPoints: ["bench/main.ts", "bench/limit-server.ts"].map((path) => ({
    in: path,
    out: path.replace(/^.*\/|\.ts$/g, ""),
  })),
}).catch(() => process.exit(1));
await import(pathToFileURL(join(root, outdir, "main.mjs")).href);
