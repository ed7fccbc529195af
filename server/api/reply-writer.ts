import type { z } from "@hono/zod-openapi";
import { time } from "@/server/api/schemas";
import { isStoredJson, textOf } from "@/server/json-text";

type Pick = (value: unknown) => unknown;

/**
 * Makes the writer of a reply: only what the schema names leaves the house, whatever the operation returned. It goes by the
 * structure of the schema and checks no values: that they are right is in the types of the operation, and checking fifty rows
 * costs more than reading them from the database.
 */
export function replyWriter(schema: z.ZodType): (value: unknown) => string {
  const pick = pickerOf(schema);
  return (value) => writeJson(pick(value));
}

/** Properties that are JSON already go behind the others as they are. */
function writeJson(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const ready: string[] = [];
  const rest: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    if (isStoredJson(part)) ready.push(`${JSON.stringify(key)}:${textOf(part)}`);
    else rest[key] = part;
  }
  const written = JSON.stringify(rest);
  if (ready.length === 0) return written;
  return `${written.slice(0, -1)}${written === "{}" ? "" : ","}${ready.join(",")}}`;
}

const asIs: Pick = (value) => value;
const plainTypes = new Set([
  "string",
  "number",
  "boolean",
  "enum",
  "literal",
  "unknown",
  "any",
  "null",
  "undefined",
  "custom",
]);

function pickerOf(schema: z.ZodType): Pick {
  // The parts of a schema are typed per class; here they are read by their kind.
  const def = schema.def as unknown as {
    type: string;
    shape?: Record<string, z.ZodType>;
    element?: z.ZodType;
    innerType?: z.ZodType;
    valueType?: z.ZodType;
  };
  if (def.type === time.def.type && isTime(schema)) return (value) => (value as Date).toISOString();
  if (def.type === "object" && def.shape) return pickProperties(def.shape);
  if (def.type === "array" && def.element) return pickItems(pickerOf(def.element));
  if (def.type === "record" && def.valueType) return pickValues(pickerOf(def.valueType));
  if ((def.type === "nullable" || def.type === "optional") && def.innerType)
    return pickPresent(pickerOf(def.innerType));
  if (plainTypes.has(def.type)) return asIs;
  // Whatever else a schema may be, it knows itself.
  return (value) => schema.parse(value);
}

/** `describe` makes copies of a schema, which share its definition. */
const isTime = (schema: z.ZodType) => "in" in schema.def && schema.def.in === time.def.in;

function pickProperties(shape: Record<string, z.ZodType>): Pick {
  const pickers = Object.entries(shape).map(([key, schema]) => [key, pickerOf(schema)] as const);
  return (value) => {
    const given = value as Record<string, unknown>;
    const picked: Record<string, unknown> = {};
    for (const [key, pick] of pickers) {
      const part = given[key];
      if (part !== undefined) picked[key] = pick === asIs || isStoredJson(part) ? part : pick(part);
    }
    return picked;
  };
}

function pickItems(pick: Pick): Pick {
  return pick === asIs ? asIs : (value) => (value as unknown[]).map(pick);
}

function pickValues(pick: Pick): Pick {
  if (pick === asIs) return asIs;
  return (value) =>
    Object.fromEntries(Object.entries(value as Record<string, unknown>).map(([key, part]) => [key, pick(part)]));
}

function pickPresent(pick: Pick): Pick {
  return pick === asIs ? asIs : (value) => (value === null || value === undefined ? value : pick(value));
}
