"use client";

import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type OptionChipProps = Omit<ComponentProps<"input">, "size"> & {
  type: "checkbox" | "radio";
  help?: string;
  children: ReactNode;
};

/** One option as a chip that is on or off: a native checkbox or radio button underneath, so that keys and readers know it. */
export function OptionChip({ help, children, className, ...input }: OptionChipProps) {
  return (
    <label
      data-tip={help}
      className={cn(
        "relative inline-flex h-7 items-center gap-1.5 rounded-full border border-line-strong bg-surface px-2.5 text-sm text-muted select-none transition-colors duration-100 pointer-coarse:h-9 pointer-coarse:px-3.5",
        "hover:border-faint hover:text-text has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent-ink",
        "has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent has-disabled:pointer-events-none has-disabled:not-has-checked:opacity-60",
        className,
      )}
    >
      <input
        {...input}
        aria-description={help}
        className="absolute inset-0 m-0 cursor-pointer appearance-none rounded-full opacity-0"
      />
      {children}
    </label>
  );
}
