"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";

type ErrorStateProps = {
  title: ReactNode;
  /** What happened in one sentence, and what may help. */
  children?: ReactNode;
  onRetry?: () => void;
  /** What to quote when asking for help. */
  correlationId?: string;
  actions?: ReactNode;
  className?: string;
};

export function ErrorState({ title, children, onRetry, correlationId, actions, className }: ErrorStateProps) {
  return (
    <div role="alert" className={cn("flex flex-col items-center px-6 py-12 text-center", className)}>
      <span
        aria-hidden="true"
        className="mb-3 flex size-10 items-center justify-center rounded-lg border border-danger-line bg-danger-soft text-danger-ink"
      >
        <TriangleAlert className="size-5" />
      </span>
      <div className="text-base font-medium">{title}</div>
      {children && <div className="mt-1 max-w-md text-sm text-pretty text-muted">{children}</div>}
      {(onRetry || actions) && (
        <div className="mt-4 flex flex-wrap justify-center gap-2">
          {onRetry && (
            <Button icon={<RotateCw aria-hidden="true" />} onClick={onRetry}>
              Try again
            </Button>
          )}
          {actions}
        </div>
      )}
      {correlationId && <p className="mt-4 font-mono text-xs text-faint">Reference {correlationId}</p>}
    </div>
  );
}
