/** What a PostgreSQL schema says, as plain data. Places are lines and columns of the text that was read, counted from 1. */
export type DdlPlace = { line: number; column: number };

export type DdlColumn = {
  name: string;
  /** As people write it: `bigint`, `varchar(20)[]`, `shop.order_state`. */
  type: string;
  isNullable: boolean;
  /** The expression as written, or `null`. */
  default: string | null;
  isIdentity: boolean;
  isGenerated: boolean;
  comment: string | null;
  place: DdlPlace;
};

export type DdlKey = { name: string; columns: string[]; place: DdlPlace };

export type DdlAction = "no action" | "restrict" | "cascade" | "set null" | "set default";

export type DdlForeignKey = DdlKey & {
  /** The referenced table, by the id it has or would have in the model. */
  references: string;
  /** Empty where the text names none: the primary key of the referenced table is meant. */
  referencedColumns: string[];
  onDelete: DdlAction;
  onUpdate: DdlAction;
  isValid: boolean;
};

export type DdlCheck = { name: string; expression: string; place: DdlPlace };

export type DdlIndex = {
  name: string;
  method: string;
  isUnique: boolean;
  isPartial: boolean;
  /** Key parts in order; `null` stands for an expression. */
  columns: (string | null)[];
  included: string[];
  place: DdlPlace;
};

export type DdlTable = {
  /** `schema.name`, unique among tables. */
  id: string;
  schema: string;
  name: string;
  columns: DdlColumn[];
  primaryKey: DdlKey | null;
  foreignKeys: DdlForeignKey[];
  uniques: DdlKey[];
  checks: DdlCheck[];
  indexes: DdlIndex[];
  comment: string | null;
  isPartitioned: boolean;
  /** The id of the table this one is a partition of. */
  partitionOf: string | null;
  place: DdlPlace;
};

export type DdlEnum = { id: string; schema: string; name: string; values: string[]; place: DdlPlace };
export type DdlDomain = { id: string; schema: string; name: string; type: string; place: DdlPlace };
export type DdlView = { id: string; schema: string; name: string; isMaterialized: boolean; place: DdlPlace };

/** `error`: the statement was not read. `warning`: it was, but it speaks of something the text does not create. */
export type DdlProblem = DdlPlace & { severity: "error" | "warning"; message: string };

export type DdlModel = {
  /** Tables other than partitions, in the order of their creation. */
  tables: DdlTable[];
  partitions: DdlTable[];
  enums: DdlEnum[];
  domains: DdlDomain[];
  views: DdlView[];
  problems: DdlProblem[];
  /** Statements taken in, and statements passed over because they hold data and no schema. */
  statements: { read: number; skipped: number };
};

export const emptyDdlModel: DdlModel = {
  tables: [],
  partitions: [],
  enums: [],
  domains: [],
  views: [],
  problems: [],
  statements: { read: 0, skipped: 0 },
};

/** The table with this id, partitions included. */
export function findTable(model: DdlModel, id: string): DdlTable | undefined {
  return model.tables.find((table) => table.id === id) ?? model.partitions.find((table) => table.id === id);
}
