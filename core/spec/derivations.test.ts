import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { exportMarkdown } from "../markdown/export";
import { importMarkdown } from "../markdown/import";
import { textsOf } from "../search/passages";
import { diffSpecs } from "../versions/diff";
import { measureCompleteness } from "./completeness";
import { specDefinition } from "./definition";
import { readSpec, writeSpec } from "./draft";
import { choice, type Definition, type FieldValues, group, list, markdown, number, text } from "./field";
import { specJsonSchema } from "./json-schema";
import { walkSpec } from "./path";
import { arbitrarySpec } from "./testing";
import { emptySpec, normaliseSpec } from "./value";

/** The definition with fields nobody wrote code for, at the top of a section and inside its lists. */
const grown: Definition = {
  schemaVersion: 1,
  sections: specDefinition.sections.map((section) =>
    section.key !== "security"
      ? section
      : {
          ...section,
          fields: {
            keyCeremony: markdown("Key ceremony", "Who holds which part of the root key."),
            ...section.fields,
            penetrationTest: group("Penetration test", "The last one.", {
              budget: number("Budget", "days"),
              outcome: choice("Outcome", [
                ["clean", "Nothing found"],
                ["open", "Findings open"],
              ]),
              report: text("Report"),
            }),
            zones: list(
              "Trust zones",
              "Where trust changes.",
              { item: "zone", title: "name", layout: "table" },
              { name: text("Zone"), level: number("Level") },
            ),
          },
        },
  ),
};
const newId = () => "abcdefghij";

function filled() {
  const spec = emptySpec(grown);
  const security = spec.security as FieldValues;
  security.keyCeremony = "Three of five custodians.";
  security.penetrationTest = { budget: 5, outcome: "clean", report: "Shelf 7" };
  security.zones = [{ id: "zzzzzzzzz1", name: "Payment enclave", level: 3 }];
  return spec;
}

describe("a field added to the definition", () => {
  const spec = filled();

  test("stands in the order of the form where it was put", () => {
    const paths: string[] = [];
    walkSpec(spec, (path) => void paths.push(path), grown);
    expect(paths.indexOf("security.keyCeremony")).toBe(paths.indexOf("security.authentication") - 1);
    expect(paths).toContain("security.zones.zzzzzzzzz1.level");
  });

  test("is validated", () => {
    const wrong = { security: { penetrationTest: { budget: -1, outcome: "unheard of" }, zones: "none" } };
    const { problems } = normaliseSpec(wrong, newId, grown);
    expect(problems.map(({ path }) => path)).toEqual([
      "security.penetrationTest.budget",
      "security.penetrationTest.outcome",
      "security.zones",
    ]);
    expect(normaliseSpec(spec, newId, grown)).toEqual({ spec, problems: [] });
  });

  test("counts for completeness", () => {
    const before = measureCompleteness(emptySpec(), specDefinition);
    const after = measureCompleteness(spec, grown);
    expect(after.total - before.total).toBe(5);
    expect(after.filled - before.filled).toBe(5);
  });

  test("is written to Markdown and read from it", () => {
    const written = exportMarkdown({ title: "Copy", spec }, grown);
    for (const words of ["### Key ceremony", "- **Budget:** 5 days", "Nothing found", "| Payment enclave | 3"])
      expect(written).toContain(words);
    expect(importMarkdown(written, { newId, definition: grown }).spec).toEqual(spec);
    fc.assert(
      fc.property(arbitrarySpec({ definition: grown }), (any) => {
        const again = exportMarkdown({ title: "Any", spec: any }, grown);
        expect(importMarkdown(again, { newId, definition: grown }).spec).toEqual(any);
      }),
      { numRuns: 30 },
    );
  });

  test("is found by search", () => {
    const texts = textsOf(spec, grown).map(({ text }) => text);
    for (const words of ["Three of five custodians.", "Nothing found", "Shelf 7", "Payment enclave"])
      expect(texts.join("\n")).toContain(words);
  });

  test("is described by the JSON Schema", () => {
    const schema = JSON.stringify(specJsonSchema(grown));
    for (const words of ["keyCeremony", "Who holds which part", "Nothing found", '"x-unit":"days"', '"zones"'])
      expect(schema).toContain(words);
  });

  test("lives in the draft and shows in a comparison", () => {
    const doc = new Y.Doc();
    writeSpec(doc, spec, undefined, grown);
    expect(readSpec(doc, grown)).toEqual(spec);
    expect(diffSpecs(emptySpec(grown), spec, grown)[0]?.changes).toHaveLength(5);
  });
});

describe("completeness", () => {
  test("does not count what is optional or white space, and names what is missing", () => {
    const spec = emptySpec();
    const total = measureCompleteness(spec).total;
    spec.requirements.problem = " \n\t";
    spec.requirements.notes.push({ id: "aaaaaaaaaa", title: "Aside", text: "" });
    const empty = measureCompleteness(spec);
    expect([empty.filled, empty.total]).toEqual([0, total]);
    expect(empty.sections[0]?.missing[0]).toEqual({ path: "requirements.problem", label: "Problem" });
    spec.requirements.functional.push({ id: "aaaaaaaaaa", ref: "FR-1", text: "", priority: "" });
    expect(measureCompleteness(spec).filled).toBe(0);
    spec.requirements.functional[0] = { id: "aaaaaaaaaa", ref: "", text: "Users can pay", priority: "" };
    expect(measureCompleteness(spec).filled).toBe(1);
  });
});
