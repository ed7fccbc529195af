"use client";

import { cloneElement, type ReactNode, Suspense, useState } from "react";
import type { TriggerElement } from "@/components/ui/popup-trigger";

type LazyMenuProps = {
  /** The button that opens it. */
  trigger: TriggerElement;
  /** The menu, open, around the same button: usually a lazy component. */
  children: (trigger: TriggerElement) => ReactNode;
};

/** A bare button until it is pressed, and then a menu whose script came only for that. */
export function LazyMenu({ trigger, children }: LazyMenuProps) {
  const [isWanted, setIsWanted] = useState(false);
  if (!isWanted) return cloneElement(trigger, { "aria-haspopup": "menu", onClick: () => setIsWanted(true) });
  return (
    <Suspense fallback={cloneElement(trigger, { "aria-haspopup": "menu", "aria-busy": true })}>
      {children(trigger)}
    </Suspense>
  );
}
