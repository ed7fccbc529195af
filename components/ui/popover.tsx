"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cn } from "./cn";
import { type TriggerElement, withPopup } from "./popup-trigger";
import { usePopup } from "./use-popup";

type PopoverProps = {
  trigger: TriggerElement;
  /** Accessible name of what opens. */
  label: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "right";
  className?: string;
  /** Rendered only while open. A function gets a way to close it. */
  children: ReactNode | ((close: () => void) => ReactNode);
};

/** A small surface at its trigger for things that are not a list of commands: filters, a form of two fields, details. */
export function Popover({
  trigger,
  label,
  open,
  onOpenChange,
  align = "start",
  side,
  className,
  children,
}: PopoverProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const isOpen = open ?? ownOpen;
  const anchor = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const id = useId();
  const setOpen = (next: boolean) => {
    setOwnOpen(next);
    onOpenChange?.(next);
  };
  const close = () => {
    if (popup.current?.contains(document.activeElement)) anchor.current?.focus();
    setOpen(false);
  };
  usePopup({ isOpen, close, anchor, popup, align, side });
  useEffect(() => {
    const element = popup.current;
    if (!isOpen || !element || element.contains(document.activeElement)) return;
    (element.querySelector<HTMLElement>("input, select, textarea, button, a[href], [tabindex]") ?? element).focus();
  }, [isOpen]);
  return (
    <>
      {withPopup(trigger, {
        ref: anchor,
        popupId: id,
        kind: "dialog",
        isOpen,
        toggle: () => (isOpen ? close() : setOpen(true)),
      })}
      {isOpen && (
        <div
          ref={popup}
          id={id}
          popover="manual"
          data-popup=""
          role="dialog"
          tabIndex={-1}
          aria-label={label}
          onBlur={(event) => {
            // Tabbing out of it leaves it; a click on nothing in particular inside does not.
            if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget))
              setOpen(false);
          }}
          className={cn(
            "popup fixed inset-auto m-0 max-w-[calc(100vw-1rem)] animate-pop overflow-y-auto p-3 text-left font-normal whitespace-normal",
            className,
          )}
        >
          {typeof children === "function" ? children(close) : children}
        </div>
      )}
    </>
  );
}
