import { parseDocument } from "yaml";

type Named = { kind: "endpoint" | "event" | "topic"; name: string };
type Json = { [key: string]: unknown };

const httpMethods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/**
 * What a contract document offers by name: endpoints of OpenAPI, GraphQL SDL and protobuf, topics and messages of AsyncAPI. Only
 * names are read, and nothing outside the document; one that cannot be read has none. For a thread that can be stopped: a
 * document made for it takes a parser long.
 */
export function contractElements(format: string, source: string): Named[] {
  switch (format) {
    case "openapi":
      return openapi(readDocument(source));
    case "asyncapi":
      return asyncapi(readDocument(source));
    case "protobuf":
      return protobuf(source);
    case "graphql":
      return graphql(source);
    default:
      return [];
  }
}

function readDocument(source: string): Json {
  try {
    const value: unknown = source.trimStart().startsWith("{")
      ? JSON.parse(source)
      : parseDocument(source, { logLevel: "silent", strict: false }).toJS({ maxAliasCount: 100 });
    return record(value);
  } catch {
    return {};
  }
}

function record(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function openapi(document: Json): Named[] {
  const paths = Object.entries(record(document.paths)).flatMap(([path, item]) =>
    Object.keys(record(item))
      .filter((method) => httpMethods.has(method))
      .map((method): Named => ({ kind: "endpoint", name: `${method.toUpperCase()} ${path}` })),
  );
  const webhooks = Object.keys(record(document.webhooks)).map((name): Named => ({ kind: "event", name }));
  return [...paths, ...webhooks];
}

function asyncapi(document: Json): Named[] {
  const found: Named[] = [];
  for (const [key, value] of Object.entries(record(document.channels))) {
    const channel = record(value);
    found.push({ kind: "topic", name: typeof channel.address === "string" ? channel.address : key });
    for (const [name, message] of Object.entries(record(channel.messages))) found.push(messageOf(message, name));
    for (const operation of [channel.publish, channel.subscribe]) {
      const { message } = record(operation);
      const alternatives = record(message).oneOf;
      for (const each of Array.isArray(alternatives) ? alternatives : message ? [message] : [])
        found.push(messageOf(each, ""));
    }
  }
  for (const [name, message] of Object.entries(record(record(document.components).messages)))
    found.push(messageOf(message, name));
  return found.filter(({ name }) => name !== "");
}

function messageOf(value: unknown, key: string): Named {
  const { name, title, $ref } = record(value);
  const given = [name, typeof $ref === "string" ? $ref.split("/").at(-1) : undefined, key || undefined, title];
  return { kind: "event", name: given.find((text): text is string => typeof text === "string") ?? "" };
}

function protobuf(source: string): Named[] {
  const found: Named[] = [];
  let service = "";
  for (const [, named, rpc] of withoutComments(source).matchAll(/\bservice\s+(\w+)\s*\{|\brpc\s+(\w+)\s*\(/g)) {
    if (named) service = named;
    if (rpc) found.push({ kind: "endpoint", name: `RPC ${service}.${rpc}` });
  }
  return found;
}

function graphql(source: string): Named[] {
  const found: Named[] = [];
  const text = source.replace(/"""[\s\S]*?"""|"[^"\n]*"|#.*/g, "");
  // Arguments stand in brackets and may fill lines of their own.
  for (const [, type, body = ""] of text.matchAll(/\btype\s+(Query|Mutation|Subscription)\b[^{]*\{([^}]*)\}/g))
    for (const [, field] of body.replace(/\([^)]*\)/g, "").matchAll(/(?:^|\n|,)\s*(\w+)\s*:/g))
      found.push({ kind: "endpoint", name: `${type?.toUpperCase()} ${field}` });
  return found;
}

const withoutComments = (source: string) => source.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, "");
