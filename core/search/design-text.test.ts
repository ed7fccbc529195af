import { expect, it } from "vitest";
import { findTemplate } from "../spec/templates/templates";
import { emptySpec } from "../spec/value";
import { designText, mostDesignText } from "./design-text";

it("tells names from texts, and gives the words both may be corrected to", () => {
  const spec = emptySpec();
  spec.requirements.problem =
    "Orders are lost whenever the broker restarts, and nobody notices before the customer calls us.";
  spec.data.stores.push({
    id: "aaaaaaaaaa",
    name: "Ledger",
    kind: "relational",
    technology: "",
    owner: "",
    size: null,
    note: "",
  });
  const text = designText("Order broker", spec);
  expect(text.title).toBe("order broker");
  expect(text.names).toBe("ledger relational");
  expect(text.texts).toContain("broker restarts");
  expect(text.vocabulary).toEqual(expect.arrayContaining(["ledger", "relational", "restarts", "order"]));
});

it("is bounded, and loses no name to a long text", () => {
  const spec = structuredClone(findTemplate("e-commerce")?.spec ?? emptySpec());
  spec.requirements.problem = "word ".repeat(100_000);
  const { names, texts } = designText("Shop", spec);
  expect(names.length + texts.length).toBeLessThanOrEqual(mostDesignText * 1.5);
  expect(names).toContain("order service");
});
