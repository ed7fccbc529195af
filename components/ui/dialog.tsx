"use client";

import { X } from "lucide-react";
import * as RadixDialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { IconButton } from "./icon-button";
import { isAnyPopupOpen } from "./use-popup";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the foot, the main one last. */
  footer?: ReactNode;
  size?: "sm" | "md" | "lg" | "xl" | "full";
  /** Keeps a stray click outside from throwing away what was typed. Escape and the cross still close. */
  keepOnOutsideClick?: boolean;
  className?: string;
  children?: ReactNode;
};

const widths = {
  sm: "sm:max-w-sm",
  md: "sm:max-w-lg",
  lg: "sm:max-w-2xl",
  xl: "sm:max-w-4xl",
  full: "sm:max-w-[calc(100vw-3rem)] sm:h-[calc(100dvh-3rem)]",
};

/** A modal dialog; on a phone a sheet from below. Focus goes in, stays in and returns to where it came from. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  size = "md",
  keepOnOutsideClick = false,
  className,
  children,
}: DialogProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-scrim data-[state=open]:animate-appear" />
        <RadixDialog.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={(event) => {
            // Unless a field asked for it, the dialog itself gets the focus: its name is read, and no button looks pressed.
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          onEscapeKeyDown={(event) => {
            if (isAnyPopupOpen()) event.preventDefault();
          }}
          onPointerDownOutside={(event) => {
            if (keepOnOutsideClick) event.preventDefault();
          }}
          className={cn(
            "fixed z-50 flex flex-col border border-line bg-raised text-text shadow-pop outline-none",
            "inset-x-0 bottom-0 max-h-[92dvh] rounded-t-xl data-[state=open]:animate-rise",
            "sm:inset-auto sm:top-1/2 sm:left-1/2 sm:max-h-[min(85dvh,56rem)] sm:w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-lg sm:data-[state=open]:animate-appear",
            widths[size],
            size === "full" && "max-sm:h-[92dvh] sm:max-h-none",
          )}
        >
          <header className="flex items-start gap-3 border-b border-line px-4 py-3">
            <div className="min-w-0 flex-1">
              <RadixDialog.Title className="text-lg font-semibold">{title}</RadixDialog.Title>
              {description && (
                <RadixDialog.Description className="text-sm text-muted">{description}</RadixDialog.Description>
              )}
            </div>
            <RadixDialog.Close asChild>
              <IconButton label="Close">
                <X aria-hidden="true" />
              </IconButton>
            </RadixDialog.Close>
          </header>
          <div className={cn("min-h-0 flex-1 overflow-y-auto px-4 py-4", className)}>{children}</div>
          {footer && (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3 max-sm:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
