"use client";

import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import type { DateField } from "@/core/spec/field";
import { isDay } from "@/core/spec/value";
import { controlId, FieldFrame } from "../field-frame";
import type { FieldEditorProps } from "../field-props";
import { useDraft, useDraftValue } from "../use-draft";
import { CellFrame, cellLooks } from "./cell-frame";

/** A calendar day in the browser's own date field. */
export function DateFieldEditor({ field, path, look, name }: FieldEditorProps<DateField>) {
  const { isReadOnly } = useDraft();
  const [value, setValue] = useDraftValue(path);
  const shown = typeof value === "string" ? value : "";
  const isOdd = shown !== "" && (shown < "1990" || shown > "2200");
  const error = isOdd ? `The year ${shown.slice(0, 4)} looks mistyped.` : null;
  const control = {
    id: controlId(path),
    type: "date",
    value: shown,
    readOnly: isReadOnly,
    "aria-label": name,
    "aria-invalid": error ? true : undefined,
    onChange: (event: { target: { value: string } }) => {
      const next = event.target.value;
      if (next === "" || isDay(next)) setValue(next);
    },
  } as const;
  if (look === "cell")
    return (
      <CellFrame path={path} error={error}>
        <input {...control} className={cn(cellLooks, "py-[4px]", shown === "" && "text-faint")} />
      </CellFrame>
    );
  return (
    <FieldFrame field={field} path={path} error={error}>
      <Input {...control} />
    </FieldFrame>
  );
}
