import type { DdlColumn, DdlForeignKey, DdlModel, DdlTable } from "../analysis/ddl/model";
import { type GeneratedDiagram, label } from "./mermaid-text";

/** Beyond `tables` the least connected are left out, beyond `detailed` only keys are listed; `columns` is per table. */
export const erLimits = { tables: 150, detailed: 60, columns: 40, links: 400 };

/** Tables with their columns and keys, and the foreign keys between them. Partitions are not drawn; the table they belong to is. */
export function erDiagram(model: DdlModel): GeneratedDiagram {
  const base = { kind: "er" as const, title: "Entity relationships" };
  if (model.tables.length === 0)
    return {
      ...base,
      source: "",
      notes: [],
      empty: "Write CREATE TABLE statements in Data to see the tables drawn here.",
    };

  const tables = mostConnected(model.tables);
  const ids = new Set(tables.map(({ id }) => id));
  const names = namesOf(model.tables);
  const isDetailed = tables.length <= erLimits.detailed;
  const relations = tables.flatMap((table) =>
    table.foreignKeys.filter((key) => ids.has(key.references)).map((key) => relation(table, key, names)),
  );
  const outside = tables.flatMap((table) => table.foreignKeys).filter((key) => !names.has(key.references));
  return {
    ...base,
    source: [
      "erDiagram",
      ...tables.flatMap((table) => entity(table, names, isDetailed)),
      ...relations.slice(0, erLimits.links),
      "",
    ].join("\n"),
    notes: notesOf(model, tables, relations.length, isDetailed, new Set(outside.map((key) => key.references))),
    empty: null,
  };
}

function notesOf(
  model: DdlModel,
  shown: readonly DdlTable[],
  relations: number,
  isDetailed: boolean,
  missing: ReadonlySet<string>,
): string[] {
  const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
  const hidden = model.tables.length - shown.length;
  const named = [...missing].slice(0, 3).join(", ");
  return [
    hidden > 0 ? `${count(hidden, "less connected table")} of ${model.tables.length} are not drawn.` : "",
    isDetailed ? "" : "Only key columns are listed, because there are many tables.",
    relations > erLimits.links ? `${count(relations - erLimits.links, "foreign key")} are not drawn.` : "",
    model.partitions.length > 0 ? `${count(model.partitions.length, "partition")} not drawn.` : "",
    missing.size > 0
      ? `Foreign keys point to ${named}${missing.size > 3 ? " and others" : ""}, which the DDL does not create.`
      : "",
  ].filter((note) => note !== "");
}

function mostConnected(tables: readonly DdlTable[]): readonly DdlTable[] {
  if (tables.length <= erLimits.tables) return tables;
  const degree = new Map<string, number>();
  const count = (id: string) => degree.set(id, (degree.get(id) ?? 0) + 1);
  for (const { id, foreignKeys } of tables)
    for (const { references } of foreignKeys) {
      count(id);
      count(references);
    }
  const kept = [...tables].sort((a, b) => (degree.get(b.id) ?? 0) - (degree.get(a.id) ?? 0)).slice(0, erLimits.tables);
  const ids = new Set(kept.map(({ id }) => id));
  return tables.filter(({ id }) => ids.has(id));
}

/** How each table is called in the picture: the schema is named only where there are several. */
function namesOf(tables: readonly DdlTable[]): ReadonlyMap<string, string> {
  const hasSchemas = new Set(tables.map(({ schema }) => schema)).size > 1;
  const taken = new Map<string, number>();
  return new Map(
    tables.map((table) => {
      const name = label(hasSchemas ? table.id : table.name, 80) || "unnamed";
      const count = (taken.get(name) ?? 0) + 1;
      taken.set(name, count);
      return [table.id, count === 1 ? name : `${name} #40;${count}#41;`];
    }),
  );
}

function entity(table: DdlTable, names: ReadonlyMap<string, string>, isDetailed: boolean): string[] {
  const name = `  "${names.get(table.id) ?? ""}"`;
  const columns = isDetailed ? table.columns : table.columns.filter((column) => keysOf(table, column).length > 0);
  if (columns.length === 0) return [name];
  const shown = columns.slice(0, erLimits.columns).map((column) => `    ${attribute(table, column)}`);
  const rest = columns.length - erLimits.columns;
  return [`${name} {`, ...shown, ...(rest > 0 ? [`    more ${word(`${rest}_columns`)}`] : []), "  }"];
}

function attribute(table: DdlTable, column: DdlColumn): string {
  const keys = keysOf(table, column);
  return [word(column.type || "unknown"), word(column.name), keys.join(", ")].filter(Boolean).join(" ");
}

function keysOf(table: DdlTable, { name }: DdlColumn): string[] {
  const isUnique =
    table.uniques.some(({ columns }) => columns.length === 1 && columns[0] === name) ||
    table.indexes.some(
      ({ isUnique, isPartial, columns }) => isUnique && !isPartial && columns.length === 1 && columns[0] === name,
    );
  return [
    table.primaryKey?.columns.includes(name) ? "PK" : "",
    table.foreignKeys.some(({ columns }) => columns.includes(name)) ? "FK" : "",
    isUnique ? "UK" : "",
  ].filter((key) => key !== "");
}

/** A type or column as the grammar's word; it has no quotes for these, so what it does not know becomes an underscore. */
function word(text: string): string {
  const safe = text
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}_()[\],.-]/gu, "_")
    .replace(/[\u0080-\u00bf\ud800-\uffff]/g, "_")
    .slice(0, 63);
  return /^[A-Za-z_\u00C0-\uD7FF]/.test(safe) && !/^[pfu]k(?![A-Za-z0-9_])/i.test(safe) ? safe : `_${safe}`;
}

function relation(table: DdlTable, key: DdlForeignKey, names: ReadonlyMap<string, string>): string {
  const isOptional = key.columns.some(
    (name) => table.columns.find((column) => column.name === name)?.isNullable ?? true,
  );
  const same = (columns: readonly (string | null)[]) =>
    columns.length === key.columns.length && key.columns.every((column) => columns.includes(column));
  const isOne =
    (table.primaryKey && same(table.primaryKey.columns)) ||
    table.uniques.some(({ columns }) => same(columns)) ||
    table.indexes.some(({ isUnique, isPartial, columns }) => isUnique && !isPartial && same(columns));
  const parent = names.get(key.references) ?? "";
  const child = names.get(table.id) ?? "";
  return `  "${parent}" ${isOptional ? "|o" : "||"}--${isOne ? "o|" : "o{"} "${child}" : "${label(key.columns.join(", "))}"`;
}
