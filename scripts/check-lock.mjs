// Checks the lockfile: no package below the version that closed its last known hole, and no word of where packages come from.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./project.mjs";

/** Lowest version that may be installed, anywhere in the tree. */
const floors = {
  next: "16.3.3",
  "next-auth": "5.0.0-beta.32",
  mermaid: "11.16.1",
  dompurify: "3.4.11",
  "@apidevtools/json-schema-ref-parser": "15.3.6",
  "@apidevtools/swagger-parser": "13.0.0",
  nodemailer: "8.0.5",
  "brace-expansion": "5.0.8",
  yaml: "2.9.1",
  "js-yaml": "5.5.0",
  ws: "8.23.0",
};

/** Sentences about what is wrong with a lockfile; none if all is well. */
export function lockProblems(lock) {
  return Object.entries(lock.packages).flatMap(([path, entry]) => {
    if (path === "") return [];
    const name = entry.name ?? path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const floor = Object.hasOwn(floors, name) ? floors[name] : undefined;
    const problems = [];
    if (floor && compareVersions(entry.version, floor) < 0) {
      problems.push(`${path} is ${entry.version}; ${floor} is the lowest version without a known vulnerability.`);
    }
    if (entry.resolved) problems.push(`${path} names the host it came from; run "node scripts/fix-lock.mjs".`);
    // The entries added for other platforms have no hash: npm had nothing to hash. They are not installed where it matters here.
    if (!entry.integrity && !entry.optional) problems.push(`${path} has no integrity hash.`);
    return problems;
  });
}

/** Semantic versions in their order: a release is above its own pre-releases. */
export function compareVersions(left, right) {
  const [a, b] = [left, right].map((version) => version.split("+", 1)[0].split(/-(.*)/s));
  const release = compareParts(a[0].split("."), b[0].split("."));
  if (release !== 0 || a[1] === b[1]) return release;
  if (!a[1] || !b[1]) return a[1] ? -1 : 1;
  return compareParts(a[1].split("."), b[1].split("."));
}

function compareParts(left, right) {
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [a, b] = [left[i] ?? "", right[i] ?? ""];
    if (a === b) continue;
    const isNumeric = /^\d+$/.test(a) && /^\d+$/.test(b);
    return (isNumeric ? Number(a) - Number(b) : a < b ? -1 : 1) < 0 ? -1 : 1;
  }
  return 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problems = lockProblems(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  for (const problem of problems) console.error(problem);
  process.exit(problems.length > 0 ? 1 : 0);
}
