// Run after `npm install`, before committing the lockfile. npm leaves out the optional packages of platforms that the registry
// did not offer, and `npm ci` then refuses the file it wrote; this adds an entry for each. It also removes the addresses
// packages were fetched from, which are the installing machine's own business.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./project.mjs";

const path = join(root, "package-lock.json");
const lock = JSON.parse(readFileSync(path, "utf8"));
const { packages } = lock;

/** Where Node would find `name` for the package at `from`, among the entries of the lockfile. */
function isLocked(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf("/node_modules/"), 0))) {
    if (packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}

/** npm skips an entry whose platform is not this one; the names of such packages say for which they are. */
function platformOf(name) {
  const words = name.split(/[^a-z0-9]+/);
  const pick = (known) => known.find((value) => words.includes(value));
  const cpu = pick(["arm64", "x64", "arm", "ia32", "wasm32", "riscv64", "ppc64", "s390x", "loong64", "mips64el"]);
  const os = pick([
    "android",
    "darwin",
    "win32",
    "windows",
    "freebsd",
    "openbsd",
    "netbsd",
    "sunos",
    "aix",
    "openharmony",
    "linux",
  ]);
  const libc = pick(["musl"]) ?? (words.includes("gnu") && os === "linux" ? "glibc" : undefined);
  return {
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(libc ? { libc: [libc] } : {}),
    ...(os ? { os: [os === "windows" ? "win32" : os] } : {}),
  };
}

let added = 0;
for (const [from, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!/^\d/.test(version) || isLocked(from, name)) continue;
    const dev = entry.dev ? { dev: true } : {};
    packages[`node_modules/${name}`] = { version, ...platformOf(name), ...dev, optional: true };
    added += 1;
  }
}
for (const entry of Object.values(packages)) delete entry.resolved;

lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added to package-lock.json`);
