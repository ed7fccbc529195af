"use client";

import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field-context";
import { refuseLongPaste } from "./refuse-long-paste";

type InputProps = Omit<ComponentProps<"input">, "prefix" | "size"> & {
  size?: "sm" | "md" | "lg";
  /** Inside the frame, before or after the text: an icon, a unit, a button. */
  prefix?: ReactNode;
  suffix?: ReactNode;
};

const heights = { sm: "h-7 pointer-coarse:h-9", md: "h-8 pointer-coarse:h-10", lg: "h-10" };

/** A one-line text field. `prefix` and `suffix` sit inside its frame. */
export function Input({ size = "md", prefix, suffix, className, ...rest }: InputProps) {
  const control = useFieldControl(rest);
  if (!prefix && !suffix)
    return (
      <input onPaste={refuseLongPaste} {...rest} {...control} className={cn("control", heights[size], className)} />
    );
  return (
    <span
      className={cn(
        "control flex items-center gap-1.5 px-2.5 has-focus-visible:border-accent has-focus-visible:shadow-[0_0_0_2px_var(--accent-line)] has-aria-invalid:border-danger has-disabled:bg-sunken",
        heights[size],
        className,
      )}
    >
      {prefix && <span className="flex shrink-0 text-sm text-faint pointer-events-none [&_svg]:size-4">{prefix}</span>}
      <input
        onPaste={refuseLongPaste}
        {...rest}
        {...control}
        className="h-full w-full min-w-0 bg-transparent outline-none disabled:cursor-not-allowed"
      />
      {suffix && <span className="flex shrink-0 items-center text-sm text-muted">{suffix}</span>}
    </span>
  );
}
