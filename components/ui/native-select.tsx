"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field-context";

type NativeSelectProps = Omit<ComponentProps<"select">, "size"> & {
  size?: "sm" | "md" | "lg";
  options: readonly { value: string; label: string; disabled?: boolean }[];
  /** The text of an empty first choice; leave out where a value is always chosen. */
  placeholder?: string;
};

const heights = { sm: "h-7 text-sm pointer-coarse:h-9", md: "h-8 pointer-coarse:h-10", lg: "h-10" };

/** The platform's own select: no script, right on every phone. The default choice for up to a dozen plain options. */
export function NativeSelect({ size = "md", options, placeholder, className, ...rest }: NativeSelectProps) {
  const control = useFieldControl(rest);
  return (
    <span className={cn("relative inline-flex min-w-0", className)}>
      <select {...rest} {...control} className={cn("control appearance-none truncate pr-8", heights[size])}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-faint"
      />
    </span>
  );
}
