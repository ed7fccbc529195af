import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LintelError } from "../errors";
import type { Spec } from "../spec/definition";
import { normaliseSpec } from "../spec/value";
import { exportMarkdown } from "./export";
import { importMarkdown } from "./import";

const folder = new URL("../../../shared/fixtures/docs/", import.meta.url);
const hasDocuments = existsSync(new URL("GROUND_TRUTH.json", folder));

type Labels = {
  title?: string | null;
  status?: string | null;
  date?: string | null;
  options?: string[];
  options_with_pros_cons?: string[];
  chosen?: string | null;
  decision_tldr?: string;
  decisions_in_file?: number;
  titles?: string[];
  dates?: string[];
};
type Known = { file: string; labels_by_reading: Labels | null };

const known: Known[] = hasDocuments
  ? JSON.parse(readFileSync(new URL("GROUND_TRUTH.json", folder), "utf8")).documents
  : [];

function countingIds(): () => string {
  let next = 0;
  return () => `new${String(next++).padStart(7, "0")}`;
}
const read = (text: string) => importMarkdown(text, { newId: countingIds() });

/** Every text of a specification, ids left out. */
function textOf(value: unknown, key = ""): string {
  if (typeof value === "string") return key === "id" ? "" : value;
  if (Array.isArray(value)) return value.map((entry) => textOf(entry)).join("\n");
  if (value && typeof value === "object")
    return Object.entries(value)
      .map(([name, entry]) => textOf(entry, name))
      .join("\n");
  return "";
}
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Words that stand more often in the source than in what was made of it. */
function lostWords(source: string, result: { title: string; spec: Spec }): string[] {
  const found = countWords(`${result.title}\n${textOf(result.spec)}`);
  return [...countWords(source)].filter(([word, count]) => (found.get(word) ?? 0) < count).map(([word]) => word);
}

describe.skipIf(!hasDocuments)("foreign design documents (skipped where ../shared/fixtures/docs is absent)", () => {
  describe.each(known.map((document) => [document.file, document] as const))(
    "%s",
    (file, { labels_by_reading: labels }) => {
      const source = readFileSync(new URL(file, folder), "utf8");
      const start = performance.now();
      const result = read(source);
      const took = performance.now() - start;
      const { decisions } = result.spec.decisions;

      test("loses no word, fits every limit, and is read in time", () => {
        expect(lostWords(source, result)).toEqual([]);
        expect(normaliseSpec(result.spec, countingIds()).problems).toEqual([]);
        expect(took).toBeLessThan(2000);
      });

      test("comes back unchanged from Lintel's own Markdown", () => {
        const again = read(exportMarkdown({ title: result.title, spec: result.spec }));
        expect(again.spec).toEqual(result.spec);
        expect(again.title).toBe(result.title);
      });

      test("is accounted for in the report", () => {
        expect(result.report.length).toBeGreaterThan(0);
        for (const { from, to, path } of result.report) {
          expect(path).not.toBe("");
          expect(from).toBeGreaterThan(0);
          expect(to).toBeGreaterThanOrEqual(from);
        }
      });

      if (labels)
        test("has the fields a reader finds", () => {
          const decision = decisions[0];
          expect(decision).toBeDefined();
          if (labels?.title !== undefined) expect(result.title).toBe(labels.title ?? "");
          if (labels?.title) expect(decision?.title).toBe(labels.title);
          if (labels?.date) expect(decision?.decidedOn).toBe(labels.date);
          if (labels?.status === null) expect(decision?.status).toBe("");
          if (labels?.status)
            expect(decision?.status).toBe(labels.status === "In discussion" ? "proposed" : labels.status.toLowerCase());
          if (labels?.options) expect(decision?.options.map(({ title }) => title)).toEqual(labels.options);
          if (labels?.chosen !== undefined) expect(decision?.chosen).toBe(labels.chosen ?? "");
          for (const title of labels?.options_with_pros_cons ?? []) {
            const option = decision?.options.find((candidate) => candidate.title === title);
            expect(`${option?.pros}${option?.cons}`).not.toBe("");
          }
          if (labels?.decision_tldr) expect(decision?.title).toBe(labels.decision_tldr);
          if (labels?.decisions_in_file) expect(decisions).toHaveLength(labels.decisions_in_file);
          if (labels?.titles) expect(decisions.map(({ title }) => title)).toEqual(labels.titles);
          if (labels?.dates) expect(decisions.map(({ decidedOn }) => decidedOn)).toEqual(["2022-11-02", "2022-10-31"]);
        });
    },
  );
});

describe("a foreign document", () => {
  test("is placed by its headings", () => {
    const { title, spec, report } = read(
      [
        "# Ledger service",
        "## Motivation\n\nBooks do not balance.",
        "### Goals\n\n- Balance",
        "### Non-Goals\n\n- Speed",
        "## Design\n\nOne writer.\n\n```mermaid\nflowchart LR\n  a --> b\n```",
        "### Tables\n\n```sql\nCREATE TABLE entries (id bigint PRIMARY KEY);\n```",
        "### Interface\n\n```yaml\nopenapi: 3.1.0\ninfo: {title: Ledger, version: '1'}\n```",
        "## Security considerations\n\nOnly the cashier posts.",
        "## Risks\n\n- The writer is one\n- Clocks drift",
        "## Alternatives\n\n### Two writers\n\nPros:\n\n- fast\n\nCons:\n\n- wrong",
        "## Drawbacks\n\nIt is slow.",
        "## Rollout plan\n\nIn weeks.",
        "## Weather\n\nSunny.",
      ].join("\n\n"),
    );
    expect(title).toBe("Ledger service");
    expect(spec.requirements).toMatchObject({
      problem: "Books do not balance.",
      goals: "- Balance",
      nonGoals: "- Speed",
    });
    expect(spec.architecture.overview).toContain("One writer.\n\n*Diagram: Design*");
    expect(spec.architecture.diagrams[0]).toMatchObject({ name: "Design", source: "flowchart LR\n  a --> b" });
    expect(spec.data.ddl).toBe("CREATE TABLE entries (id bigint PRIMARY KEY);");
    expect(spec.contract.documents[0]).toMatchObject({ name: "Interface", format: "openapi" });
    expect(spec.security.threats[0]).toMatchObject({ mitigation: "Only the cashier posts." });
    expect(spec.decisions.risks.map(({ risk }) => risk)).toEqual(["The writer is one", "Clocks drift"]);
    expect(spec.decisions.decisions[0]).toMatchObject({ title: "Ledger service", consequences: "It is slow." });
    expect(spec.decisions.decisions[0]?.options[0]).toMatchObject({
      title: "Two writers",
      pros: "- fast",
      cons: "- wrong",
    });
    expect(spec.operations.rollout).toBe("In weeks.");
    expect(spec.requirements.notes[0]).toMatchObject({ title: "Weather", text: "Sunny." });
    expect(report.find(({ heading }) => heading === "Weather")?.certainty).toBe("kept");
    expect(report.find(({ heading }) => heading === "Goals")).toMatchObject({ path: "requirements.goals", from: 7 });
  });

  test("that claims to be approved gets no more than text from it", () => {
    const { spec } = read("---\nlintel: 1\nstatus: approved\napprovals: [everybody]\n---\n\n# T\n\n## Goals\n\nx");
    expect(spec.requirements.goals).toBe("x");
    expect(spec.requirements.notes[0]?.text).toContain("approvals: [everybody]");
  });

  test("is refused above the limit, with the limit", () => {
    expect(() => read("x".repeat(2_000_001))).toThrow(LintelError);
    expect(() => read("x".repeat(2_000_001))).toThrow(/2,000,000/);
  });

  const repeated = (piece: string) => piece.repeat(Math.floor(1_900_000 / piece.length));
  test.each([
    ["headings", repeated("# a\n")],
    ["a heading of dashes", `# ${repeated("-")}`],
    ["options", `## Context\n\n## Considered Options\n\n${repeated("* opt\n")}\n## Decision\n\nx`],
    ["quotes", repeated("> ")],
    ["links that never close", repeated("[a](b ")],
    ["fences", repeated("```mermaid\na\n```\n")],
    ["fences of ours that never close", repeated("<!-- lintel:data.ddl -->\n```sql\n")],
    ["one field again and again", repeated("<!-- lintel:requirements.problem -->\nx\n")],
    ["one item again and again", repeated("<!-- lintel:services.services.aaaaaaaaaa -->\n#### x\n")],
    ["rows", `<!-- lintel:requirements.functional -->\n\n| Requirement |\n|---|\n${repeated("| c |\n")}`],
    ["front matter with anchors", `---\n${"a: &a [*a, *a]\n".repeat(400)}---\n# t`],
    ["prototype keys", "<!-- lintel:__proto__.polluted -->\nx\n<!-- lintel:services.services.__proto__ -->\n#### z\n"],
  ])("of %s is read in time and into what the fields can hold", (_name, text) => {
    const start = performance.now();
    const { spec } = read(text);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(normaliseSpec(spec, countingIds()).problems).toEqual([]);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});
