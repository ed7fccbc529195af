"use client";

import type { MouseEvent, ReactNode } from "react";
import { ThreadMark } from "@/components/comments/thread-mark";
import { cn } from "@/components/ui/cn";
import { Field as LabelledField } from "@/components/ui/field";
import type { Field } from "@/core/spec/field";
import { PresenceMark } from "./presence-mark";

type FieldFrameProps = {
  field: Field;
  path: string;
  error?: string | null;
  hint?: ReactNode;
  aside?: ReactNode;
  /** For several controls under one name: chips, radio buttons. */
  isGroup?: boolean;
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
};

/** The id of the control at a path, for labels. */
export const controlId = (path: string) => `field-${path}`;

/** Label, help and error around the control of one field; the address of the field in the page, and who else is in it. */
export function FieldFrame({
  field,
  path,
  error,
  hint,
  aside,
  isGroup,
  hideLabel,
  className,
  children,
}: FieldFrameProps) {
  return (
    <div
      id={path}
      data-path={path}
      onClickCapture={focusEditor}
      className={cn("group/place relative min-w-0 scroll-mt-32", className)}
    >
      <LabelledField
        id={controlId(path)}
        label={field.label}
        help={field.help}
        hint={hint}
        error={error ?? undefined}
        aside={
          <span className="flex items-center gap-1">
            <ThreadMark anchor={{ kind: "place", path }} label={field.label} className="-my-1" />
            {aside}
          </span>
        }
        group={isGroup}
        hideLabel={hideLabel}
      >
        <PresenceMark path={path}>{children}</PresenceMark>
      </LabelledField>
    </div>
  );
}

/** A label leads to an input by itself, but not to the editable region of a long text. */
function focusEditor(event: MouseEvent<HTMLDivElement>) {
  const label = event.target instanceof Element ? event.target.closest("label") : null;
  if (!label?.htmlFor || label.control) return;
  document.getElementById(label.htmlFor)?.focus();
}
