import fc from "fast-check";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { type Spec, specDefinition } from "@/core/spec/definition";
import { writeSpec } from "@/core/spec/draft";
import type { FieldValues, ListField } from "@/core/spec/field";
import { arbitrarySpec } from "@/core/spec/testing";
import { emptySpec, emptyValues } from "@/core/spec/value";
import { readItem, searchText, withFreshIds } from "./item-values";

const decisions = specDefinition.sections[9].fields.decisions as ListField;

function decisionWithOption(): Spec {
  const spec = emptySpec();
  const option = { id: "option0001", title: "Queue", summary: "", pros: "calm", cons: "", cost: "" };
  const empty = emptyValues(decisions.fields);
  spec.decisions.decisions = [
    { ...empty, id: "decision01", title: "Use a queue", status: "accepted", options: [option] } as never,
  ];
  return spec;
}

it("reads every item of every top-level list as the whole specification has it", () => {
  fc.assert(
    fc.property(arbitrarySpec(), (spec) => {
      const doc = new Y.Doc();
      writeSpec(doc, spec);
      for (const { id, ...values } of spec.decisions.decisions)
        expect(readItem(doc, decisions, "decisions.decisions", id)).toEqual(values);
    }),
    { numRuns: 20 },
  );
});

it("gives nested items new ids and leaves everything else", () => {
  const doc = new Y.Doc();
  writeSpec(doc, decisionWithOption());
  const values = readItem(doc, decisions, "decisions.decisions", "decision01");
  const copy = withFreshIds(decisions.fields, values, () => "fresh00001");
  expect(copy.title).toBe("Use a queue");
  expect(copy.options).toEqual([{ id: "fresh00001", title: "Queue", summary: "", pros: "calm", cons: "", cost: "" }]);
});

it("searches texts, labels of options and nested items", () => {
  const [item] = decisionWithOption().decisions.decisions;
  const text = searchText(decisions.fields, item as unknown as FieldValues);
  expect(text).toContain("accepted");
  expect(text).toContain("queue");
  expect(text).toContain("calm");
});
