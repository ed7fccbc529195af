import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { mermaidVersion } from "./mermaid-engine";

it("asks for the version of Mermaid that is installed", () => {
  expect(JSON.parse(readFileSync("node_modules/mermaid/package.json", "utf8")).version).toBe(mermaidVersion);
});
