"use client";

import type { ComponentType } from "react";
import type { Field } from "@/core/spec/field";
import type { FieldEditorProps } from "./field-props";
import { ChoiceFieldEditor } from "./fields/choice-field";
import { ChoicesFieldEditor } from "./fields/choices-field";
import { CodeFieldEditor } from "./fields/code-field";
import { DateFieldEditor } from "./fields/date-field";
import { FlagFieldEditor } from "./fields/flag-field";
import { GroupFieldEditor } from "./fields/group-field";
import { ListFieldEditor } from "./fields/list-field";
import { MarkdownFieldEditor } from "./fields/markdown-field";
import { NumberFieldEditor } from "./fields/number-field";
import { ReferenceFieldEditor } from "./fields/reference-field";
import { TextFieldEditor } from "./fields/text-field";

/** The editor of each kind of field. */
const editors: { [K in Field["kind"]]: ComponentType<FieldEditorProps<Extract<Field, { kind: K }>>> } = {
  text: TextFieldEditor,
  markdown: MarkdownFieldEditor,
  code: CodeFieldEditor,
  number: NumberFieldEditor,
  choice: ChoiceFieldEditor,
  choices: ChoicesFieldEditor,
  flag: FlagFieldEditor,
  date: DateFieldEditor,
  reference: ReferenceFieldEditor,
  group: GroupFieldEditor,
  list: ListFieldEditor,
};

/** One field of the specification, whatever its kind. */
export function FieldEditor(props: FieldEditorProps) {
  // The table pairs each kind with the editor of just that kind, which a lookup by key cannot express in types.
  const Editor = editors[props.field.kind] as ComponentType<FieldEditorProps>;
  return <Editor {...props} />;
}
