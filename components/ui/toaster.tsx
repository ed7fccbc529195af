"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { IconButton } from "./icon-button";
import { currentToasts, subscribeToToasts, type Toast, toast } from "./toast";

const empty: readonly Toast[] = [];

/** Where toasts appear. Mounted once, in the root. Time stands still while the pointer or the focus is on them. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts, () => empty);
  const [isHeld, setIsHeld] = useState(false);
  const region = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = region.current;
    if (!element || toasts.length === 0) return;
    // Again into the top layer, above a dialog that opened since.
    if (element.matches(":popover-open")) element.hidePopover();
    element.showPopover();
  }, [toasts]);
  return (
    <section
      ref={region}
      popover="manual"
      aria-label="Notices"
      aria-live="polite"
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
      className="fixed inset-auto right-0 bottom-0 m-0 flex w-full max-w-sm flex-col gap-2 overflow-visible border-0 bg-transparent p-4 not-popover-open:hidden"
    >
      {toasts.map((item) => (
        <ToastCard key={item.id} item={item} isHeld={isHeld} />
      ))}
    </section>
  );
}

function ToastCard({ item, isHeld }: { item: Toast; isHeld: boolean }) {
  useEffect(() => {
    if (isHeld || !Number.isFinite(item.stay)) return;
    const timer = setTimeout(() => toast.dismiss(item.id), item.stay);
    return () => clearTimeout(timer);
  }, [item, isHeld]);
  return (
    <div
      role={item.tone === "danger" ? "alert" : undefined}
      className="flex animate-rise items-start gap-2 rounded-lg border border-line bg-raised py-2 pr-2 pl-3 text-sm text-text shadow-pop"
    >
      {item.tone === "ok" && <CircleCheck aria-hidden="true" className="mt-1 size-4 shrink-0 text-ok-ink" />}
      {item.tone === "danger" && <CircleAlert aria-hidden="true" className="mt-1 size-4 shrink-0 text-danger-ink" />}
      <div className="min-w-0 flex-1 py-0.5">
        <p className="font-medium">{item.message}</p>
        {item.description && <p className="text-muted">{item.description}</p>}
      </div>
      {item.action && (
        <button
          type="button"
          onClick={() => {
            item.action?.run();
            toast.dismiss(item.id);
          }}
          className="h-7 shrink-0 rounded-md px-2 font-medium text-accent-ink hover:bg-hover"
        >
          {item.action.label}
        </button>
      )}
      <IconButton label="Dismiss" onClick={() => toast.dismiss(item.id)}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}
