"use client";

import type { ReactNode } from "react";
import { usePresentAt } from "./use-presence";

/** A thin coloured frame and a name around the control somebody else is in. */
export function PresenceMark({ path, children }: { path: string; children: ReactNode }) {
  const people = usePresentAt(path);
  const first = people[0];
  return (
    <div className="relative min-w-0">
      {children}
      {first && (
        <>
          <span
            aria-hidden="true"
            className="pointer-events-none absolute -inset-0.5 z-10 rounded-lg border-2"
            style={{ borderColor: first.color }}
          />
          <span
            className="pointer-events-none absolute -top-2.5 right-2 z-10 max-w-40 truncate rounded-sm px-1.5 text-2xs leading-4 font-medium text-white"
            style={{ backgroundColor: first.color }}
          >
            {people.length === 1 ? first.name : `${first.name} +${people.length - 1}`}
          </span>
        </>
      )}
    </div>
  );
}
