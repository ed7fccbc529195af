import { expect, it } from "vitest";
import { readDocument } from "./read-document";

it("reads Markdown and JSON in a thread", async () => {
  const markdown = await readDocument({ text: "# Ledger\n\n## Goals\n\nBalance", format: "markdown" });
  expect(markdown).toMatchObject({ title: "Ledger", spec: { requirements: { goals: "Balance" } }, problems: [] });
  const text = '{"lintel":{"schemaVersion":1},"title":"Ledger","spec":{"requirements":{"goals":"Balance"}}}';
  expect(await readDocument({ text, format: "json" })).toMatchObject({ title: "Ledger", report: [] });
});

it("passes on why a document is refused", async () => {
  await expect(readDocument({ text: "{}", format: "json" })).rejects.toMatchObject({ code: "invalid" });
  const text = "x".repeat(2_000_001);
  await expect(readDocument({ text, format: "markdown" })).rejects.toMatchObject({ code: "too_large" });
});
