import fc from "fast-check";
import { loadModule, parseSync } from "libpg-query";
import { beforeAll, describe, expect, it } from "vitest";
import { readDdl } from "../analysis/ddl/read-ddl";
import type { Spec } from "../spec/definition";
import { arbitrarySpec } from "../spec/testing";
import { emptySpec } from "../spec/value";
import { containerLimits, containersDiagram } from "./containers";
import { contextDiagram } from "./context";
import { erDiagram, erLimits } from "./er";
import { label } from "./mermaid-text";

// Only what is asked of a parsed diagram; Mermaid types its databases loosely.
type Db = {
  getVertices?: () => Map<string, { text?: string }>;
  getEdges?: () => unknown[];
  getEntities?: () => Map<string, { label: string; attributes: unknown[] }>;
  getRelationships?: () => unknown[];
};
let parse: (source: string) => Promise<Db>;

beforeAll(async () => {
  await loadModule();
  // Mermaid's parser calls the sanitiser's hooks, which exist only with a DOM; parsing needs no sanitising.
  const purify = (await import("dompurify")).default as unknown as Record<string, unknown>;
  purify.addHook ??= () => {};
  purify.removeAllHooks ??= () => {};
  purify.sanitize ??= (text: string) => text;
  const mermaid = (await import("mermaid")).default;
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
  parse = async (source) => (await mermaid.mermaidAPI.getDiagramFromText(source)).db as Db;
});

const nasty = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(
        '"',
        "'",
        "`",
        "#",
        ";",
        "%%",
        "%%{init: {",
        "}%%",
        "---",
        "\n",
        "-->",
        "end",
        "subgraph",
        "direction LR",
        "click a",
        "]",
        ")",
        "}",
        "|",
        "<b>",
        "<script>",
        "&lt;",
        "#quot;",
        "1. ",
        "- ",
        "$$x$$",
        "style a:#f00;",
        "classDef x",
        ":::",
        "\\",
        "@{",
        "~",
        "**",
        "_",
        "pk",
        "\u2028",
        "\u202e",
        "🦊",
        "é",
        " ",
        "a",
      ),
      { maxLength: 8 },
    )
    .map((pieces) => pieces.join("")),
);

/** A specification of `count` services whose every text is `text(n)`. */
function specWith(count: number, text: (n: number) => string): Spec {
  const spec = emptySpec() as Spec;
  const part = (n: number) => ({
    ...blankPart,
    id: `service${String(n).padStart(3, "0")}`,
    name: text(n),
    owner: text(n),
  });
  spec.services.services = Array.from({ length: count }, (_, n) => part(n));
  return spec;
}

const blankPart: Spec["services"]["services"][number] = {
  id: "",
  name: "",
  responsibility: "",
  owner: "",
  database: "",
  cache: "",
  queue: "",
  apiStyles: [],
  publishes: [],
  consumes: [],
  dataClassification: "",
  availability: null,
  latencyP95: null,
  replicas: null,
} as never;

const shop = () => {
  const spec = specWith(3, (n) => ["Orders", "Products", "Users"][n] ?? "");
  const [orders, products, users] = spec.services.services as [typeof blankPart, typeof blankPart, typeof blankPart];
  Object.assign(orders, { database: "PostgreSQL, shop", publishes: ["OrderPlaced"], apiStyles: ["rest"] });
  Object.assign(products, { database: "postgresql,  SHOP", consumes: ["orderplaced"], cache: "Redis" });
  Object.assign(users, { owner: "Identity team" });
  const blank = emptyInteraction();
  spec.services.interactions = [
    { ...blank, id: "i1", from: orders.id, to: products.id, purpose: "reserve stock", protocol: "grpc", mode: "sync" },
    { ...blank, id: "i2", from: orders.id, to: "gone", purpose: "lost", protocol: "http", mode: "sync" },
  ];
  return spec;
};

const emptyInteraction = () =>
  ({ purpose: "", from: "", to: "", protocol: "", mode: "" }) as unknown as Spec["services"]["interactions"][number];

describe("containers", () => {
  it("draws services, shared stores, calls and events", async () => {
    const { source } = containersDiagram(shop(), "Shop");
    expect(source).toContain('svc_orders["Orders<br/>REST"]:::service');
    expect(source).toContain('db_postgresql_shop[("PostgreSQL, shop")]:::store');
    expect(source).not.toContain("SHOP");
    expect(source).toContain('svc_orders -->|"reserve stock [gRPC]"| svc_products');
    expect(source).toContain('svc_orders -.->|"OrderPlaced"| svc_products');
    expect(source).not.toContain("lost");
    const db = await parse(source);
    expect(db.getVertices?.().size).toBe(5);
  });

  it("says what to add where there is nothing to draw", () => {
    expect(containersDiagram(emptySpec() as Spec, "x")).toMatchObject({
      source: "",
      empty: expect.stringContaining("Add services"),
    });
  });

  it("folds a large system by owner and says so", async () => {
    const spec = specWith(200, (n) => `Service ${n}`);
    spec.services.services.forEach((service, n) => {
      service.owner = `Team ${n % 12}`;
      service.database = `Database ${n}`;
    });
    const { source, notes } = containersDiagram(spec, "Large");
    expect(notes[0]).toContain("400 parts");
    expect((await parse(source)).getVertices?.().size).toBe(12);
  });

  it("never draws more than the limits", async () => {
    const spec = specWith(1000, (n) => `Service ${n}`);
    const { source, notes } = containersDiagram(spec, "Huge");
    expect(notes).toHaveLength(2);
    expect((await parse(source)).getVertices?.().size).toBeLessThanOrEqual(containerLimits.parts);
  });
});

describe("context", () => {
  it("draws the system, its users and every dependency", async () => {
    const spec = shop();
    spec.services.dependencies = [{ ...blankPart, id: "mail", name: "Mail", vendor: "Relay", costNote: "" } as never];
    spec.requirements.scale.users = 25000;
    const { source } = contextDiagram(spec, "Shop");
    expect(source).toContain("Users<br/>about 25,000");
    expect((await parse(source)).getVertices?.().size).toBe(3);
  });
});

describe("entity relationships", () => {
  const er = (ddl: string) => erDiagram(readDdl(ddl, parseSync));

  it("draws tables, columns, keys and cardinality", async () => {
    const { source } = er(`create table customers (id bigint primary key, email text unique not null);
      create table orders (id bigint primary key, customer_id bigint not null references customers, ref_id int references customers,
        total numeric(12,2), pk text);
      create table profile (customer_id bigint primary key references customers);`);
    expect(source).toContain("text email UK");
    expect(source).toContain("numeric(12,2) total");
    expect(source).toContain('"customers" ||--o{ "orders" : "customer_id"');
    expect(source).toContain('"customers" |o--o{ "orders" : "ref_id"');
    expect(source).toContain('"customers" ||--o| "profile"');
    const db = await parse(source);
    expect([...(db.getEntities?.().values() ?? [])].map(({ attributes }) => attributes.length)).toEqual([2, 5, 1]);
    expect(db.getRelationships?.()).toHaveLength(3);
  });

  it("keeps to its limits and says what is missing", async () => {
    const ddl = Array.from(
      { length: 200 },
      (_, n) => `create table t${n} (id int primary key, a int, p int references t${Math.max(0, n - 1)});`,
    );
    const { source, notes } = er(ddl.join("\n"));
    expect(notes.join(" ")).toContain("50 less connected tables of 200");
    const db = await parse(source);
    expect(db.getEntities?.().size).toBe(erLimits.tables);
  });

  it("parses whatever names the schema has, one entity for each table", async () => {
    const quoted = (name: string) => `"${(name.replaceAll("\0", "") || "x").replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(nasty, { minLength: 1, maxLength: 4 }), async (names) => {
        const ddl = names.map(
          (
            name,
          ) => `create table ${quoted(name)} (${quoted(name)} ${quoted(name)} primary key, r int references ${quoted(names[0] ?? "")});
          comment on column ${quoted(name)}.${quoted(name)} is ${`'${name.replaceAll("\0", "").replaceAll("'", "''")}'`};`,
        );
        const model = readDdl(ddl.join("\n"), parseSync);
        const { source } = erDiagram(model);
        if (model.tables.length === 0) return;
        const db = await parse(source);
        expect(db.getEntities?.().size).toBe(model.tables.length);
      }),
      { numRuns: 120 },
    );
  });
});

describe("any text in any name", () => {
  it("parses and adds no node of its own", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(nasty, { minLength: 2, maxLength: 5 }), nasty, async (names, system) => {
        const spec = specWith(names.length, (n) => names[n] ?? "");
        spec.services.services.forEach((service, n) => {
          Object.assign(service, { database: names[n], publishes: [names[0]], consumes: n > 0 ? [names[0]] : [] });
        });
        spec.services.dependencies = names.map(
          (name, n) => ({ ...blankPart, id: `d${n}`, name, vendor: name, costNote: "" }) as never,
        );
        spec.services.interactions = names.map((name, n) => ({
          ...emptyInteraction(),
          id: `i${n}`,
          from: `service00${n}`,
          to: `d${n}`,
          purpose: name,
          protocol: name,
          mode: "async",
        }));
        const stores = new Set(
          names
            .filter((name) => name.trim() !== "")
            .map((name) => name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim()),
        );
        const containers = await parse(containersDiagram(spec, system).source);
        expect(containers.getVertices?.().size).toBe(names.length * 2 + stores.size);
        const context = await parse(contextDiagram(spec, system).source);
        expect(context.getVertices?.().size).toBe(names.length + 2);
      }),
      { numRuns: 120 },
    );
  });

  it("draws any specification", async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySpec(), async (spec) => {
        for (const { source } of [containersDiagram(spec, "x"), contextDiagram(spec, "x")])
          if (source) await parse(source);
      }),
      { numRuns: 60 },
    );
  });
});

it("writes labels on one line, cut with an ellipsis", () => {
  expect(label('a\n"b"  <c>')).toBe("a #34;b#34; #60;c#62;");
  expect(label("x".repeat(80))).toBe(`${"x".repeat(59)}…`);
});
