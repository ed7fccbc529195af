import { LintelError } from "../errors";
import { type ElementKind, elementKinds } from "./element-kinds";
import { elementKey, methods } from "./elements";

/** One thing a design must touch: of a kind where the question names one, else of any. */
export type ElementTerm = {
  kind: ElementKind | null;
  /** As it was typed, without the words around it. */
  text: string;
  /** Its key under each kind it may be of. */
  keys: { kind: ElementKind; key: string }[];
};

export const longestElementSearch = 200;
export const mostElementTerms = 5;

const kindWords = new Map<string, ElementKind>([
  ["service", "service"],
  ["services", "service"],
  ["dependency", "dependency"],
  ["dependencies", "dependency"],
  ["table", "table"],
  ["tables", "table"],
  ["endpoint", "endpoint"],
  ["endpoints", "endpoint"],
  ["api", "endpoint"],
  ["route", "endpoint"],
  ["event", "event"],
  ["events", "event"],
  ["message", "event"],
  ["topic", "topic"],
  ["channel", "topic"],
  ["technology", "technology"],
  ["tech", "technology"],
  ["product", "technology"],
  ["store", "store"],
  ["database", "store"],
  ["cache", "store"],
  ["queue", "store"],
  ["pattern", "pattern"],
  ["owner", "owner"],
  ["team", "owner"],
  ["vendor", "vendor"],
]);

// What a question says around the name of a thing: "which designs touch the table orders?"
const around =
  /^(?:(?:which|what|all|find|show|list|me|the|a|an|our|design|designs|review|reviews|that|which|who|touch|touches|touching|use|uses|using|need|needs|call|calls|publish|publishes|consume|consumes|read|reads|write|writes|to|have|has|with|on|of|from|and|called|named)(?:\s+|$))+/i;

/**
 * Reads a question for designs by what they touch: `table orders`, `kind:event OrderCreated`, `POST /orders`, `PostgreSQL and Redis`.
 * Several things with commas or "and" between them must all be touched. Refuses with `invalid` what names nothing.
 */
export function parseElementQuery(text: string): ElementTerm[] {
  if (text.length > longestElementSearch) throw invalid(`A search has at most ${longestElementSearch} characters.`);
  const terms = text
    .replace(/[?!]+\s*$/, "")
    .split(/[,;]|\s+and\s+|\s+&\s+/i)
    .map(readTerm)
    .filter((term) => term !== null);
  if (terms.length === 0) throw invalid("Name a table, an endpoint, an event, a service or a technology.");
  if (terms.length > mostElementTerms) throw invalid(`A search names at most ${mostElementTerms} things.`);
  return terms;
}

function readTerm(part: string): ElementTerm | null {
  const asked = part.trim().replace(around, "").trim();
  const given = /^(?:kind:)?(\w+)\b\s*:?\s*/i.exec(asked);
  const named = given && kindWords.get((given[1] ?? "").toLowerCase());
  const rest = named && given ? asked.slice(given[0].length) : asked;
  const name = rest.replace(around, "").trim();
  // "events" alone is a name like any other.
  const kind = name === "" ? null : (named ?? kindOf(name));
  const shown = name === "" ? asked : name;
  const keys = (kind ? [kind] : elementKinds).flatMap((each) => keysOf(each, shown));
  return keys.length > 0 ? { kind, text: shown, keys } : null;
}

/** A path without a method is that of every method. */
function keysOf(kind: ElementKind, name: string): ElementTerm["keys"] {
  const key = elementKey(kind, name);
  if (key === "") return [];
  const isPath = kind === "endpoint" && key.startsWith("/") && !key.includes(" ");
  return isPath ? methods.map((method) => ({ kind, key: `${key} ${method}` })) : [{ kind, key }];
}

/** A method or a leading slash is said of endpoints alone. */
function kindOf(name: string): ElementKind | null {
  const [first = "", second = ""] = name.split(/\s+/);
  if (name.startsWith("/")) return "endpoint";
  return methods.includes(first.toLowerCase()) && second !== "" ? "endpoint" : null;
}

const invalid = (message: string) => new LintelError("invalid", message, { fields: [{ path: "q", message }] });
