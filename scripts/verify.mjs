// `npm run verify`: checks the hashes of every published version, also while Lintel runs.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isBuilt } from "./build-hash.mjs";
import { installPackages, requireNode, root, run } from "./project.mjs";

requireNode();
process.chdir(root);
await installPackages();
if (!isBuilt()) {
  const status = await run(process.execPath, [join("scripts", "build.mjs")]);
  if (status !== 0) process.exit(status);
}
await import(pathToFileURL(join(root, "dist", "verify.mjs")).href);
