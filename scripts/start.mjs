// `npm start`: installs what is missing, builds when the sources changed, and becomes the server.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isBuilt } from "./build-hash.mjs";
import { installPackages, requireNode, root, run } from "./project.mjs";

requireNode();
process.chdir(root);
await installPackages();
if (!isBuilt()) {
  console.log("Building Lintel, a minute or so …");
  const status = await run(process.execPath, [join("scripts", "build.mjs")]);
  if (status !== 0) process.exit(status);
}
process.env.NODE_ENV = "production";
// In this very process: a signal reaches the server itself, and nothing is left behind between the two.
await import(pathToFileURL(join(root, "dist", "main.mjs")).href);
