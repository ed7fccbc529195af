"use client";

import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import type { NumberField } from "@/core/spec/field";
import { controlId, FieldFrame } from "../field-frame";
import type { FieldEditorProps } from "../field-props";
import { useDraft, useDraftValue } from "../use-draft";
import { CellFrame, cellLooks } from "./cell-frame";
import { readTypedNumber, showNumber } from "./number-text";
import { describedBy } from "./text-field";

/** A number with its unit. Text that is no number stays in the field with the reason, and the draft keeps the last good one. */
export function NumberFieldEditor({ field, path, look, name }: FieldEditorProps<NumberField>) {
  const { isReadOnly } = useDraft();
  const [value, setValue] = useDraftValue(path);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (typeof value === "number" ? showNumber(value) : "");
  const read = readTypedNumber(field, shown);
  const error = read.kind === "wrong" ? read.problem : null;
  const isCell = look === "cell";
  const control = {
    id: controlId(path),
    type: "text",
    inputMode: "decimal",
    autoComplete: "off",
    readOnly: isReadOnly,
    value: shown,
    "aria-label": name,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": isCell ? describedBy(path, { help: false, error: Boolean(error) }) : undefined,
    onChange: (event: { target: { value: string } }) => {
      const next = event.target.value.slice(0, 60);
      const meant = readTypedNumber(field, next);
      setTyped(next);
      if (meant.kind !== "wrong") setValue(meant.kind === "number" ? meant.value : null);
    },
    // What cannot be read is left standing, so that nothing typed disappears.
    onBlur: () => {
      if (!error) setTyped(null);
    },
  } as const;
  if (isCell)
    return (
      <CellFrame path={path} error={error}>
        <input {...control} className={cn(cellLooks, "tabular-nums")} />
      </CellFrame>
    );
  return (
    <FieldFrame field={field} path={path} error={error}>
      <Input {...control} suffix={field.unit} className="tabular-nums" />
    </FieldFrame>
  );
}
