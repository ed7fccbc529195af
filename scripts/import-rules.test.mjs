import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageProgram, root } from "./project.mjs";

const forbidden = [
  ["core/spec/a.ts", "react"],
  ["core/spec/a.ts", "next/headers"],
  ["core/spec/a.ts", "hono"],
  ["core/spec/a.ts", "drizzle-orm"],
  ["core/spec/a.ts", "node:fs"],
  ["core/spec/a.ts", "node:fs/promises"],
  ["core/spec/a.ts", "@/server/context"],
  ["core/a.ts", "../db/connection"],
  ["db/a.ts", "@/server/context"],
  ["db/a.ts", "react"],
  ["server/a.ts", "react"],
  ["server/api/a.ts", "@/client/api"],
  ["server/a.ts", "next/headers"],
  ["server/a.ts", "next-auth"],
  ["server/auth/a.ts", "react"],
  ["client/a.ts", "@/db/schema"],
  ["client/a.ts", "@/server/context"],
  ["client/a.ts", "node:fs"],
  ["components/ui/a.tsx", "@/core/errors"],
  ["components/ui/a.tsx", "@/client/api"],
  ["components/ui/a.tsx", "../board/card"],
  ["components/board/a.tsx", "@/server/context"],
  ["components/board/a.tsx", "@/db/schema"],
  ["components/board/a.tsx", "node:fs"],
  ["app/page.tsx", "@/server/context"],
  ["app/page.tsx", "@/db/connection"],
  ["app/(workspace)/[team]/page.tsx", "@/db/connection"],
  ["cli/a.ts", "react"],
  ["cli/a.ts", "@/server/context"],
  ["cli/a.ts", "@/db/connection"],
  ["cli/a.ts", "@/client/reviews"],
];

const allowed = [
  ["core/spec/a.ts", "./field"],
  ["core/spec/a.ts", "../errors"],
  ["core/spec/a.ts", "@/core/errors"],
  ["core/spec/a.ts", "zod"],
  ["core/spec/a.ts", "yjs"],
  ["core/spec/a.test.ts", "node:fs"],
  ["db/a.ts", "@/core/events"],
  ["server/a.ts", "@/db/schema"],
  ["server/main.ts", "next"],
  ["server/a.ts", "next-auth/jwt"],
  ["client/a.ts", "@/server/api/app"],
  ["client/a.ts", "@/core/errors"],
  ["components/ui/a.tsx", "@/components/ui/cn"],
  ["components/ui/a.tsx", "./cn"],
  ["components/board/a.tsx", "@/client/reviews"],
  ["app/page.tsx", "@/components/board/board"],
  ["app/api/auth/route.ts", "@/server/auth/config"],
  ["cli/a.ts", "@/client/api"],
  ["cli/a.ts", "node:fs"],
];

/** One run of Biome over a file per case, under the project's own settings. */
function lint(cases) {
  const folder = mkdtempSync(join(tmpdir(), "lintel-imports-"));
  const settings = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
  writeFileSync(join(folder, "biome.json"), JSON.stringify({ ...settings, $schema: undefined, vcs: undefined }));
  for (const [index, [path, name]] of cases.entries()) {
    const file = join(folder, fileName(index, path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import thing from "${name}";\nconsole.log(thing);\n`);
  }
  const binary = packageProgram("@biomejs/biome/bin/biome");
  const args = [binary, "lint", "--reporter=json", "--max-diagnostics=none", folder];
  let report;
  try {
    report = execFileSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch (error) {
    report = error.stdout;
  }
  rmSync(folder, { recursive: true, force: true });
  return JSON.parse(report).diagnostics.filter(({ category }) => category === "lint/style/noRestrictedImports");
}

/** `main.ts` keeps its name, because a rule is about it; of the others each case has a file of its own. */
function fileName(index, path) {
  return path.endsWith("main.ts") ? path : path.replace(/\/([^/]+)$/, `/case-${index}-$1`);
}

describe("the import rules", () => {
  let messages = [];
  const cases = [...forbidden, ...allowed];
  beforeAll(() => {
    messages = lint(cases);
  });
  afterAll(() => {
    messages = [];
  });
  const complaints = (index) =>
    messages.filter(({ location }) => pathOf(location).endsWith(fileName(index, cases[index][0])));

  it.each(forbidden.map(([path, name], index) => ({ path, name, index })))("refuse $name in $path", ({ index }) => {
    expect(complaints(index)).toHaveLength(1);
  });

  it.each(allowed.map(([path, name], index) => ({ path, name, index: index + forbidden.length })))(
    "let $path import $name",
    ({ index }) => {
      expect(complaints(index)).toEqual([]);
    },
  );
});

function pathOf(location) {
  return typeof location.path === "string" ? location.path : location.path.file;
}
