"use client";

import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

type SwitchProps = Omit<ComponentProps<"input">, "type" | "role" | "size"> & { label?: ReactNode };

/** For a setting that takes effect at once; in a form that is sent later, use a checkbox. */
export function Switch({ label, className, ...rest }: SwitchProps) {
  const control = (
    <span className="relative inline-flex h-4.5 w-8 shrink-0">
      <input
        {...rest}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox says itself whether it is checked
        role="switch"
        className="peer h-4.5 w-8 appearance-none rounded-full border border-line-strong bg-pressed transition-colors duration-150 checked:border-accent checked:bg-accent disabled:opacity-50"
      />
      <span className="pointer-events-none absolute top-0.75 left-0.75 size-3 rounded-full bg-muted transition-transform duration-150 peer-checked:translate-x-3.5 peer-checked:bg-on-accent" />
    </span>
  );
  if (!label) return control;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is in the constant above
    <label className={cn("flex min-w-0 items-center gap-2 text-base", className)}>
      {control}
      <span className="min-w-0">{label}</span>
    </label>
  );
}
