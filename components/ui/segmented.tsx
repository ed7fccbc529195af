"use client";

import { type ReactNode, useId } from "react";
import { cn } from "./cn";

type SegmentedProps<Value extends string> = {
  label: string;
  options: readonly { value: Value; label: string; icon?: ReactNode; disabled?: boolean }[];
  value: Value | "";
  onValueChange: (value: Value) => void;
  /** Shows only the pictures; the labels become names and tooltips. */
  iconsOnly?: boolean;
  size?: "sm" | "md";
  disabled?: boolean;
  className?: string;
};

/** Two to five choices side by side, one chosen: native radio buttons underneath, so arrow keys move. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  onValueChange,
  iconsOnly = false,
  size = "md",
  disabled,
  className,
}: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={cn("inline-flex shrink-0 rounded-md border border-line-strong bg-sunken p-0.5", className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          data-tip={iconsOnly ? option.label : undefined}
          className={cn(
            "relative flex items-center gap-1.5 rounded-sm px-2 text-sm text-muted transition-colors has-checked:bg-raised has-checked:text-text has-checked:shadow-[0_0_0_1px_var(--line)] has-disabled:opacity-50 has-focus-visible:outline-2 has-focus-visible:outline-accent hover:text-text [&_svg]:size-4",
            size === "sm" ? "h-5.5 pointer-coarse:h-8" : "h-6.5 pointer-coarse:h-9",
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={disabled || option.disabled}
            onChange={() => onValueChange(option.value)}
            className="absolute inset-0 appearance-none opacity-0"
          />
          {option.icon}
          <span className={cn(iconsOnly && "sr-only")}>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
