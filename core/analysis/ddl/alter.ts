import type {
  AlterEnumStmt,
  AlterObjectSchemaStmt,
  AlterTableCmd,
  AlterTableStmt,
  CommentStmt,
  DropStmt,
  Node,
  RenameStmt,
} from "libpg-query";
import { dropColumn, dropConstraint, dropTable, type Reading, renameColumn, renameTable, renameType } from "./catalog";
import { addColumn, addConstraint, columnNamed } from "./create";
import type { DdlTable } from "./model";
import { nameOf, partsName, relationName, strings, typeText } from "./names";

export function alterTable(reading: Reading, statement: AlterTableStmt) {
  const { catalog, warn } = reading;
  const { id } = relationName(statement.relation);
  const table = catalog.tables.get(id);
  const isOfTable = statement.objtype === "OBJECT_TABLE";
  if (!table) {
    // ALTER TABLE also serves views, sequences and indexes.
    if (isOfTable && !statement.missing_ok && !catalog.views.has(id) && !isOwnerOnly(statement))
      warn(`${id} is changed here, but not created above.`);
    return;
  }
  for (const node of statement.cmds ?? [])
    if ("AlterTableCmd" in node) applyCommand(reading, table, node.AlterTableCmd);
}

const isOwnerOnly = (statement: AlterTableStmt) =>
  (statement.cmds ?? []).every((node) => "AlterTableCmd" in node && node.AlterTableCmd.subtype === "AT_ChangeOwner");

type Command = (reading: Reading, table: DdlTable, command: AlterTableCmd) => void;

const setNullable =
  (isNullable: boolean): Command =>
  (_, table, { name }) => {
    const column = columnNamed(table, name);
    if (column) column.isNullable = isNullable;
  };

// Subcommands that are not listed (owners, storage, triggers, row security) change nothing the model holds.
const commands: Record<string, Command> = {
  AT_AddColumn: (reading, table, { def, missing_ok }) => {
    if (!def || !("ColumnDef" in def)) return;
    if (missing_ok && columnNamed(table, def.ColumnDef.colname)) return;
    addColumn(reading, table, def.ColumnDef);
  },
  AT_DropColumn: ({ catalog, warn }, table, { name = "", missing_ok }) => {
    if (!columnNamed(table, name) && !missing_ok) warn(`${table.name} has no column ${name} to drop.`);
    dropColumn(catalog, table, name);
  },
  AT_AddConstraint: (reading, table, { def }) => {
    if (def && "Constraint" in def) addConstraint(reading, table, def.Constraint);
  },
  AT_DropConstraint: ({ warn }, table, { name = "", missing_ok }) => {
    if (!dropConstraint(table, name) && !missing_ok) warn(`${table.name} has no constraint ${name} to drop.`);
  },
  AT_ValidateConstraint: (_, table, { name }) => {
    for (const key of table.foreignKeys) if (key.name === name) key.isValid = true;
  },
  AT_ColumnDefault: (reading, table, { name, def }) => {
    const column = columnNamed(table, name);
    if (column) column.default = def ? reading.expression(firstByte(def)) : null;
  },
  AT_SetNotNull: setNullable(false),
  AT_DropNotNull: setNullable(true),
  AT_AlterColumnType: (_, table, { name, def }) => {
    const column = columnNamed(table, name);
    if (column && def && "ColumnDef" in def) column.type = typeText(def.ColumnDef.typeName);
  },
  AT_AddIdentity: (_, table, { name }) => {
    const column = columnNamed(table, name);
    if (column) column.isIdentity = true;
  },
  AT_DropIdentity: (_, table, { name }) => {
    const column = columnNamed(table, name);
    if (column) column.isIdentity = false;
  },
  AT_AttachPartition: ({ catalog }, table, { def }) => {
    const partition =
      def && "PartitionCmd" in def ? catalog.tables.get(relationName(def.PartitionCmd.name).id) : undefined;
    if (partition) partition.partitionOf = table.id;
  },
  AT_DetachPartition: ({ catalog }, _, { def }) => {
    const partition =
      def && "PartitionCmd" in def ? catalog.tables.get(relationName(def.PartitionCmd.name).id) : undefined;
    if (partition) partition.partitionOf = null;
  },
};

const applyCommand: Command = (reading, table, command) => commands[command.subtype ?? ""]?.(reading, table, command);

/** The least position inside an expression: operators and casts carry the place of their sign, not of their beginning. */
function firstByte(node: Node): number {
  let first = Number.POSITIVE_INFINITY;
  const visit = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value))
        if (key === "location" && typeof inner === "number" && inner >= 0) first = Math.min(first, inner);
        else visit(inner);
  };
  visit(node);
  return Number.isFinite(first) ? first : 0;
}

export function rename({ catalog, warn }: Reading, statement: RenameStmt) {
  const { renameType: kind, subname: from = "", newname: to = "" } = statement;
  const { id, schema } = relationName(statement.relation);
  const table = catalog.tables.get(id);
  if (kind === "OBJECT_TABLE") {
    if (table) renameTable(catalog, table, nameOf(schema, to));
    else if (!statement.missing_ok && !catalog.views.has(id)) warn(`${id} is renamed here, but not created above.`);
  }
  if (kind === "OBJECT_COLUMN" && table) renameColumn(catalog, table, from, to);
  if (kind === "OBJECT_TABCONSTRAINT" && table) renameNamed(table, from, to);
  if (kind === "OBJECT_INDEX") {
    const indexName = statement.relation?.relname ?? "";
    for (const other of catalog.tables.values()) if (other.schema === schema) renameNamed(other, indexName, to);
  }
  if (kind === "OBJECT_VIEW" || kind === "OBJECT_MATVIEW") moveEntry(catalog.views, id, nameOf(schema, to));
  if (kind === "OBJECT_TYPE" || kind === "OBJECT_DOMAIN") {
    const before = partsName(listParts(statement.object));
    const after = nameOf(before.schema, to);
    moveEntry(catalog.enums, before.id, after);
    moveEntry(catalog.domains, before.id, after);
    renameType(catalog, before, after);
  }
}

function renameNamed(table: DdlTable, from: string, to: string) {
  const named = [table.primaryKey, ...table.uniques, ...table.foreignKeys, ...table.checks, ...table.indexes];
  for (const entry of named) if (entry?.name === from) entry.name = to;
}

function moveEntry<T extends object>(entries: Map<string, T>, from: string, to: { id: string }) {
  const entry = entries.get(from);
  if (!entry) return;
  entries.delete(from);
  entries.set(to.id, Object.assign(entry, to));
}

export function setSchema({ catalog }: Reading, statement: AlterObjectSchemaStmt) {
  const { id, name } = relationName(statement.relation);
  const table = catalog.tables.get(id);
  if (table) renameTable(catalog, table, nameOf(statement.newschema, name));
}

function listParts(node: Node | undefined): string[] {
  if (!node) return [];
  if ("List" in node) return strings(node.List.items);
  if ("TypeName" in node) return strings(node.TypeName.names);
  return "String" in node ? [node.String.sval ?? ""] : [];
}

type Drop = (reading: Reading, name: ReturnType<typeof partsName>, isOptional: boolean) => void;

const drops: Record<string, Drop> = {
  OBJECT_TABLE: ({ catalog, warn }, { id }, isOptional) => {
    if (!catalog.tables.has(id) && !isOptional) warn(`${id} is dropped here, but not created above.`);
    dropTable(catalog, id);
  },
  OBJECT_INDEX: ({ catalog }, { schema, name }) => {
    for (const table of catalog.tables.values())
      if (table.schema === schema) table.indexes = table.indexes.filter((index) => index.name !== name);
  },
  OBJECT_VIEW: ({ catalog }, { id }) => void catalog.views.delete(id),
  OBJECT_MATVIEW: ({ catalog }, { id }) => void catalog.views.delete(id),
  OBJECT_DOMAIN: ({ catalog }, { id }) => void catalog.domains.delete(id),
  OBJECT_TYPE: ({ catalog }, { id }) => {
    catalog.enums.delete(id);
    catalog.domains.delete(id);
  },
  OBJECT_SCHEMA: ({ catalog }, { name }) => {
    for (const table of [...catalog.tables.values()]) if (table.schema === name) dropTable(catalog, table.id);
    for (const entries of [catalog.enums, catalog.domains, catalog.views])
      for (const [id, entry] of [...entries]) if (entry.schema === name) entries.delete(id);
  },
};

export function drop(reading: Reading, statement: DropStmt) {
  for (const object of statement.objects ?? [])
    drops[statement.removeType ?? ""]?.(reading, partsName(listParts(object)), statement.missing_ok ?? false);
}

export function alterEnum({ catalog }: Reading, statement: AlterEnumStmt) {
  const found = catalog.enums.get(partsName(strings(statement.typeName)).id);
  const { newVal, oldVal, newValNeighbor: neighbour } = statement;
  if (!found || newVal === undefined) return;
  if (oldVal) {
    found.values = found.values.map((value) => (value === oldVal ? newVal : value));
    return;
  }
  if (found.values.includes(newVal)) return;
  const at = neighbour ? found.values.indexOf(neighbour) : -1;
  if (at < 0) found.values.push(newVal);
  else found.values.splice(statement.newValIsAfter ? at + 1 : at, 0, newVal);
}

export function comment({ catalog }: Reading, statement: CommentStmt) {
  const parts = listParts(statement.object);
  const text = statement.comment || null;
  if (statement.objtype === "OBJECT_TABLE") {
    const table = catalog.tables.get(partsName(parts).id);
    if (table) table.comment = text;
  }
  if (statement.objtype === "OBJECT_COLUMN") {
    const table = catalog.tables.get(partsName(parts.slice(0, -1)).id);
    const column = table && columnNamed(table, parts.at(-1));
    if (column) column.comment = text;
  }
}
