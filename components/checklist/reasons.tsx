"use client";

import type { ReactElement, ReactNode } from "react";
import { Popover } from "@/components/ui/popover";

export type Reason = { id: string; label: string; value: ReactNode; sentence?: string };

type ReasonsProps = {
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  summary?: ReactNode;
  reasons: readonly Reason[];
  /** Goes to what a reason is about; the popover closes. */
  onPick: (id: string) => void;
  empty: string;
};

/** What a number is made of: opens at the number, and each line leads to its place. */
export function Reasons({ trigger, title, summary, reasons, onPick, empty }: ReasonsProps) {
  return (
    <Popover trigger={trigger} label={title} className="max-h-[70dvh] w-96">
      {(close) => (
        <div className="flex flex-col gap-2">
          <p className="text-sm font-medium">{title}</p>
          {summary && <div className="text-xs text-muted">{summary}</div>}
          {reasons.length === 0 && <p className="text-xs text-muted">{empty}</p>}
          <ul className="-mx-1.5 flex flex-col">
            {reasons.map((reason) => (
              <li key={reason.id}>
                <button
                  type="button"
                  onClick={() => {
                    close();
                    onPick(reason.id);
                  }}
                  className="flex w-full items-start gap-3 rounded-md px-1.5 py-1.5 text-left text-sm hover:bg-hover"
                >
                  <span className="min-w-0 flex-1">
                    {reason.label}
                    {reason.sentence && <span className="block text-xs text-muted">{reason.sentence}</span>}
                  </span>
                  <span className="shrink-0 tabular-nums">{reason.value}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Popover>
  );
}
