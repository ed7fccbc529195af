import type { DdlDomain, DdlEnum, DdlPlace, DdlTable, DdlView } from "./model";
import type { Name } from "./names";

/** The schema while it is being read: what has been created so far, by id. */
export type Catalog = {
  tables: Map<string, DdlTable>;
  enums: Map<string, DdlEnum>;
  domains: Map<string, DdlDomain>;
  views: Map<string, DdlView>;
};

/** One statement on its way into the catalog. Positions are bytes within the statement, as the parser gives them. */
export type Reading = {
  catalog: Catalog;
  place: (byte?: number) => DdlPlace;
  /** The source from a byte up to the end of the expression there, or up to `stop`. */
  expression: (byte: number, stop?: number) => string;
  warn: (message: string, byte?: number) => void;
};

export const emptyCatalog = (): Catalog => ({
  tables: new Map(),
  enums: new Map(),
  domains: new Map(),
  views: new Map(),
});

export function newTable({ id, schema, name }: Name, place: DdlPlace): DdlTable {
  return {
    id,
    schema,
    name,
    columns: [],
    primaryKey: null,
    foreignKeys: [],
    uniques: [],
    checks: [],
    indexes: [],
    comment: null,
    isPartitioned: false,
    partitionOf: null,
    place,
  };
}

/** Every name that a constraint or an index of this schema may not take again. */
export function isNameTaken(catalog: Catalog, schema: string, name: string): boolean {
  for (const table of catalog.tables.values()) {
    if (table.schema !== schema) continue;
    if (table.name === name || table.primaryKey?.name === name) return true;
    if (table.uniques.some((key) => key.name === name) || table.indexes.some((index) => index.name === name))
      return true;
  }
  return false;
}

/** Constraint names need only be unique within their table, unless an index stands behind them. */
export function isConstraintTaken(table: DdlTable, name: string): boolean {
  return table.foreignKeys.some((key) => key.name === name) || table.checks.some((check) => check.name === name);
}

/** Takes a table away with the foreign keys that point to it, as CASCADE does; without CASCADE there are none left. */
export function dropTable(catalog: Catalog, id: string) {
  catalog.tables.delete(id);
  for (const table of [...catalog.tables.values()]) {
    table.foreignKeys = table.foreignKeys.filter((key) => key.references !== id);
    if (table.partitionOf === id) catalog.tables.delete(table.id);
  }
}

/** Takes a column away with the keys, checks of its own and indexes it is part of. */
export function dropColumn(catalog: Catalog, table: DdlTable, column: string) {
  const has = ({ columns }: { columns: (string | null)[] }) => columns.includes(column);
  table.columns = table.columns.filter(({ name }) => name !== column);
  if (table.primaryKey && has(table.primaryKey)) table.primaryKey = null;
  table.uniques = table.uniques.filter((key) => !has(key));
  table.foreignKeys = table.foreignKeys.filter((key) => !has(key));
  table.indexes = table.indexes.filter((index) => !has(index) && !index.included.includes(column));
  const word = new RegExp(`(?<![\\w"])"?${column.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}"?(?![\\w"])`);
  table.checks = table.checks.filter((check) => !word.test(check.expression));
  for (const other of catalog.tables.values())
    other.foreignKeys = other.foreignKeys.filter(
      (key) => key.references !== table.id || !key.referencedColumns.includes(column),
    );
}

/** Takes away the key, check or index of this name; says whether there was one. */
export function dropConstraint(table: DdlTable, name: string): boolean {
  const without = <T extends { name: string }>(list: T[]) => list.filter((entry) => entry.name !== name);
  const count = () => table.foreignKeys.length + table.uniques.length + table.checks.length + table.indexes.length;
  const before = count();
  if (table.primaryKey?.name === name) {
    table.primaryKey = null;
    return true;
  }
  table.foreignKeys = without(table.foreignKeys);
  table.uniques = without(table.uniques);
  table.checks = without(table.checks);
  table.indexes = without(table.indexes);
  return count() < before;
}

export function renameTable(catalog: Catalog, table: DdlTable, next: Name) {
  const before = table.id;
  // A map keeps the order of creation only if the entry is put back in its place.
  const entries = [...catalog.tables.values()];
  Object.assign(table, next);
  catalog.tables.clear();
  for (const entry of entries) {
    catalog.tables.set(entry.id, entry);
    if (entry.partitionOf === before) entry.partitionOf = next.id;
    for (const key of entry.foreignKeys) if (key.references === before) key.references = next.id;
  }
}

export function renameColumn(catalog: Catalog, table: DdlTable, from: string, to: string) {
  const renamed = <T extends string | null>(names: T[]) => names.map((name) => (name === from ? to : name)) as T[];
  for (const column of table.columns) if (column.name === from) column.name = to;
  const keys = [table.primaryKey, ...table.uniques, ...table.foreignKeys];
  for (const key of keys) if (key) key.columns = renamed(key.columns);
  for (const index of table.indexes) {
    index.columns = renamed(index.columns);
    index.included = renamed(index.included);
  }
  for (const other of catalog.tables.values())
    for (const key of other.foreignKeys)
      if (key.references === table.id) key.referencedColumns = renamed(key.referencedColumns);
}

/** Gives the columns of a renamed type its new name; generators rename an enum to replace it. */
export function renameType(catalog: Catalog, from: Name, to: Name) {
  const rename = (type: string) => {
    const brackets = /(?:\[\])*$/.exec(type)?.[0] ?? "";
    const base = type.slice(0, type.length - brackets.length);
    if (base === from.name) return `${to.name}${brackets}`;
    return base === from.id ? `${to.id}${brackets}` : type;
  };
  for (const table of catalog.tables.values()) for (const column of table.columns) column.type = rename(column.type);
}
