import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Interaction, Service } from "../spec/definition";
import { findPlace } from "../spec/path";
import { templates } from "../spec/templates/templates";
import { arbitrarySpec } from "../spec/testing";
import { cleanText, emptySpec, emptyValues } from "../spec/value";
import { exportMarkdown } from "./export";
import { importMarkdown } from "./import";
import { decodeInline, encodeInline, tableCells } from "./notation";

/** Ids in a row, so that a case is the same every time. */
function countingIds(): () => string {
  let next = 0;
  return () => `new${String(next++).padStart(7, "0")}`;
}

const back = (text: string) => importMarkdown(text, { newId: countingIds() });

describe("one line of text", () => {
  test("comes back from Markdown, also out of a table cell", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })), (raw) => {
        const text = raw.replace(/[\n\r]/g, " ");
        expect(decodeInline(encodeInline(text))).toBe(text);
        expect(tableCells(`| ${encodeInline(text)} | x |`).map(decodeInline)[0]).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test("never starts like a formula, and never opens HTML or a table cell", () => {
    for (const text of ["=1+1", "+1", "-1", "@now", "<img>", "a|b"])
      expect(encodeInline(text)).not.toMatch(/^[=+@-]|(?<!\\)[<|]/);
  });
});

describe("Markdown", () => {
  test("import of export is identity", () => {
    fc.assert(
      fc.property(arbitrarySpec(), fc.string({ unit: "grapheme" }), (spec, name) => {
        const title = cleanText(name, "one");
        const result = back(exportMarkdown({ title, spec }));
        expect(result.spec).toEqual(spec);
        expect(result.title).toBe(title);
      }),
      { numRuns: 200 },
    );
  });

  test("an empty specification shows every section in order", () => {
    const text = exportMarkdown({ title: "Empty", spec: emptySpec() });
    expect(text.match(/^## .*/gm)).toHaveLength(11);
    expect(back(text).spec).toEqual(emptySpec());
  });

  test.each(templates.map(({ key, title, spec }) => [key, title, spec] as const))(
    "the template %s comes back",
    (_key, title, spec) => {
      const result = back(exportMarkdown({ title, spec }));
      expect(result.spec).toEqual(spec);
      expect(result.report.filter(({ certainty }) => certainty === "kept")).toEqual([]);
    },
  );

  test("references between items come back, by id beside the name", () => {
    const { spec } = example();
    expect(back(exportMarkdown({ title: "T", spec })).spec).toEqual(spec);
  });

  test("the score, status and labels show, and are not read back", () => {
    const counts = { high: 1, medium: 2, none: 3, unanswered: 4, not_applicable: 5 };
    const text = exportMarkdown({
      title: "T",
      number: 12,
      status: "approved",
      labels: ["payments"],
      spec: emptySpec(),
      score: [{ lens: "Quality", score: 61.4, grade: "C", counts }],
      answers: [{ lens: "quality", answers: [{ questionId: "q", note: "```" }] }],
    });
    expect(text).toMatch(/^---\nlintel: 1\nreview: 12\nstatus: "approved"\nlabels: \["payments"\]\n---\n\n# T\n/);
    expect(text).toContain("| Quality | 61 / 100 | C | 1 | 2 | 3 | 4 | 5 |");
    const result = back(text);
    expect(result.spec).toEqual(emptySpec());
    expect(result.answers).toEqual([{ lens: "quality", answers: [{ questionId: "q", note: "```" }] }]);
  });
});

/** Two services, a call between them, a store and a requirement: something to edit. */
function example() {
  const spec = emptySpec();
  const values = (path: string) => {
    const place = findPlace(path);
    if (place?.kind !== "field" || place.field.kind !== "list") throw new Error(path);
    return emptyValues(place.field.fields);
  };
  const service = values("services.services") as Service;
  const call = values("services.interactions") as Interaction;
  spec.requirements.problem = "Orders are lost.\n\n## Not a section\n\n| a | b |\n";
  spec.requirements.problem = spec.requirements.problem.trimEnd();
  spec.requirements.functional = [{ id: "req0000001", ref: "FR-1", text: "Users can pay | cash", priority: "must" }];
  spec.services.services = [
    { ...service, id: "orders0001", name: "Orders", replicas: 3, apiStyles: ["rest", "a, b"] },
    { ...service, id: "stock00001", name: "Stock", availability: 99.9 },
  ];
  spec.services.interactions = [
    { ...call, id: "call000001", purpose: "reserve", from: "orders0001", to: "stock00001", timeout: 300 },
  ];
  spec.data.stores = [
    { id: "store00001", name: "orders", kind: "relational", technology: "", owner: "orders0001", size: 40, note: "" },
  ];
  return { spec, text: exportMarkdown({ title: "Example", spec }) };
}

describe("an export edited by hand", () => {
  const edited = (find: string | RegExp, replacement: string) => {
    const { spec, text } = example();
    expect(text).toMatch(find);
    return { before: spec, after: back(text.replace(find, replacement)).spec };
  };

  test("a changed cell and a new row", () => {
    const { after } = edited(
      /^(\| FR-1 \| )Users can pay \\\| cash( .*)$/m,
      "$1Users can refund$2\n| FR-2 | Users can leave | Should |",
    );
    expect(after.requirements.functional).toEqual([
      { id: "req0000001", ref: "FR-1", text: "Users can refund", priority: "must" },
      { id: "new0000000", ref: "FR-2", text: "Users can leave", priority: "should" },
    ]);
  });

  test("a removed row", () => {
    expect(edited(/^\| FR-1 .*\n/m, "").after.requirements.functional).toEqual([]);
  });

  test("a changed paragraph, with headings of its own", () => {
    const { before, after } = edited("Orders are lost.", "Orders are late.\n\n# Why\n\nQueues.");
    expect(after.requirements.problem).toBe(before.requirements.problem.replace("lost.", "late.\n\n# Why\n\nQueues."));
  });

  test("an attribute changed, one added, one taken out", () => {
    const { after } = edited("- **Replicas:** 3 instances", "- **Owner:** Payments team\n- **Replicas:** 1,000");
    expect(after.services.services[0]).toMatchObject({ owner: "Payments team", replicas: 1000 });
    expect(edited("- **Replicas:** 3 instances\n", "").after.services.services[0]?.replicas).toBeNull();
  });

  test("a reference written by name alone, and one pointed elsewhere with the old id left", () => {
    expect(
      edited("- **To:** Stock <!-- to stock00001 -->", "- **To:** Orders").after.services.interactions[0]?.to,
    ).toBe("orders0001");
    expect(
      edited("- **To:** Stock <!-- to stock00001 -->", "- **To:** Orders <!-- to stock00001 -->").after.services
        .interactions[0]?.to,
    ).toBe("orders0001");
  });

  test("a renamed item keeps what points to it", () => {
    const { after } = edited("#### Orders", "#### Order service");
    expect(after.services.services[0]).toMatchObject({ id: "orders0001", name: "Order service" });
    expect(after.services.interactions[0]?.from).toBe("orders0001");
  });

  test("a copied card becomes another item", () => {
    const { text } = example();
    const card = text.slice(
      text.indexOf("<!-- lintel:services.services.stock00001 -->"),
      text.indexOf("<!-- lintel:services.interactions -->"),
    );
    const after = back(text.replace(card, card + card)).spec;
    expect(after.services.services.map(({ id, name }) => `${id} ${name}`)).toEqual([
      "orders0001 Orders",
      "stock00001 Stock",
      "new0000000 Stock",
    ]);
  });

  test("what cannot be understood is kept and reported", () => {
    const { text } = example();
    const result = back(
      text.replace("- **Replicas:** 3 instances", "- **Replicas:** a few\n- **Mood:** good\n\nA remark."),
    );
    const notes = result.spec.requirements.notes.map((note) => note.text).join("\n");
    expect(notes).toContain("a few");
    expect(notes).toContain("- **Mood:** good");
    expect(notes).toContain("A remark.");
    expect(result.report.filter(({ certainty }) => certainty === "kept").length).toBeGreaterThan(0);
  });

  test("without its comments it is still placed by its headings, and loses nothing", () => {
    const { spec, text } = example();
    const result = back(text.replace(/^<!-- lintel:.*-->\n/gm, ""));
    const everything = JSON.stringify(result.spec);
    for (const words of ["Orders are lost.", "Users can pay", "reserve", "relational", "FR-1"]) {
      expect(everything.toLowerCase()).toContain(words.toLowerCase());
    }
    expect(result.title).toBe("Example");
    expect(result.spec.requirements.problem).toContain(spec.requirements.problem.slice(0, 16));
  });

  test("with Windows line ends it is the same", () => {
    const { spec, text } = example();
    expect(back(text.replaceAll("\n", "\r\n")).spec).toEqual(spec);
  });
});
