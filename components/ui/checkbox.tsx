"use client";

import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";
import { cn } from "./cn";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "ref" | "size"> & {
  label?: ReactNode;
  description?: ReactNode;
  /** Neither on nor off: some of the things it stands for are chosen. */
  indeterminate?: boolean;
};

/** A native checkbox in the look of the house; without `label` the caller names it with `aria-label`. */
export function Checkbox({ label, description, indeterminate = false, className, ...rest }: CheckboxProps) {
  const ref = useRef<HTMLInputElement>(null);
  const describedBy = useId();
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = indeterminate;
  }, [indeterminate]);
  const box = (
    <span className="relative mt-0.75 inline-flex size-4 shrink-0">
      <input
        {...rest}
        ref={ref}
        type="checkbox"
        aria-describedby={description ? describedBy : rest["aria-describedby"]}
        className="peer size-4 appearance-none rounded-sm border border-line-strong bg-surface transition-colors duration-100 hover:border-faint checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-50"
      />
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        className="pointer-events-none absolute inset-0 hidden fill-none stroke-on-accent stroke-2 peer-checked:block peer-indeterminate:hidden"
      >
        <path d="M4 8.5 6.75 11 12 5.25" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <span className="pointer-events-none absolute inset-x-1 top-[7px] hidden h-0.5 rounded-sm bg-on-accent peer-indeterminate:block" />
    </span>
  );
  if (!label) return box;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is in `box`
    <label className={cn("flex min-w-0 items-start gap-2 text-base", rest.disabled && "text-muted", className)}>
      {box}
      <span className="min-w-0">
        {label}
        {description && (
          <span id={describedBy} className="block text-xs text-muted">
            {description}
          </span>
        )}
      </span>
    </label>
  );
}
