import { specDefinition } from "./definition";
import type { Definition, Field, Fields, FieldValue, FieldValues, ListItem } from "./field";
import { isGuidance } from "./guidance";
import type { Path } from "./path";
import { isEmptyValue } from "./value";

export type Missing = { path: Path; label: string };
export type SectionCompleteness = { key: string; title: string; filled: number; total: number; missing: Missing[] };
export type Completeness = { filled: number; total: number; sections: SectionCompleteness[] };

type AnySpec = { readonly [section: string]: FieldValues };

/**
 * How much of the specification is filled in, by section. Optional fields do not count; the fields of a group count one by
 * one; a list counts once and is filled when one of its items has its title. Text of white space is empty, and so is text that
 * is nothing but a template's questions.
 */
export function measureCompleteness(spec: AnySpec, definition: Definition = specDefinition): Completeness {
  const sections = definition.sections.map((section): SectionCompleteness => {
    const missing: Missing[] = [];
    const total = countFields(section.fields, spec[section.key] ?? {}, section.key, "", missing);
    return { key: section.key, title: section.title, filled: total - missing.length, total, missing };
  });
  return {
    filled: sections.reduce((sum, { filled }) => sum + filled, 0),
    total: sections.reduce((sum, { total }) => sum + total, 0),
    sections,
  };
}

function countFields(fields: Fields, values: FieldValues, path: Path, within: string, missing: Missing[]): number {
  let total = 0;
  for (const [key, field] of Object.entries(fields)) {
    if (field.optional) continue;
    const here = `${path}.${key}`;
    const label = within === "" ? field.label : `${within} › ${field.label}`;
    if (field.kind === "group") {
      total += countFields(field.fields, (values[key] ?? {}) as FieldValues, here, label, missing);
      continue;
    }
    total++;
    if (!isFilled(field, values[key])) missing.push({ path: here, label });
  }
  return total;
}

function isFilled(field: Field, value: FieldValue | undefined): boolean {
  if (field.kind !== "list") return !isEmptyValue(field, value) && !(typeof value === "string" && isGuidance(value));
  const title = field.fields[field.title];
  return title !== undefined && ((value ?? []) as ListItem[]).some((item) => isFilled(title, item[field.title]));
}

/** How much is filled in, in percent: 100 only where nothing is missing, 0 only where nothing was entered. */
export function percentFilled(spec: AnySpec, definition: Definition = specDefinition): number {
  const { filled, total } = measureCompleteness(spec, definition);
  return filled === total ? 100 : Math.min(99, Math.ceil((100 * filled) / total));
}
