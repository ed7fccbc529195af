/**
 * The vocabulary a specification is defined in. A field is data: its label, help, options and unit are written once, in
 * `sections/`, and the form, validation, Markdown, diff, anchors, search text and JSON Schema are derived from it.
 */

export type Option = { readonly value: string; readonly label: string; readonly help?: string };

export type CodeLanguage = "sql" | "mermaid" | "yaml" | "json" | "protobuf" | "graphql";

type Common = {
  readonly label: string;
  /** One or two sentences shown at the field. */
  readonly help?: string;
  /** Not counted by completeness: useful, but a finished document may do without. */
  readonly optional?: boolean;
};

export type TextField = Common & { readonly kind: "text"; readonly placeholder?: string };
export type MarkdownField = Common & { readonly kind: "markdown"; readonly placeholder?: string };
export type CodeField = Common & {
  readonly kind: "code";
  readonly language: CodeLanguage;
  /** A sibling choice whose value names the language, where the author picks it. */
  readonly languageFrom?: string;
};
export type NumberField = Common & {
  readonly kind: "number";
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
};
export type ChoiceField = Common & {
  readonly kind: "choice";
  readonly options: readonly Option[];
  /** A value that is no option is kept as free text. */
  readonly other?: boolean;
};
export type ChoicesField = Common & {
  readonly kind: "choices";
  readonly options: readonly Option[];
  readonly other?: boolean;
};
export type FlagField = Common & { readonly kind: "flag" };
export type DateField = Common & { readonly kind: "date" };
export type ReferenceField = Common & {
  readonly kind: "reference";
  /** Paths of the lists whose items may be named. */
  readonly to: readonly string[];
};
export type GroupField = Common & { readonly kind: "group"; readonly fields: Fields };
export type ListField = Common & {
  readonly kind: "list";
  /** Singular noun for one item: "service". */
  readonly item: string;
  /** The field that names an item in headings and tables. */
  readonly title: string;
  /** `table` where every field of an item is short enough to be read in a row. */
  readonly layout: "table" | "cards";
  readonly fields: Fields;
};

export type Field =
  | TextField
  | MarkdownField
  | CodeField
  | NumberField
  | ChoiceField
  | ChoicesField
  | FlagField
  | DateField
  | ReferenceField
  | GroupField
  | ListField;

/** Fields by key, in the order in which they are shown. Keys are camelCase and never change once released. */
export type Fields = { readonly [key: string]: Field };

export type Section = {
  readonly key: string;
  readonly title: string;
  readonly help: string;
  readonly fields: Fields;
};

export type Definition = {
  readonly schemaVersion: number;
  readonly sections: readonly Section[];
};

/** The value a field holds. Dense: every field is present, the empty value of its kind where nothing was entered. */
export type ValueOf<F> = F extends { kind: "number" }
  ? number | null
  : F extends { kind: "choices" }
    ? string[]
    : F extends { kind: "flag" }
      ? boolean
      : F extends { kind: "list"; fields: infer G }
        ? ({ id: string } & ValuesOf<G>)[]
        : F extends { kind: "group"; fields: infer G }
          ? ValuesOf<G>
          : string;

export type ValuesOf<G> = { -readonly [K in keyof G]: ValueOf<G[K]> };

/** Any value of any field, for code that works on every definition. */
export type FieldValue = string | number | boolean | null | string[] | FieldValues | ListItem[];
export type FieldValues = { [key: string]: FieldValue };
export type ListItem = FieldValues & { id: string };

/** Longest text a field takes, in UTF-16 units. Longer input is refused by the form and the API, with this number. */
export const maxLength = { text: 500, markdown: 100_000, code: 1_000_000, choice: 200 } as const;
/** Most items in one list; the form stays quick far beyond the 300 interactions of a large system. */
export const maxItems = 1000;

type Options = readonly (readonly [value: string, label: string, help?: string])[];
type More<T extends Field> = Omit<T, "kind" | "label" | "help" | "options" | "fields" | "to" | "language">;

const toOptions = (options: Options): Option[] =>
  options.map(([value, label, help]) => (help ? { value, label, help } : { value, label }));

export function text(label: string, help?: string, more?: More<TextField>): TextField {
  return { kind: "text", label, help, ...more };
}
export function markdown(label: string, help?: string, more?: More<MarkdownField>): MarkdownField {
  return { kind: "markdown", label, help, ...more };
}
export function code(language: CodeLanguage, label: string, help?: string, more?: More<CodeField>): CodeField {
  return { kind: "code", language, label, help, ...more };
}
export function number(
  label: string,
  unit?: string,
  help?: string,
  more?: Omit<More<NumberField>, "unit">,
): NumberField {
  return { kind: "number", label, unit, min: 0, help, ...more };
}
export function choice(label: string, options: Options, help?: string, more?: More<ChoiceField>): ChoiceField {
  return { kind: "choice", label, options: toOptions(options), help, ...more };
}
export function choices(label: string, options: Options, help?: string, more?: More<ChoicesField>): ChoicesField {
  return { kind: "choices", label, options: toOptions(options), help, ...more };
}
/** A set of short free texts, such as event names. */
export function tags(label: string, help?: string, more?: More<ChoicesField>): ChoicesField {
  return { kind: "choices", label, options: [], other: true, help, ...more };
}
export function flag(label: string, help?: string, more?: More<FlagField>): FlagField {
  return { kind: "flag", label, help, ...more };
}
export function date(label: string, help?: string, more?: More<DateField>): DateField {
  return { kind: "date", label, help, ...more };
}
export function reference(
  label: string,
  to: readonly string[],
  help?: string,
  more?: More<ReferenceField>,
): ReferenceField {
  return { kind: "reference", label, to, help, ...more };
}
export function group<const G extends Fields>(label: string, help: string, fields: G, more?: More<GroupField>) {
  return { kind: "group" as const, label, help, fields, ...more };
}
export function list<const G extends Fields>(
  label: string,
  help: string,
  shape: { item: string; title: keyof G & string; layout: "table" | "cards"; optional?: boolean },
  fields: G,
) {
  return { kind: "list" as const, label, help, ...shape, fields };
}
export function section<const K extends string, const G extends Fields>(
  key: K,
  title: string,
  help: string,
  fields: G,
) {
  return { key, title, help, fields };
}
