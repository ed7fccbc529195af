"use client";

import { ThreadMark } from "@/components/comments/thread-mark";
import { Checkbox } from "@/components/ui/checkbox";
import type { FlagField } from "@/core/spec/field";
import { controlId } from "../field-frame";
import type { FieldEditorProps } from "../field-props";
import { PresenceMark } from "../presence-mark";
import { useDraft, useDraftValue } from "../use-draft";

export function FlagFieldEditor({ field, path, look, name }: FieldEditorProps<FlagField>) {
  const { isReadOnly } = useDraft();
  const [value, setValue] = useDraftValue(path);
  const isCell = look === "cell";
  return (
    <div
      id={path}
      data-path={path}
      className={isCell ? "min-w-0 flex-1 scroll-mt-32 px-2 py-1" : "group/place relative min-w-0 scroll-mt-32 pr-10"}
    >
      {!isCell && (
        <ThreadMark anchor={{ kind: "place", path }} label={field.label} className="absolute! top-0 right-0" />
      )}
      <PresenceMark path={path}>
        <Checkbox
          id={controlId(path)}
          label={isCell ? undefined : field.label}
          description={isCell ? undefined : field.help}
          aria-label={isCell ? name : undefined}
          checked={value === true}
          disabled={isReadOnly}
          onChange={(event) => setValue(event.target.checked)}
        />
      </PresenceMark>
    </div>
  );
}
