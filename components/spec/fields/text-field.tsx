"use client";

import { cn } from "@/components/ui/cn";
import { maxLength, type TextField } from "@/core/spec/field";
import { controlId, FieldFrame } from "../field-frame";
import type { FieldEditorProps } from "../field-props";
import { useDraft } from "../use-draft";
import { CellFrame, cellLooks } from "./cell-frame";
import { useSharedLine } from "./use-shared-line";

/** One line of text. It wraps instead of hiding its end, but a line break never gets in. */
export function TextFieldEditor({ field, path, look, name }: FieldEditorProps<TextField>) {
  const { isReadOnly } = useDraft();
  const { ref, value, prompt, error, onChange, onPaste } = useSharedLine(path, maxLength.text);
  const isCell = look === "cell";
  const area = (
    <textarea
      ref={ref}
      id={controlId(path)}
      rows={1}
      value={value}
      onChange={onChange}
      // Lines pasted into a cell become rows, which the table sees to.
      onPaste={(event) => !(isCell && /[\n\t]/.test(event.clipboardData.getData("text/plain"))) && onPaste(event)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) event.preventDefault();
      }}
      readOnly={isReadOnly}
      placeholder={prompt ?? (isReadOnly ? undefined : field.placeholder)}
      spellCheck
      autoComplete="off"
      dir="auto"
      aria-label={name}
      aria-invalid={error ? true : undefined}
      aria-describedby={describedBy(path, { help: !isCell && Boolean(field.help), error: Boolean(error) })}
      className={cn(
        "block resize-none [field-sizing:content]",
        prompt && "placeholder:text-muted placeholder:italic",
        isCell ? cellLooks : "control py-[4px] leading-5.5 pointer-coarse:py-[8px]",
      )}
    />
  );
  if (isCell)
    return (
      <CellFrame path={path} error={error}>
        {area}
      </CellFrame>
    );
  return (
    <FieldFrame field={field} path={path} error={error}>
      {area}
    </FieldFrame>
  );
}

/** Ids of the help and error that `Field` and `CellFrame` draw for the control at a path. */
export function describedBy(path: string, parts: { help: boolean; error: boolean }): string | undefined {
  const ids = [parts.help && `${controlId(path)}-help`, parts.error && `${controlId(path)}-foot`].filter(Boolean);
  return ids.join(" ") || undefined;
}
