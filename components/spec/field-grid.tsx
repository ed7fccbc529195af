"use client";

import { cn } from "@/components/ui/cn";
import type { Field, Fields } from "@/core/spec/field";
import { FieldEditor } from "./field-editor";
import { chipsAtMost } from "./fields/choice-field";

/** Kinds that need little room and may share a line with others. */
const isShort = (field: Field) =>
  field.kind === "number" ||
  field.kind === "date" ||
  field.kind === "reference" ||
  field.kind === "text" ||
  (field.kind === "choice" && field.options.length !== chipsAtMost) ||
  (field.kind === "choices" && field.options.length === 0);

/** The fields of a group or an item: short ones side by side, long ones over the whole width, in the order of the definition. */
export function FieldGrid({ fields, path, titleKey }: { fields: Fields; path: string; titleKey?: string }) {
  return (
    <div className="grid grid-cols-1 gap-x-4 gap-y-5 sm:grid-cols-6">
      {Object.entries(fields).map(([key, field]) => (
        <div key={key} className={cn("min-w-0", key === titleKey ? "sm:col-span-6" : span(field, fields))}>
          <FieldEditor field={field} path={`${path}.${key}`} look="form" />
        </div>
      ))}
    </div>
  );
}

/** A help longer than this breaks in a third of the width, and then the controls of a line stand at different heights. */
const helpOfOneLine = 44;

function span(field: Field, fields: Fields): string {
  if (!isShort(field)) return "sm:col-span-6";
  const isEveryHelpShort = Object.values(fields).every(
    (each) => !isShort(each) || (each.help?.length ?? 0) <= helpOfOneLine,
  );
  const hasText = Object.values(fields).some(({ kind }) => kind === "text");
  return isEveryHelpShort && !hasText ? "sm:col-span-3 lg:col-span-2" : "sm:col-span-3";
}
