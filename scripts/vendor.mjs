import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packageProgram, root } from "./project.mjs";

/**
 * Copies Mermaid's own browser modules into `public/vendor/mermaid-<version>`, where the page imports them on demand. Bundling
 * them instead doubles the time and the memory of a build and gains nothing.
 */
export function vendorMermaid() {
  const source = packageProgram("mermaid");
  const { version } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const vendor = join(root, "public", "vendor");
  const target = join(vendor, `mermaid-${version}`);
  if (existsSync(join(target, "mermaid.esm.min.mjs"))) return;
  rmSync(vendor, { recursive: true, force: true });
  const chunks = join("chunks", "mermaid.esm.min");
  mkdirSync(join(target, chunks), { recursive: true });
  const modules = readdirSync(join(source, "dist", chunks)).filter((name) => name.endsWith(".mjs"));
  for (const name of modules) cpSync(join(source, "dist", chunks, name), join(target, chunks, name));
  // Last, because its presence says that the copy is whole.
  cpSync(join(source, "dist", "mermaid.esm.min.mjs"), join(target, "mermaid.esm.min.mjs"));
}
