"use client";

import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { controlId } from "../field-frame";
import { PresenceMark } from "../presence-mark";

/** How a control looks inside a row: no frame of its own until it is pointed at. */
export const cellLooks =
  "w-full min-w-0 rounded-sm border border-transparent bg-transparent max-sm:border-line px-2 py-[5px] text-sm leading-5 text-text outline-none hover:border-line-strong focus-visible:border-accent focus-visible:bg-surface focus-visible:shadow-[0_0_0_2px_var(--accent-line)] aria-invalid:border-danger pointer-coarse:py-[9px]";

type CellFrameProps = { path: string; error?: string | null; children: ReactNode };

/** The place of one field in a row of a table: its address, who else is in it, and its error below. */
export function CellFrame({ path, error, children }: CellFrameProps) {
  return (
    <div id={path} data-path={path} className="min-w-0 flex-1 scroll-mt-32">
      <PresenceMark path={path}>{children}</PresenceMark>
      {error && (
        <p id={`${controlId(path)}-foot`} aria-live="polite" className="flex gap-1 px-2 pt-0.5 text-xs text-danger-ink">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}
