import type { DdlModel } from "../analysis/ddl/model";
import { type Spec, specDefinition } from "../spec/definition";
import { describePath } from "../spec/path";
import { optionLabel } from "../spec/value";
import type { ElementKind } from "./element-kinds";
import { technologiesIn } from "./technologies";
import { fold } from "./words";

/** Something a design is made of or touches, and the place in its specification that says so. */
export type Element = {
  kind: ElementKind;
  /** The same for every spelling; see `elementKey`. */
  key: string;
  name: string;
  path: string;
  /** The path in words. */
  place: string;
};

/** Reads what stands inside texts of the specification, which takes parsers. Without one its elements are left out. */
export type Readers = {
  ddl?: (text: string) => DdlModel;
  contract?: (format: string, text: string) => { kind: "endpoint" | "event" | "topic"; name: string }[];
};

/** Longer names are prose in the wrong field. */
const longestName = 200;
/** A thousand tables and as many endpoints; what is beyond is left out, in the order of the form. */
const mostElements = 5000;

type Add = (kind: ElementKind, name: string, path: string) => void;

/** Every element of a design, each kind, name and place once. */
export function specElements(spec: Spec, readers: Readers = {}): Element[] {
  const found = new Map<string, Element>();
  const places = new Map<string, string>();
  const add: Add = (kind, text, path) => {
    const name = text.trim().replace(/\s+/g, " ");
    const key = name.length > longestName ? "" : elementKey(kind, name);
    const id = `${kind} ${path} ${key}`;
    if (key === "" || found.has(id) || found.size >= mostElements) return;
    const place = places.get(path) ?? describePath(spec, path);
    places.set(path, place);
    found.set(id, { kind, key, name, path, place });
  };
  addParts(spec, add);
  addPatterns(spec, add);
  addData(spec, add, readers);
  addContract(spec, add, readers);
  return [...found.values()];
}

/** What the elements follow from: while it is the same, so are they. */
export function elementSources(spec: Spec): unknown {
  const { services, data, contract, architecture } = spec;
  const { diagrams: _, overview: __, ...patterns } = architecture;
  return [services, data.stores, data.ddl, data.tables, contract.documents, contract.endpoints, patterns];
}

function addParts(spec: Spec, add: Add): void {
  for (const list of ["services", "dependencies"] as const)
    for (const part of spec.services[list]) {
      const path = `services.${list}.${part.id}`;
      add(list === "services" ? "service" : "dependency", part.name, `${path}.name`);
      add("owner", part.owner, `${path}.owner`);
      for (const field of ["database", "cache", "queue"] as const) {
        add("store", part[field], `${path}.${field}`);
        for (const name of technologiesIn(part[field])) add("technology", name, `${path}.${field}`);
      }
      for (const field of ["publishes", "consumes"] as const)
        for (const name of part[field]) add("event", name, `${path}.${field}`);
      if ("vendor" in part) add("vendor", part.vendor, `${path}.vendor`);
    }
  for (const { id, protocol } of spec.services.interactions)
    for (const name of technologiesIn(protocol)) add("technology", name, `services.interactions.${id}.protocol`);
}

function addPatterns(spec: Spec, add: Add): void {
  const section = specDefinition.sections.find(({ key }) => key === "architecture");
  for (const [key, field] of Object.entries(section?.fields ?? {})) {
    const value = spec.architecture[key as keyof Spec["architecture"]];
    if (field.kind !== "group" || typeof value !== "object" || !("selected" in value)) continue;
    const path = `architecture.${key}.selected`;
    const choices = field.fields.selected;
    if (choices?.kind !== "choices") continue;
    for (const choice of value.selected) {
      add("pattern", optionLabel(choices, choice), path);
      for (const name of technologiesIn(choice)) add("technology", name, path);
    }
  }
}

function addData({ data }: Spec, add: Add, { ddl }: Readers): void {
  for (const { id, name, technology } of data.stores) {
    add("store", name, `data.stores.${id}.name`);
    const known = technologiesIn(technology);
    // What no list knows is taken by its name, without the version.
    for (const each of known.length > 0 ? known : [technology.replace(/[\s,]+v?\d[\w.]*.*$/i, "")])
      add("technology", each, `data.stores.${id}.technology`);
  }
  addTables(data, add, ddl);
  for (const { id, table } of data.tables) add("table", table, `data.tables.${id}.table`);
}

function addTables({ ddl: text }: Spec["data"], add: Add, read: Readers["ddl"]): void {
  if (text.trim() === "") return;
  for (const { schema, name } of read?.(text).tables ?? [])
    add("table", schema === "public" ? name : `${schema}.${name}`, "data.ddl");
  add("technology", "PostgreSQL", "data.ddl");
}

function addContract({ contract }: Spec, add: Add, readers: Readers): void {
  for (const { id, method, path } of contract.endpoints)
    add("endpoint", `${method} ${path}`, `contract.endpoints.${id}.path`);
  for (const { id, format, source } of contract.documents) {
    if (source.trim() === "") continue;
    for (const { kind, name } of readers.contract?.(format, source) ?? [])
      add(kind, name, `contract.documents.${id}.source`);
  }
}

/** The one form of a name that all its spellings have: `public.Orders` is `orders`, `order.created` is `ordercreated`. */
export function elementKey(kind: ElementKind, name: string): string {
  if (!/[\p{L}\p{N}]/u.test(name)) return "";
  switch (kind) {
    case "table":
      return (name.split(".").at(-1) ?? "").replaceAll('"', "").trim().toLowerCase();
    case "endpoint":
      return endpointKey(name);
    case "event":
    case "topic":
      return [...name.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => fold(word)).join("");
    case "technology":
      return plainKey(technologiesIn(name)[0] ?? name);
    default:
      return plainKey(name);
  }
}

const plainKey = (name: string) =>
  [...name.matchAll(/[\p{L}\p{N}]+/gu)]
    .map(([word]) => fold(word))
    .filter(Boolean)
    .join(" ");

export const methods = [
  "get",
  "post",
  "put",
  "patch",
  "delete",
  "head",
  "options",
  "query",
  "mutation",
  "subscription",
  "rpc",
];

/**
 * `POST /v1/orders/{id}` as `/orders/{} post`: the path first, so that one without a method finds them all, parameters without
 * their names, and without what says only which API and version.
 */
function endpointKey(name: string): string {
  const [first = "", ...rest] = name.trim().split(/\s+/);
  const hasMethod = methods.includes(first.toLowerCase()) || (rest.length > 0 && /^[A-Za-z]+$/.test(first));
  const path = (hasMethod ? rest.join("") : name.replace(/\s+/g, ""))
    .replace(/^\w+:\/\/[^/]+/, "")
    .replace(/[?#].*$/, "")
    .toLowerCase();
  const steps = path.split("/").filter(Boolean).map(stepKey);
  while (steps.length > 1 && /^(api|rest|v\d+(\.\d+)*)$/.test(steps[0] ?? "")) steps.shift();
  const key = path === "" ? "" : path.includes("/") ? `/${steps.join("/")}` : path;
  return hasMethod && key !== "" ? `${key} ${first.toLowerCase()}` : key;
}

const stepKey = (step: string) =>
  /^(:|<|\[|\{)/.test(step) || /^\d+$/.test(step) || /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(step)
    ? "{}"
    : step.replace(/\{[^}]*\}/g, "{}");
