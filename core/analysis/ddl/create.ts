import type {
  ColumnDef,
  Constraint,
  CreateDomainStmt,
  CreateEnumStmt,
  CreateStmt,
  CreateTableAsStmt,
  IndexElem,
  IndexStmt,
  Node,
  ViewStmt,
} from "libpg-query";
import { isConstraintTaken, isNameTaken, newTable, type Reading } from "./catalog";
import type { DdlAction, DdlColumn, DdlTable } from "./model";
import { generatedName, isSerial, partsName, relationName, strings, typeText } from "./names";

export function createTable(reading: Reading, statement: CreateStmt) {
  const { catalog, place, warn } = reading;
  const name = relationName(statement.relation);
  if (catalog.tables.has(name.id)) {
    if (!statement.if_not_exists) warn(`Table ${name.name} is created a second time; the first one stands.`);
    return;
  }
  const table = newTable(name, place());
  table.isPartitioned = statement.partspec !== undefined;
  catalog.tables.set(table.id, table);
  const parents = (statement.inhRelations ?? []).flatMap((node) =>
    "RangeVar" in node ? [relationName(node.RangeVar)] : [],
  );
  if (statement.partbound) table.partitionOf = parents[0]?.id ?? null;
  for (const parent of parents) copyColumns(reading, table, parent.id);
  const elements = statement.tableElts ?? [];
  for (const element of elements) if ("ColumnDef" in element) addColumn(reading, table, element.ColumnDef);
  for (const element of elements) {
    if ("TableLikeClause" in element) copyColumns(reading, table, relationName(element.TableLikeClause.relation).id);
    if ("Constraint" in element) addConstraint(reading, table, element.Constraint);
  }
}

function copyColumns({ catalog, warn }: Reading, table: DdlTable, from: string) {
  const source = catalog.tables.get(from);
  if (!source) return warn(`${from} is not created above, so its columns are not known here.`);
  const known = new Set(table.columns.map(({ name }) => name));
  table.columns.push(...source.columns.filter(({ name }) => !known.has(name)).map((column) => ({ ...column })));
}

export function addColumn(reading: Reading, table: DdlTable, definition: ColumnDef) {
  const name = definition.colname ?? "";
  const type = typeText(definition.typeName);
  const column: DdlColumn = {
    name,
    type,
    isNullable: !isSerial(type),
    default: null,
    isIdentity: false,
    isGenerated: false,
    comment: null,
    place: reading.place(definition.location),
  };
  const existing = table.columns.findIndex((other) => other.name === name);
  if (existing >= 0) table.columns[existing] = column;
  else table.columns.push(column);
  const constraints = constraintsOf(definition.constraints);
  constraints.forEach((constraint, index) => {
    addColumnConstraint(reading, table, column, constraint, constraints[index + 1]?.location);
  });
}

export const constraintsOf = (nodes: readonly Node[] | undefined): Constraint[] =>
  (nodes ?? []).flatMap((node) => ("Constraint" in node ? [node.Constraint] : []));

function addColumnConstraint(
  reading: Reading,
  table: DdlTable,
  column: DdlColumn,
  constraint: Constraint,
  stop: number | undefined,
) {
  switch (constraint.contype) {
    case "CONSTR_NOTNULL":
      column.isNullable = false;
      break;
    case "CONSTR_DEFAULT":
      column.default = reading.expression(constraint.location ?? 0, stop).replace(/^default\s+/i, "");
      break;
    case "CONSTR_IDENTITY":
      column.isIdentity = true;
      column.isNullable = false;
      break;
    case "CONSTR_GENERATED":
      column.isGenerated = true;
      break;
    default:
      addConstraint(reading, table, constraint, column.name, stop);
  }
}

const actions: Record<string, DdlAction> = {
  a: "no action",
  r: "restrict",
  c: "cascade",
  n: "set null",
  d: "set default",
};

/** Adds a key or check, of one column or of the table. What PostgreSQL would name it is its name where the text gives none. */
export function addConstraint(
  reading: Reading,
  table: DdlTable,
  constraint: Constraint,
  column?: string,
  stop?: number,
) {
  const place = reading.place(constraint.location);
  const keys = column === undefined ? strings(constraint.keys) : [column];
  const named = (suffix: string, columns: readonly string[], isTaken: (name: string) => boolean) =>
    constraint.conname || generatedName([table.name, ...columns, suffix], isTaken);
  const isIndexTaken = (name: string) => isNameTaken(reading.catalog, table.schema, name);
  const isTaken = (name: string) => isConstraintTaken(table, name);
  switch (constraint.contype) {
    case "CONSTR_PRIMARY": {
      const columns = constraint.indexname ? takeIndex(table, constraint.indexname) : keys;
      table.primaryKey = { name: named("pkey", [], isIndexTaken), columns, place };
      for (const key of columns) forbidNull(table, key);
      break;
    }
    case "CONSTR_UNIQUE": {
      const columns = constraint.indexname ? takeIndex(table, constraint.indexname) : keys;
      table.uniques.push({ name: named("key", columns, isIndexTaken), columns, place });
      break;
    }
    case "CONSTR_FOREIGN": {
      const columns = column === undefined ? strings(constraint.fk_attrs) : [column];
      table.foreignKeys.push({
        name: named("fkey", columns, isTaken),
        columns,
        references: relationName(constraint.pktable).id,
        referencedColumns: strings(constraint.pk_attrs),
        onDelete: actions[constraint.fk_del_action ?? "a"] ?? "no action",
        onUpdate: actions[constraint.fk_upd_action ?? "a"] ?? "no action",
        isValid: !constraint.skip_validation,
        place,
      });
      break;
    }
    case "CONSTR_CHECK": {
      const text = reading.expression(constraint.location ?? 0, stop);
      const expression = text.replace(/^(?:constraint\s+(?:"[^"]*"|[^\s"]+)\s+)?check\s*/i, "");
      table.checks.push({ name: named("check", column ? [column] : [], isTaken), expression, place });
      break;
    }
    case "CONSTR_NOTNULL":
      for (const key of keys) forbidNull(table, key);
      break;
    default: // deferrability and exclusion say nothing the model holds
  }
}

export const columnNamed = (table: DdlTable, name: string | undefined) =>
  table.columns.find((column) => column.name === name);

function forbidNull(table: DdlTable, name: string) {
  const column = columnNamed(table, name);
  if (column) column.isNullable = false;
}

// ADD CONSTRAINT … USING INDEX turns an index into the constraint.
function takeIndex(table: DdlTable, name: string): string[] {
  const index = table.indexes.find((candidate) => candidate.name === name);
  table.indexes = table.indexes.filter((candidate) => candidate !== index);
  return (index?.columns ?? []).filter((column) => column !== null);
}

export function createIndex({ catalog, place, warn }: Reading, statement: IndexStmt) {
  const { id, schema } = relationName(statement.relation);
  const table = catalog.tables.get(id);
  const isOfView = catalog.views.has(id);
  if (!table) {
    if (!isOfView) warn(`An index on ${id}, which is not created above.`);
    return;
  }
  const parts = elements(statement.indexParams);
  const columns = parts.map((part) => part.name || null);
  const words = parts.map((part) => part.name || wordFor(part.expr));
  const name =
    statement.idxname || generatedName([table.name, ...words, "idx"], (n) => isNameTaken(catalog, schema, n));
  if (isNameTaken(catalog, schema, name)) {
    if (!statement.if_not_exists)
      warn(`There is an index, a table or a key named ${name} already; this one is left out.`);
    return;
  }
  table.indexes.push({
    name,
    method: statement.accessMethod || "btree",
    isUnique: statement.unique ?? false,
    isPartial: statement.whereClause !== undefined,
    columns,
    included: elements(statement.indexIncludingParams).map((part) => part.name ?? ""),
    place: place(),
  });
}

/** The word PostgreSQL puts into an index's generated name for an expression. */
function wordFor(expression: Node | undefined): string {
  if (!expression) return "expr";
  if ("FuncCall" in expression) return strings(expression.FuncCall.funcname).at(-1) ?? "expr";
  if ("TypeCast" in expression) {
    const inner = wordFor(expression.TypeCast.arg);
    return inner === "expr" ? (strings(expression.TypeCast.typeName?.names).at(-1) ?? "expr") : inner;
  }
  if ("CoalesceExpr" in expression) return "coalesce";
  return "CaseExpr" in expression ? "case" : "expr";
}

const elements = (nodes: readonly Node[] | undefined): IndexElem[] =>
  (nodes ?? []).flatMap((node) => ("IndexElem" in node ? [node.IndexElem] : []));

export function createEnum({ catalog, place }: Reading, statement: CreateEnumStmt) {
  const name = partsName(strings(statement.typeName));
  catalog.enums.set(name.id, { ...name, values: strings(statement.vals), place: place() });
}

export function createDomain({ catalog, place }: Reading, statement: CreateDomainStmt) {
  const name = partsName(strings(statement.domainname));
  catalog.domains.set(name.id, { ...name, type: typeText(statement.typeName), place: place() });
}

export function createView({ catalog, place }: Reading, statement: ViewStmt) {
  const name = relationName(statement.view);
  catalog.views.set(name.id, { ...name, isMaterialized: false, place: place() });
}

/** CREATE MATERIALIZED VIEW, and CREATE TABLE AS, whose columns only a database could tell. */
export function createTableAs({ catalog, place }: Reading, statement: CreateTableAsStmt) {
  const name = relationName(statement.into?.rel);
  if (statement.objtype === "OBJECT_MATVIEW") {
    catalog.views.set(name.id, { ...name, isMaterialized: true, place: place() });
    return;
  }
  if (!catalog.tables.has(name.id)) catalog.tables.set(name.id, newTable(name, place()));
}
