import type { Field } from "@/core/spec/field";

/** What every editor of a field is given: the field's definition and where its value stands. */
export type FieldEditorProps<F extends Field = Field> = {
  field: F;
  path: string;
  /**
   * `form`: with its label and help around it. `cell`: alone in the row of a table, named by `name`.
   */
  look: "form" | "cell";
  /** The accessible name where no label is shown. */
  name?: string;
};
