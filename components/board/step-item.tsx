"use client";

import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type StepItemProps = { before?: ReactNode; after?: ReactNode; onSelect: () => void; children: ReactNode };

/** An item of a menu that leads to another step of the same menu, which therefore stays open. */
export function StepItem({ before, after, onSelect, children }: StepItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      onClick={onSelect}
      className={cn(
        "flex w-full items-center gap-2 rounded-sm px-2 py-1 text-left text-sm outline-none focus:bg-hover pointer-coarse:py-2.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted",
        before && "font-medium",
      )}
    >
      {before}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {after}
    </button>
  );
}
