import { describe, expect, it } from "vitest";
import { compareVersions, lockProblems } from "./check-lock.mjs";

const sound = { version: "16.4.6", integrity: "sha512-x" };
const problemsOf = (path, entry) => lockProblems({ packages: { "": {}, [path]: { ...sound, ...entry } } });

describe("the lockfile check", () => {
  it("is content with a package above its floor", () => {
    expect(problemsOf("node_modules/next", {})).toEqual([]);
  });

  it("names a package below its floor, however deep it lies", () => {
    expect(problemsOf("node_modules/a/node_modules/dompurify", { version: "3.4.10" })).toEqual([
      expect.stringContaining("3.4.11 is the lowest version"),
    ]);
  });

  it("refuses an address, so that a changed one cannot hide among many", () => {
    expect(problemsOf("node_modules/a", { resolved: "https://packages.example/a.tgz" })).toHaveLength(1);
  });

  it("refuses a package without a hash unless it is for another platform", () => {
    expect(problemsOf("node_modules/a", { integrity: undefined })).toHaveLength(1);
    expect(problemsOf("node_modules/a", { integrity: undefined, optional: true })).toEqual([]);
  });

  it.each([
    ["1.2.3", "1.2.3", 0],
    ["1.2.3", "1.10.0", -1],
    ["5.0.0-beta.32", "5.0.0-beta.9", 1],
    ["5.0.0-beta.32", "5.0.0", -1],
    ["5.0.1-beta.1", "5.0.0", 1],
  ])("orders %s and %s as semantic versions", (left, right, order) => {
    expect(compareVersions(left, right)).toBe(order);
    expect(compareVersions(right, left)).toBe(order === 0 ? 0 : -order);
  });
});
