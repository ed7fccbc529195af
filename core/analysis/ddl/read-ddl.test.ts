import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { loadModule, parseSync } from "libpg-query";
import { beforeAll, describe, expect, it } from "vitest";
import type { DdlModel, DdlTable } from "./model";
import { readDdl } from "./read-ddl";

beforeAll(() => loadModule());

const read = (text: string) => readDdl(text, parseSync);
const table = (model: DdlModel, name: string): DdlTable => {
  const found = [...model.tables, ...model.partitions].find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no table ${name} in ${model.tables.map((t) => t.id)}`);
  return found;
};

describe("reading DDL", () => {
  it("reads columns with type, null, default, identity and place", () => {
    const { columns } = table(
      read(`create table shop.orders (
  id bigint generated always as identity primary key,
  code varchar(20)[] not null default 'a,b'::text,
  total numeric(12,2) default (1 + 2) check (total >= 0),
  placed_at timestamptz
);`),
      "orders",
    );
    expect(columns).toEqual([
      column({ name: "id", type: "bigint", isNullable: false, isIdentity: true, place: { line: 2, column: 3 } }),
      column({
        name: "code",
        type: "varchar(20)[]",
        isNullable: false,
        default: "'a,b'::text",
        place: { line: 3, column: 3 },
      }),
      column({ name: "total", type: "numeric(12,2)", default: "(1 + 2)", place: { line: 4, column: 3 } }),
      column({ name: "placed_at", type: "timestamptz", place: { line: 5, column: 3 } }),
    ]);
  });

  it("names unnamed constraints and indexes as PostgreSQL does", () => {
    const { primaryKey, foreignKeys, uniques, checks, indexes } = table(
      read(`create table a (id int primary key);
        create table b (id int primary key, a_id int references a, x int, y int, unique (x, y), check (x > 0), check (y > x));
        create index on b (x); create index on b (x); create index on b (lower(y::text), x);`),
      "b",
    );
    expect(primaryKey?.name).toBe("b_pkey");
    expect(foreignKeys.map(({ name }) => name)).toEqual(["b_a_id_fkey"]);
    expect(uniques.map(({ name }) => name)).toEqual(["b_x_y_key"]);
    expect(checks.map(({ name, expression }) => [name, expression])).toEqual([
      ["b_check", "(x > 0)"],
      ["b_check1", "(y > x)"],
    ]);
    expect(indexes.map(({ name, columns }) => [name, columns])).toEqual([
      ["b_x_idx", ["x"]],
      ["b_x_idx1", ["x"]],
      ["b_lower_x_idx", [null, "x"]],
    ]);
  });

  it("applies later changes: columns and constraints added and dropped, types, renames", () => {
    const model = read(`
      create type state as enum ('new', 'paid');
      create table a (id int primary key, gone int, state state, note text);
      create table b (id int, a_id int);
      alter table b add constraint b_a foreign key (a_id) references a (id) on delete cascade not valid;
      alter table b validate constraint b_a, add primary key (id), alter column id type bigint;
      alter table a drop column gone, alter note set not null, alter note set default 'x' || 'y';
      alter type state rename to order_state;
      alter type order_state add value 'open' before 'paid';
      alter table a rename column note to remark;
      alter table a rename to orders;
      comment on table orders is 'What was bought';
      comment on column orders.remark is 'Free text';`);
    const orders = table(model, "orders");
    expect(orders.columns.map(({ name, type }) => [name, type])).toEqual([
      ["id", "integer"],
      ["state", "order_state"],
      ["remark", "text"],
    ]);
    expect(orders.columns[2]).toMatchObject({ isNullable: false, default: "'x' || 'y'", comment: "Free text" });
    expect(orders.comment).toBe("What was bought");
    expect(table(model, "b").foreignKeys[0]).toMatchObject({
      references: "public.orders",
      onDelete: "cascade",
      isValid: true,
    });
    expect(table(model, "b").primaryKey?.columns).toEqual(["id"]);
    expect(model.enums).toMatchObject([{ id: "public.order_state", values: ["new", "open", "paid"] }]);
    expect(model.problems).toEqual([]);
  });

  it("counts partitions apart from tables", () => {
    const model = read(`create table m (at date not null, v int) partition by range (at);
      create table m1 partition of m for values from ('2026-01-01') to ('2026-02-01');
      create table m2 (at date not null, v int);
      alter table m attach partition m2 for values from ('2026-02-01') to ('2026-03-01');`);
    expect(model.tables.map(({ name, isPartitioned }) => [name, isPartitioned])).toEqual([["m", true]]);
    expect(model.partitions.map(({ name, columns }) => [name, columns.length])).toEqual([
      ["m1", 2],
      ["m2", 2],
    ]);
  });

  it("passes over data and psql's commands, and keeps the lines right behind them", () => {
    const model = read(`\\c shop
copy a (id) from stdin;
1	; drop
\\.
insert into a values ('; create table x ();');
create function f() returns int language sql begin atomic select case when true then 1 end; end;
create table after_data (id int);`);
    expect(model.tables).toMatchObject([{ name: "after_data", place: { line: 7, column: 1 } }]);
    expect(model.statements).toEqual({ read: 2, skipped: 2 });
    expect(model.problems).toEqual([]);
  });

  it("looks into DO blocks", () => {
    const model = read(`create table a (id int primary key); create table b (a_id int);
DO $$ BEGIN
 ALTER TABLE "b" ADD CONSTRAINT "b_a" FOREIGN KEY ("a_id") REFERENCES "a"("id");
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;`);
    expect(table(model, "b").foreignKeys).toMatchObject([{ name: "b_a", place: { line: 3, column: 22 } }]);
  });

  it("reports a broken statement at its line with a remedy and reads the others", () => {
    const model = read(`create table a (id int primary key);
create table b (
  é text,
  a_id int references a (id),
);
create table c (id int);`);
    expect(model.tables.map(({ name }) => name)).toEqual(["a", "c"]);
    expect(model.problems).toEqual([
      {
        line: 5,
        column: 1,
        severity: "error",
        message: "“)” was not expected here. There is a comma too many before the bracket.",
      },
    ]);
  });

  it.each([
    ["create table a (id int auto_increment)", "GENERATED ALWAYS AS IDENTITY"],
    ["create table `a` (id int)", "double quotes"],
    ["create table a (id int", "ends too early"],
    ["create table a (id int\n b text)", "comma is probably missing"],
    ["create table a (s text default 'x", "closing mark is missing"],
    ["create table a (id int)\ncreate table b (id int);", "lacks its semicolon"],
  ])("explains %j", (text, expected) => {
    expect(read(text).problems[0]?.message).toContain(expected);
  });

  it("warns about a table that is changed but never created", () => {
    expect(read("\nalter table ghosts add column x int;").problems).toEqual([
      { line: 2, column: 1, severity: "warning", message: "public.ghosts is changed here, but not created above." },
    ]);
  });

  it("stops reading what is no SQL at all", () => {
    const { problems } = read("nonsense;".repeat(600));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.message).toContain("the rest of the text was left out");
  });

  it("answers any text without throwing, with places inside it", () => {
    const piece = fc.constantFrom(
      "create table ",
      "a",
      "(",
      ")",
      "'",
      "$$",
      "$x$",
      '"',
      ";",
      "\n",
      "--",
      "/*",
      "*/",
      "\\",
      "é",
      "🦊",
      " int",
      ",",
      "copy a from stdin;",
      "\0",
      "begin atomic",
      "end",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 40 }).map((all) => all.join("")),
          fc.string(),
        ),
        (text) => {
          const lines = text.split("\n").length;
          for (const { line, column } of read(text).problems) {
            expect(line).toBeLessThanOrEqual(lines);
            expect(column).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});

function column(more: object) {
  return { isNullable: true, default: null, isIdentity: false, isGenerated: false, comment: null, ...more };
}

const fixtures = join(import.meta.dirname, "../../../../shared/fixtures/sql");

const indexesOnViews: Record<string, number> = { "crates.io": 2, "pagila-v3.1.0": 1 };

/** One script, or the migrations of a folder in the order in which their tool runs them. */
function script(path: string): string {
  const whole = join(fixtures, path);
  if (path.endsWith(".sql")) return readFileSync(whole, "utf8");
  const version = (name: string) => name.replace(/-/g, "").slice(0, 14);
  return readdirSync(whole)
    .filter((name) => name !== "meta" && !name.endsWith(".toml"))
    .sort((a, b) => version(a).localeCompare(version(b)) || a.localeCompare(b))
    .flatMap((name) => [join(whole, name), join(whole, name, "up.sql"), join(whole, name, "migration.sql")])
    .filter((file) => file.endsWith(".sql") && existsSync(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n;\n");
}

describe.skipIf(!existsSync(fixtures))("reading real schemas (../shared/fixtures/sql, where present)", () => {
  it.each([
    ["chinook", "chinook/chinook.sql"],
    ["northwind", "northwind/northwind.sql"],
    ["pagila-v3.1.0", "pagila-v3.1.0/pagila-v3.1.0-schema.sql"],
    ["crates.io", "crates.io/schema-dump.sql"],
    ["crates.io", "crates.io/migrations"],
    ["documenso", "documenso/schema-dump.sql"],
    ["documenso", "documenso/migrations"],
    ["nextjs-saas-starter", "nextjs-saas-starter/migrations"],
  ])("counts what PostgreSQL counts: %s from %s", (id, path) => {
    const truth = JSON.parse(readFileSync(join(fixtures, id, "GROUND_TRUTH.json"), "utf8")).pg_catalog;
    const model = read(script(path));
    const { tables, partitions } = model;
    const sum = (count: (one: DdlTable) => number, all = tables) => all.reduce((total, one) => total + count(one), 0);
    const errors = model.problems.filter(({ severity }) => severity === "error");
    expect(errors).toEqual([]);
    expect({
      tables: tables.length,
      names: tables.map((one) => one.id).sort(),
      partitions: partitions.length,
      columns: sum((one) => one.columns.length),
      views: model.views.filter((view) => !view.isMaterialized).length,
      materialized: model.views.filter((view) => view.isMaterialized).length,
      enums: model.enums.length,
      domains: model.domains.length,
      foreignKeys: sum((one) => one.foreignKeys.length),
      allForeignKeys: sum((one) => one.foreignKeys.length, [...tables, ...partitions]),
      compositeKeys: tables.filter((one) => (one.primaryKey?.columns.length ?? 0) > 1).length,
      withoutKey: tables.filter((one) => !one.primaryKey).length,
      uniques: sum((one) => one.uniques.length),
      indexes: sum((one) => one.indexes.length),
      partial: sum((one) => one.indexes.filter((index) => index.isPartial).length),
    }).toEqual({
      tables: truth.tables_total_excluding_partitions,
      names: [...truth.table_names].sort(),
      partitions: truth.table_partitions,
      columns: truth.columns_total_excluding_partitions,
      views: truth.views,
      materialized: truth.materialized_views,
      enums: truth.enum_types,
      domains: truth.domains,
      foreignKeys: truth.foreign_keys,
      allForeignKeys: truth.foreign_keys_including_those_declared_on_partitions,
      compositeKeys: truth.primary_keys_composite,
      withoutKey: truth.n_tables_without_primary_key,
      uniques: truth.unique_constraints,
      // A view's indexes are counted by the database, but belong to no table.
      indexes: truth.indexes_created_by_create_index - (indexesOnViews[id] ?? 0),
      partial: truth.indexes_partial,
    });
  });
});
