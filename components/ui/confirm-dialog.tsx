"use client";

import * as AlertDialog from "radix-ui/alert-dialog";
import { type ReactNode, useState } from "react";
import { Button } from "./button";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will happen, and whether it can be undone. */
  description: ReactNode;
  /** The verb of the action, never "OK". */
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  /** Closes when it resolves; when it rejects the dialog stays and shows the error's message. */
  onConfirm: () => unknown;
  children?: ReactNode;
};

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  cancelLabel = "Cancel",
  danger = false,
  onConfirm,
  children,
}: ConfirmDialogProps) {
  const [state, setState] = useState<{ kind: "idle" | "busy" } | { kind: "failed"; message: string }>({ kind: "idle" });
  const confirm = async () => {
    setState({ kind: "busy" });
    try {
      await onConfirm();
      setState({ kind: "idle" });
      onOpenChange(false);
    } catch (error) {
      setState({ kind: "failed", message: error instanceof Error ? error.message : "That did not work." });
    }
  };
  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) setState({ kind: "idle" });
        onOpenChange(next);
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-scrim data-[state=open]:animate-appear" />
        <AlertDialog.Content className="fixed top-1/2 left-1/2 z-50 flex w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 flex-col gap-3 rounded-lg border border-line bg-raised p-4 shadow-pop outline-none data-[state=open]:animate-appear">
          <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="text-base text-muted">{description}</div>
          </AlertDialog.Description>
          {children}
          {state.kind === "failed" && (
            <p role="alert" className="text-sm text-danger-ink">
              {state.message}
            </p>
          )}
          <div className="mt-1 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{cancelLabel}</Button>
            </AlertDialog.Cancel>
            <Button variant={danger ? "danger" : "primary"} busy={state.kind === "busy"} onClick={confirm}>
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
