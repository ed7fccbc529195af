import { specDefinition } from "./definition";
import { type Definition, type Field, type Fields, maxItems, maxLength } from "./field";
import { itemIdPattern } from "./value";

export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * The published JSON Schema (draft 2020-12) of a specification as `exportJson` writes it: labels as titles, help as
 * descriptions, options, units and limits. A document may leave out any field; unknown ones are refused.
 */
export function specJsonSchema(definition: Definition = specDefinition): JsonSchema {
  const sections = definition.sections.map(({ key, title, help, fields }) => [
    key,
    { title, description: help, ...objectOf(fields) },
  ]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:lintel:specification:${definition.schemaVersion}`,
    title: "System Architecture Specification",
    ...object(Object.fromEntries(sections)),
  };
}

const object = (properties: JsonSchema) => ({ type: "object", properties, additionalProperties: false });

const objectOf = (fields: Fields, before: JsonSchema = {}) =>
  object({
    ...before,
    ...Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, fieldSchema(field)])),
  });

function fieldSchema(field: Field): JsonSchema {
  const { label, help } = field;
  return { title: label, ...(help ? { description: help } : {}), ...valueSchema(field) };
}

function valueSchema(field: Field): JsonSchema {
  switch (field.kind) {
    case "text":
      return { type: "string", maxLength: maxLength.text };
    case "markdown":
      return { type: "string", maxLength: maxLength.markdown, contentMediaType: "text/markdown" };
    case "code":
      return { type: "string", maxLength: maxLength.code, "x-language": field.language };
    case "number":
      return {
        type: [field.integer ? "integer" : "number", "null"],
        ...(field.min === undefined ? {} : { minimum: field.min }),
        ...(field.max === undefined ? {} : { maximum: field.max }),
        ...(field.unit ? { "x-unit": field.unit } : {}),
      };
    case "choice":
      return { type: "string", ...optionSchema(field, true) };
    case "choices":
      return {
        type: "array",
        uniqueItems: true,
        maxItems,
        items: { type: "string", ...optionSchema(field, false) },
      };
    case "flag":
      return { type: "boolean" };
    case "date":
      return { type: "string", pattern: "^(\\d{4}-\\d{2}-\\d{2})?$" };
    case "reference":
      return { type: "string", maxLength: maxLength.choice, "x-refers-to": field.to };
    case "group":
      return objectOf(field.fields);
    case "list":
      return {
        type: "array",
        maxItems,
        items: {
          title: field.item,
          ...objectOf(field.fields, { id: { type: "string", pattern: itemIdPattern.source } }),
        },
      };
  }
}

function optionSchema(field: Field & { kind: "choice" | "choices" }, mayBeEmpty: boolean): JsonSchema {
  const options = field.options.map(({ value, label, help }) => ({
    const: value,
    title: label,
    ...(help ? { description: help } : {}),
  }));
  if (options.length === 0) return { maxLength: maxLength.choice };
  const empty = mayBeEmpty ? [{ const: "", title: "Not chosen" }] : [];
  if (!field.other) return { oneOf: [...empty, ...options] };
  return { anyOf: [...options, { title: "Other", maxLength: maxLength.choice }] };
}
