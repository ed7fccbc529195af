"use client";

import * as Radix from "radix-ui/tabs";
import type { ReactNode } from "react";
import { cn } from "./cn";

export type Tab<Value extends string> = { value: Value; label: ReactNode; count?: number; content: ReactNode };

type TabsProps<Value extends string> = {
  tabs: readonly Tab<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  label: string;
  /** At the right end of the row of tabs. */
  aside?: ReactNode;
  className?: string;
  panelClassName?: string;
};

/** Panels of one page, one shown at a time. For places with an address of their own use links (`TabLinks`). */
export function Tabs<Value extends string>({
  tabs,
  value,
  onValueChange,
  label,
  aside,
  className,
  panelClassName,
}: TabsProps<Value>) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((candidate) => candidate.value === next);
        if (tab) onValueChange(tab.value);
      }}
      className={cn("flex min-h-0 flex-col", className)}
    >
      <div className="flex items-center gap-2 border-b border-line">
        <Radix.List aria-label={label} className="-mb-px flex min-w-0 flex-1 overflow-x-auto">
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.value}
              value={tab.value}
              className="flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-3 text-sm text-muted hover:text-text focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-text"
            >
              {tab.label}
              {tab.count !== undefined && <span className="text-xs text-faint tabular-nums">{tab.count}</span>}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className={cn("min-h-0 flex-1 pt-3", panelClassName)}>
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
