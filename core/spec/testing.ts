import fc from "fast-check";
import { type Spec, specDefinition } from "./definition";
import type { Definition, Field, Fields, FieldValues } from "./field";
import { cleanText, numberProblem, orderChoices } from "./value";

const itemId = fc.stringMatching(/^[a-z0-9]{10}$/);
/** Text that has given Markdown and databases trouble, mixed with anything at all. */
const hostile = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "# Heading",
    "| a | b |",
    "```sql\nselect 1\n```",
    "- item\n  - nested",
    "<!-- x -->",
    "a\n\n\nb",
    "  lead",
    "---",
    "~~~",
  ),
  fc.constantFrom(
    "`tick`",
    "\\|",
    "<b>&amp;</b>",
    "مرحبا",
    "👩‍👩‍👧‍👦",
    "**Label:** value",
    "1. one\n2. two",
    "trail  \n",
    "\n",
    "\t",
  ),
);

/** Random values for every field of a definition, canonical as the draft keeps them; lists of up to `items` entries. */
export function arbitrarySpec(options?: { definition?: undefined; items?: number }): fc.Arbitrary<Spec>;
export function arbitrarySpec(options: {
  definition: Definition;
  items?: number;
}): fc.Arbitrary<Record<string, FieldValues>>;
export function arbitrarySpec({
  definition = specDefinition,
  items = 3,
}: {
  definition?: Definition;
  items?: number;
} = {}) {
  return fc.record(
    Object.fromEntries(definition.sections.map((section) => [section.key, arbitraryFields(section.fields, items)])),
    { noNullPrototype: true },
  );
}

function arbitraryFields(fields: Fields, items: number): fc.Arbitrary<FieldValues> {
  return fc.record(
    Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, arbitraryField(field, items)])),
    { noNullPrototype: true },
  ) as fc.Arbitrary<FieldValues>;
}

function arbitraryField(field: Field, items: number): fc.Arbitrary<unknown> {
  const sometimes = <T>(value: fc.Arbitrary<T>, empty: T) =>
    fc.oneof({ weight: 1, arbitrary: fc.constant(empty) }, { weight: 2, arbitrary: value });
  const oneLine = hostile.map((text) => cleanText(text, "one"));
  switch (field.kind) {
    case "text":
      return sometimes(oneLine, "");
    case "markdown":
    case "code":
      return sometimes(
        fc.array(hostile, { maxLength: 4 }).map((parts) => cleanText(parts.join("\n"), "many")),
        "",
      );
    case "number":
      return sometimes(
        fc
          .oneof(
            fc.integer({ min: field.min ?? -1000, max: field.max ?? 1_000_000 }),
            fc.double({ min: field.min ?? -1000, max: field.max ?? 1e6, noNaN: true }),
          )
          .filter((value) => numberProblem(field, value) === null && !Object.is(value, -0)),
        null as number | null,
      );
    case "flag":
      return fc.boolean();
    case "date":
      return sometimes(
        fc
          .date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
          .map((day) => day.toISOString().slice(0, 10)),
        "",
      );
    case "reference":
      return sometimes(itemId, "");
    case "choice": {
      const option = fc.constantFrom(...field.options.map(({ value }) => value));
      const free = oneLine.map((text) => orderChoices({ ...field, kind: "choices" }, [text])[0] ?? "");
      return sometimes(field.other ? fc.oneof(option, free) : option, "");
    }
    case "choices": {
      const values = field.options.map(({ value }) => value);
      const option = values.length > 0 ? fc.constantFrom(...values) : oneLine;
      return fc
        .array(field.other ? fc.oneof(option, oneLine) : option, { maxLength: 4 })
        .map((chosen) => orderChoices(field, chosen));
    }
    case "group":
      return arbitraryFields(field.fields, items);
    case "list":
      return fc.uniqueArray(
        fc.tuple(itemId, arbitraryFields(field.fields, Math.min(items, 2))).map(([id, values]) => ({ id, ...values })),
        { maxLength: items, selector: (item) => item.id },
      );
  }
}
