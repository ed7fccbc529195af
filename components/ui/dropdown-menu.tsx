"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cn } from "./cn";
import { MenuContext } from "./menu-item";
import { type TriggerElement, withPopup } from "./popup-trigger";
import { usePopup } from "./use-popup";

type DropdownMenuProps = {
  /** The button that opens it. */
  trigger: TriggerElement;
  /** Accessible name of the menu; the trigger's name when left out. */
  label?: string;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "right";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  /** Items from `menu-item`; rendered only while open. */
  children: ReactNode;
};

/**
 * A menu of commands. Arrow keys, Home, End and typing the first letters move; Enter and Space choose; Escape and Tab
 * close, and the focus returns to the trigger.
 */
export function DropdownMenu({
  trigger,
  label,
  align = "end",
  side,
  open,
  onOpenChange,
  className,
  children,
}: DropdownMenuProps) {
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
    // Only where the focus is still ours to give: a press outside has already moved it.
    if (popup.current?.contains(document.activeElement)) anchor.current?.focus();
    setOpen(false);
  };
  usePopup({ isOpen, close, anchor, popup, align, side });
  useEffect(() => {
    if (isOpen)
      (itemsOf(popup.current).find((item) => item.ariaChecked === "true") ?? itemsOf(popup.current)[0])?.focus();
  }, [isOpen]);
  const onTriggerKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    <>
      {withPopup(trigger, {
        ref: anchor,
        popupId: id,
        kind: "menu",
        isOpen,
        toggle: () => (isOpen ? close() : setOpen(true)),
        more: { onKeyDown: onTriggerKeyDown },
      })}
      {isOpen && (
        <div
          ref={popup}
          id={id}
          popover="manual"
          data-popup=""
          role="menu"
          tabIndex={-1}
          aria-label={label ?? anchor.current?.ariaLabel ?? anchor.current?.textContent ?? "Menu"}
          onKeyDown={(event) => moveFocus(event, close)}
          className={cn(
            "popup fixed inset-auto m-0 max-w-[calc(100vw-1rem)] min-w-44 animate-pop overflow-y-auto p-1 text-left font-normal whitespace-normal",
            className,
          )}
        >
          <MenuContext value={{ close }}>{children}</MenuContext>
        </div>
      )}
    </>
  );
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
}

let typed = { text: "", at: 0 };
/** Letters typed within this time belong together. */
const TYPING_MS = 600;

function moveFocus(event: KeyboardEvent<HTMLElement>, close: () => void) {
  const items = itemsOf(event.currentTarget);
  // Compared by identity only, so the type of the focused element does not matter.
  const here = items.indexOf(document.activeElement as HTMLElement);
  if (event.key === "Tab") return close();
  const target = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[event.key];
  if (target !== undefined) {
    event.preventDefault();
    items.at(target % items.length)?.focus();
  } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) {
    const together = event.timeStamp - typed.at < TYPING_MS ? typed.text : "";
    typed = { text: together + event.key.toLowerCase(), at: event.timeStamp };
    const rest = [...items.slice(here + (together ? 0 : 1)), ...items];
    rest.find((item) => item.textContent?.trim().toLowerCase().startsWith(typed.text))?.focus();
  }
  // The keys of an open menu are not the page's shortcuts.
  event.stopPropagation();
}
