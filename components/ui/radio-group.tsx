"use client";

import { type ReactNode, useId } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field-context";

export type RadioOption<Value extends string> = {
  value: Value;
  label: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
};

type RadioGroupProps<Value extends string> = {
  options: readonly RadioOption<Value>[];
  value: Value | "";
  onValueChange: (value: Value) => void;
  /** Put it inside `<Field group>`, or name it here. */
  "aria-label"?: string;
  disabled?: boolean;
  /** `cards` frames each option; for a few options with descriptions. */
  look?: "plain" | "cards";
  className?: string;
};

/** Native radio buttons: arrows move, Tab enters and leaves the group. */
export function RadioGroup<Value extends string>({
  options,
  value,
  onValueChange,
  disabled,
  look = "plain",
  className,
  ...rest
}: RadioGroupProps<Value>) {
  const name = useId();
  const { id, required, ...control } = useFieldControl({});
  return (
    <div
      role="radiogroup"
      id={id}
      aria-label={rest["aria-label"]}
      aria-labelledby={rest["aria-label"] || !id ? undefined : `${id}-label`}
      aria-required={required}
      {...control}
      className={cn("flex flex-col", look === "cards" ? "gap-2" : "gap-1.5", className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            "flex min-w-0 items-start gap-2",
            (disabled || option.disabled) && "text-muted",
            look === "cards" &&
              "rounded-md border border-line bg-surface p-3 transition-colors hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent",
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            disabled={disabled || option.disabled}
            onChange={() => onValueChange(option.value)}
            className="mt-0.75 size-4 shrink-0 appearance-none rounded-full border border-line-strong bg-surface transition-[border] duration-100 hover:border-faint checked:border-[5px] checked:border-accent disabled:opacity-50"
          />
          <span className="min-w-0">
            {option.label}
            {option.description && <span className="block text-xs text-muted">{option.description}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}
