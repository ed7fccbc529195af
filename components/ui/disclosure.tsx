"use client";

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

type DisclosureProps = {
  summary: ReactNode;
  /** At the right end of the summary's line; clicks in it do not open or close. */
  aside?: ReactNode;
  defaultOpen?: boolean;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
};

/** Native details: opens without script, and the browser's page search finds and opens what is inside. */
export function Disclosure({ summary, aside, defaultOpen, open, onOpenChange, className, children }: DisclosureProps) {
  return (
    <details
      open={open ?? defaultOpen}
      onToggle={(event) => {
        if (event.target === event.currentTarget) onOpenChange?.(event.currentTarget.open);
      }}
      className={cn("group/disclosure min-w-0", className)}
    >
      <summary className="flex min-h-8 list-none items-center gap-1.5 rounded-sm text-sm font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-3.5 shrink-0 text-faint transition-transform duration-100 group-open/disclosure:rotate-90"
        />
        <span className="min-w-0 flex-1">{summary}</span>
        {aside}
      </summary>
      <div className="pt-1 pb-2 pl-5">{children}</div>
    </details>
  );
}
