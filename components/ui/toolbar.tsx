"use client";

import type { KeyboardEvent, ReactNode } from "react";
import { cn } from "./cn";

type ToolbarProps = { label: string; className?: string; children: ReactNode };

/** A row of buttons: arrow keys, Home and End move between them, on top of Tab. */
export function Toolbar({ label, className, children }: ToolbarProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("button, a[href]")];
    // The focused element is compared by identity only, so its type does not matter.
    const here = buttons.indexOf(document.activeElement as HTMLElement);
    const target = {
      ArrowRight: here + 1,
      ArrowLeft: here - 1 + buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (here < 0 || target === undefined) return;
    event.preventDefault();
    buttons[target % buttons.length]?.focus();
  };
  return (
    <div role="toolbar" aria-label={label} onKeyDown={onKeyDown} className={cn("flex items-center gap-1", className)}>
      {children}
    </div>
  );
}

export function ToolbarSeparator() {
  return <span aria-hidden="true" className="mx-1 h-4 w-px shrink-0 bg-line" />;
}
