import type {
  AlterEnumStmt,
  AlterObjectSchemaStmt,
  AlterTableStmt,
  CommentStmt,
  CreateDomainStmt,
  CreateEnumStmt,
  CreateStmt,
  CreateTableAsStmt,
  DropStmt,
  IndexStmt,
  Node,
  RenameStmt,
  ViewStmt,
} from "libpg-query";
import { alterEnum, alterTable, comment, drop, rename, setSchema } from "./alter";
import { emptyCatalog, type Reading } from "./catalog";
import { createDomain, createEnum, createIndex, createTable, createTableAs, createView } from "./create";
import type { DdlModel, DdlProblem } from "./model";
import { indexOfByte, placesIn, type Statement, splitStatements, statementsOfBlock } from "./statements";
import { explainSyntaxError } from "./syntax-help";

/** PostgreSQL's parser: `parseSync` of libpg-query after its module is loaded. Throws for what it cannot read. */
export type ParseSql = (sql: string) => { stmts?: { stmt?: Node }[] };

/** Beyond this many, more problems tell nobody anything; a text with so many errors is not SQL, and reading on takes seconds. */
const mostProblems = 100;
const mostErrors = 500;

/**
 * Reads a script of DDL, or a chain of migrations put together, and answers the schema at its end: CREATE, ALTER, RENAME, DROP
 * and COMMENT are applied in order. Nothing is run. A statement that cannot be parsed is reported at its line and does not hide
 * the others; data (INSERT, COPY) and psql's commands are passed over.
 */
export function readDdl(text: string, parse: ParseSql): DdlModel {
  const catalog = emptyCatalog();
  const problems: DdlProblem[] = [];
  const placeAt = placesIn(text);
  const counts = { read: 0, skipped: 0 };
  let errors = 0;
  const report = (problem: DdlProblem) => {
    if (problems.length < mostProblems) problems.push(problem);
  };

  function readStatement({ text: source, offset, isData }: Statement) {
    if (isData) {
      counts.skipped++;
      return;
    }
    counts.read++;
    const indexAt = indexOfByte(source);
    const reading: Reading = {
      catalog,
      place: (byte = 0) => placeAt(offset + indexAt(byte)),
      expression: (byte, stop) => expressionAt(source, indexAt(byte), stop === undefined ? undefined : indexAt(stop)),
      warn: (message, byte = 0) => report({ ...placeAt(offset + indexAt(byte)), severity: "warning", message }),
    };
    for (const node of parseStatement(source, offset)) apply(reading, node, offset, source);
  }

  function parseStatement(source: string, offset: number): Node[] {
    try {
      return (parse(source).stmts ?? []).flatMap(({ stmt }) => (stmt ? [stmt] : []));
    } catch (error) {
      errors++;
      report({ ...syntaxProblem(source, offset, error, placeAt), severity: "error" });
      return [];
    }
  }

  function apply(reading: Reading, node: Node, offset: number, source: string) {
    const [kind, statement] = Object.entries(node)[0] ?? ["", undefined];
    if (kind === "DoStmt") return readBlock(source, offset);
    if (kind === "CreateSchemaStmt") {
      for (const element of (statement as { schemaElts?: Node[] }).schemaElts ?? [])
        apply(reading, element, offset, source);
      return;
    }
    // The key of a node names the type of its value, which its type as a union cannot carry through a lookup.
    const handle = Object.hasOwn(handlers, kind) ? handlers[kind as keyof Statements] : undefined;
    (handle as ((reading: Reading, statement: unknown) => void) | undefined)?.(reading, statement);
  }

  function readBlock(source: string, offset: number) {
    const opening = /\$[\w]*\$/.exec(source);
    if (!opening) return;
    const start = opening.index + opening[0].length;
    const end = source.lastIndexOf(opening[0]);
    if (end <= start) return;
    for (const inner of statementsOfBlock(source.slice(start, end)))
      readStatement({ ...inner, offset: offset + start + inner.offset });
  }

  for (const statement of splitStatements(text)) {
    if (errors >= mostErrors) {
      const message = `${mostErrors} statements could not be read, so the rest of the text was left out.`;
      problems.push({ ...placeAt(statement.offset), severity: "error", message });
      break;
    }
    readStatement(statement);
  }

  const all = [...catalog.tables.values()];
  return {
    tables: all.filter((table) => table.partitionOf === null),
    partitions: all.filter((table) => table.partitionOf !== null),
    enums: [...catalog.enums.values()],
    domains: [...catalog.domains.values()],
    views: [...catalog.views.values()],
    problems,
    statements: counts,
  };
}

type Statements = {
  CreateStmt: CreateStmt;
  IndexStmt: IndexStmt;
  CreateEnumStmt: CreateEnumStmt;
  CreateDomainStmt: CreateDomainStmt;
  ViewStmt: ViewStmt;
  CreateTableAsStmt: CreateTableAsStmt;
  AlterTableStmt: AlterTableStmt;
  RenameStmt: RenameStmt;
  AlterObjectSchemaStmt: AlterObjectSchemaStmt;
  DropStmt: DropStmt;
  AlterEnumStmt: AlterEnumStmt;
  CommentStmt: CommentStmt;
};

/** What changes the schema; every other kind of statement is parsed, so that its errors show, and then left alone. */
const handlers: { [K in keyof Statements]: (reading: Reading, statement: Statements[K]) => void } = {
  CreateStmt: createTable,
  IndexStmt: createIndex,
  CreateEnumStmt: createEnum,
  CreateDomainStmt: createDomain,
  ViewStmt: createView,
  CreateTableAsStmt: createTableAs,
  AlterTableStmt: alterTable,
  RenameStmt: rename,
  AlterObjectSchemaStmt: setSchema,
  DropStmt: drop,
  AlterEnumStmt: alterEnum,
  CommentStmt: comment,
};

function syntaxProblem(source: string, offset: number, error: unknown, placeAt: ReturnType<typeof placesIn>) {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError)
    return { ...placeAt(offset), message: "This statement is nested too deeply to be read; split it up." };
  const position = cursorOf(error);
  // The parser counts characters, JavaScript UTF-16 units.
  const at = position === null ? 0 : [...source].slice(0, position).join("").length;
  return { ...placeAt(offset + at), message: explainSyntaxError(message, source.slice(0, at), source.slice(at)) };
}

function cursorOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null || !("sqlDetails" in error)) return null;
  const details = error.sqlDetails as { cursorPosition?: number } | undefined;
  return details?.cursorPosition ?? null;
}

/** The source from `from` to the comma or bracket that ends the expression there, or to `stop`. */
function expressionAt(source: string, from: number, stop = source.length): string {
  let depth = 0;
  let quote = "";
  for (let at = from; at < stop; at++) {
    const char = source[at] as string;
    if (quote) {
      if (char === quote) quote = "";
    } else if (char === "'" || char === '"') quote = char;
    else if (char === "(" || char === "[") depth++;
    else if ((char === ")" || char === "]") && depth-- === 0) return source.slice(from, at).trim();
    else if (char === "," && depth === 0) return source.slice(from, at).trim();
  }
  return source.slice(from, stop).trim();
}
