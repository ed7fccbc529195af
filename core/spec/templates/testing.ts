import { parse } from "yaml";
import { specDefinition } from "../definition";
import type { Field, Fields, FieldValue, FieldValues, ListItem } from "../field";

type Visit = (field: Field, value: FieldValue, path: string) => void;

/** Calls `visit` for every field of a specification that holds a value of its own, in order. */
export function visitFields(spec: { readonly [section: string]: FieldValues }, visit: Visit): void {
  const walk = (fields: Fields, values: FieldValues, path: string) => {
    for (const [key, field] of Object.entries(fields)) {
      const value = values[key] as FieldValue;
      if (field.kind === "group") walk(field.fields, value as FieldValues, `${path}.${key}`);
      else visit(field, value, `${path}.${key}`);
      if (field.kind === "list")
        for (const entry of value as ListItem[]) walk(field.fields, entry, `${path}.${key}.${entry.id}`);
    }
  };
  for (const section of specDefinition.sections) walk(section.fields, spec[section.key] ?? {}, section.key);
}

/** A YAML document's references within itself that lead nowhere, and those that lead outside. */
export function brokenReferences(source: string): string[] {
  const document: unknown = parse(source);
  const broken: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === "$ref" && typeof value === "string" && !resolves(document, value)) broken.push(value);
      walk(value);
    }
  };
  walk(document);
  return broken;
}

function resolves(document: unknown, reference: string): boolean {
  if (!reference.startsWith("#/")) return false;
  let node = document;
  for (const part of reference.slice(2).split("/")) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) return false;
    node = (node as Record<string, unknown>)[key];
  }
  return true;
}
