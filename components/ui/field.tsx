"use client";

import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";
import { FieldContext } from "./field-context";

type FieldProps = {
  label: ReactNode;
  /** One quiet sentence under the label: what belongs here and why. */
  help?: ReactNode;
  /** A short remark under the control: a unit, a limit, an example. */
  hint?: ReactNode;
  /** What is wrong and how to mend it; replaces the hint. */
  error?: ReactNode;
  required?: boolean;
  /** At the right end of the label's line: a link, a switch, a badge. */
  aside?: ReactNode;
  /** For groups of controls (radio, checkboxes): a fieldset with the label as its legend. */
  group?: boolean;
  hideLabel?: boolean;
  id?: string;
  className?: string;
  children: ReactNode;
};

/** Label, help, control, hint and error, tied together by ids for every control that reads the field's context. */
export function Field({
  label,
  help,
  hint,
  error,
  required = false,
  aside,
  group = false,
  hideLabel = false,
  id: givenId,
  className,
  children,
}: FieldProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const foot = error ?? hint;
  const describedBy = [help && `${id}-help`, foot && `${id}-foot`].filter(Boolean).join(" ") || undefined;
  const context = { id, labelId: `${id}-label`, describedBy, isInvalid: Boolean(error), isRequired: required };
  const Label = group ? "span" : "label";
  return (
    <FieldContext value={context}>
      <div
        className={cn("flex min-w-0 flex-col gap-1.5", className)}
        {...(group ? { role: "group", "aria-labelledby": `${id}-label`, "aria-describedby": describedBy } : {})}
      >
        <div className={cn("flex items-baseline justify-between gap-3", hideLabel && "sr-only")}>
          <Label id={`${id}-label`} {...(group ? {} : { htmlFor: id })} className="text-sm font-medium text-text">
            {label}
            {required && (
              <span className="ml-0.5 text-danger-ink" aria-hidden="true">
                *
              </span>
            )}
          </Label>
          {aside && <span className="shrink-0 text-xs text-muted">{aside}</span>}
        </div>
        {help && (
          <div id={`${id}-help`} className="-mt-1 text-xs text-muted">
            {help}
          </div>
        )}
        {children}
        {foot && (
          <div
            id={`${id}-foot`}
            aria-live={error ? "polite" : undefined}
            className={cn("flex items-start gap-1 text-xs", error ? "text-danger-ink" : "text-muted")}
          >
            {error && <CircleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />}
            <span className="min-w-0">{foot}</span>
          </div>
        )}
      </div>
    </FieldContext>
  );
}
