/** What a few checks need to know of a table. Read from the text alone; findings about DDL rest on the real parser. */
export type ScannedTable = {
  name: string;
  hasPrimaryKey: boolean;
  references: number;
  hasChecks: boolean;
  /** Columns whose type loses something, with the reason. */
  zonelessTimes: string[];
  inexactMoney: string[];
};

const MONEY = /(price|amount|total|cost|balance|fee|salary|money|discount)/i;
const CREATE =
  /^\s*create\s+(?:(?:global|local)\s+)?(?:temp(?:orary)?\s+|unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."]+)\s*\(([\s\S]*)\)/i;

/**
 * The tables of a DDL text in order. Comments, strings and bodies of functions are blanked first, so that words in them
 * are not taken for DDL; runs in time linear in the text.
 */
export function scanDdl(ddl: string): ScannedTable[] {
  const statements = blank(ddl).split(";");
  const tables = new Map<string, ScannedTable>();
  for (const statement of statements) {
    const created = CREATE.exec(statement);
    const name = plainName(created?.[1] ?? "");
    if (created && !tables.has(name)) tables.set(name, scanTable(name, created[2] ?? ""));
    const altered = /^\s*alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?([\w."]+)([\s\S]*)/i.exec(statement);
    const table = altered ? tables.get(plainName(altered[1] ?? "")) : undefined;
    if (!table) continue;
    const change = altered?.[2] ?? "";
    table.hasPrimaryKey ||= /\bprimary\s+key\b/i.test(change);
    table.hasChecks ||= /\bcheck\s*\(/i.test(change);
    table.references += change.match(/\breferences\b/gi)?.length ?? 0;
  }
  return [...tables.values()];
}

function scanTable(name: string, body: string): ScannedTable {
  const columns = splitTopLevel(body).map((column) => column.trim());
  const named = (pattern: RegExp, type: RegExp) =>
    columns
      .filter((column) => pattern.test(column.split(/\s/, 1)[0] ?? "") && type.test(column))
      .map((column) => column.split(/\s/, 1)[0] ?? "");
  return {
    name,
    hasPrimaryKey: /\bprimary\s+key\b/i.test(body),
    references: body.match(/\breferences\b/gi)?.length ?? 0,
    hasChecks: /\bcheck\s*\(/i.test(body),
    zonelessTimes: named(/./, /^\S+\s+timestamp(?!tz)(?!\s*(\(\d+\))?\s+with\s+time)/i),
    inexactMoney: named(MONEY, /^\S+\s+(real|float\d?|double\s+precision)\b/i),
  };
}

function plainName(name: string): string {
  return (name.split(".").at(-1) ?? name).replaceAll('"', "").toLowerCase();
}

function splitTopLevel(body: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at];
    if (sign === "(") depth += 1;
    else if (sign === ")") depth -= 1;
    else if (sign === "," && depth === 0) {
      parts.push(body.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, body.slice(start)];
}

/** Replaces comments, strings and dollar-quoted bodies by a space; what is never closed goes to the end. */
function blank(ddl: string): string {
  const opening = /--|\/\*|'|\$[A-Za-z_]*\$/g;
  let out = "";
  let at = 0;
  for (let match = opening.exec(ddl); match; match = opening.exec(ddl)) {
    const [sign] = match;
    const closing = sign === "--" ? "\n" : sign === "/*" ? "*/" : sign;
    const end = ddl.indexOf(closing, match.index + sign.length);
    out += `${ddl.slice(at, match.index)} `;
    if (end < 0) return out;
    at = end + closing.length;
    opening.lastIndex = at;
  }
  return out + ddl.slice(at);
}
