import { loadModule, parseSync } from "libpg-query";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as Y from "yjs";
import { exportMarkdown } from "../../markdown/export";
import { importMarkdown } from "../../markdown/import";
import { measureCompleteness } from "../completeness";
import { readSpec, writeSpec } from "../draft";
import type { ListItem } from "../field";
import { isGuidance } from "../guidance";
import { emptySpec, normaliseSpec } from "../value";
import { buildSpec, item } from "./template";
import { templateList } from "./template-list";
import { findTemplate, templates } from "./templates";
import { brokenReferences, visitFields } from "./testing";

type Mermaid = { parse: (source: string) => Promise<unknown> };
let mermaid: Mermaid;

beforeAll(async () => {
  await loadModule();
  // Mermaid's parsers ask for a sanitiser, which exists only beside a page; parsing needs none.
  const purify = (await import("dompurify")).default as unknown as Record<string, unknown>;
  purify.addHook ??= () => {};
  purify.removeAllHooks ??= () => {};
  purify.sanitize ??= (text: string) => text;
  mermaid = (await import("mermaid")).default;
});

const listItems = (spec: (typeof templates)[number]["spec"]) => {
  const items: { path: string; item: ListItem }[] = [];
  visitFields(spec, (field, value, path) => {
    if (field.kind === "list") for (const entry of value as ListItem[]) items.push({ path, item: entry });
  });
  return items;
};

describe.each(templates.map((template) => [template.key, template] as const))(
  "the template %s",
  (key, { title, spec }) => {
    it("is canonical", () => {
      const { spec: again, problems } = normaliseSpec(spec, () => "unexpected");
      expect(problems).toEqual([]);
      expect(again).toEqual(spec);
    });

    it("comes out of a draft as it went in", () => {
      const doc = new Y.Doc();
      writeSpec(doc, spec);
      expect(readSpec(doc)).toEqual(spec);
    });

    it("comes back from Markdown unchanged", () => {
      const text = exportMarkdown({ title, spec });
      const imported = importMarkdown(text, { newId: () => "unexpected" });
      expect(imported).toMatchObject({ title, spec });
    });

    it("gives every item an id of its own", () => {
      const ids = listItems(spec).map(({ item }) => item.id);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it("refers only to items that are there", () => {
      const items = listItems(spec);
      const dangling: string[] = [];
      visitFields(spec, (field, value, path) => {
        if (field.kind !== "reference" || value === "") return;
        const isThere = items.some(({ path: list, item }) => field.to.includes(list) && item.id === value);
        if (!isThere) dangling.push(`${path} → ${value}`);
      });
      expect(dangling).toEqual([]);
    });

    it("draws diagrams that Mermaid understands", async () => {
      if (key !== "blank") expect(spec.architecture.diagrams.length).toBeGreaterThan(0);
      for (const diagram of spec.architecture.diagrams)
        await expect(mermaid.parse(diagram.source), diagram.name).resolves.toBeTruthy();
    });

    it("has a schema that PostgreSQL's parser reads", () => {
      if (spec.data.ddl !== "") expect(() => parseSync(spec.data.ddl)).not.toThrow();
    });

    it("has contracts that are whole", () => {
      for (const document of spec.contract.documents) {
        expect(parse(document.source)).toHaveProperty(document.format);
        expect(brokenReferences(document.source)).toEqual([]);
      }
    });

    it("asks questions only where a text is expected, and the example answers all", () => {
      const guided: string[] = [];
      visitFields(spec, (field, value, path) => {
        const texts = Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [value];
        for (const text of texts)
          if (typeof text === "string" && isGuidance(text)) guided.push(`${field.kind} ${path}`);
      });
      expect(guided.filter((place) => !/^(text|markdown) /.test(place))).toEqual([]);
      if (key === "blank" || key === "e-commerce") expect(guided).toEqual([]);
      else expect(guided.length).toBeGreaterThan(15);
    });

    it("counts as filled in only by what is said, not by what is asked", () => {
      const { filled, total } = measureCompleteness(spec);
      if (key === "e-commerce") expect(filled).toBe(total);
      else expect(filled / total).toBeLessThan(0.3);
    });
  },
);

describe("templates", () => {
  it("are found by key", () => {
    for (const { key } of templateList) expect(findTemplate(key)?.key).toBe(key);
    expect(findTemplate("none")).toBeUndefined();
    expect(findTemplate("blank")?.spec).toEqual(emptySpec());
  });

  it("refuse a value that fits no field, and a name that makes no id", () => {
    expect(() => buildSpec({ data: { backup: { rto: -1 } } })).toThrow("data.backup.rto");
    expect(() => item("Too long a name")).toThrow("makes no item id");
  });

  it("number unnamed items in the order in which they stand", () => {
    const spec = buildSpec({ decisions: { risks: [{ risk: "a" }, { risk: "b" }] } });
    expect(spec.decisions.risks.map(({ id }) => id)).toEqual(["x000000001", "x000000002"]);
  });
});
