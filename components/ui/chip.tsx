import { X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

type ChipProps = {
  children: string | string[];
  icon?: ReactNode;
  onRemove?: (() => void) | undefined;
  className?: string;
};

/** A small value that can be taken away: a label, a chosen option, an active filter. */
export function Chip({ children, icon, onRemove, className }: ChipProps) {
  return (
    <span
      className={cn(
        "inline-flex h-6 max-w-full items-center gap-1 rounded-sm border border-line bg-sunken pl-1.5 text-sm text-text",
        onRemove ? "pr-0.5" : "pr-1.5",
        className,
      )}
    >
      {icon && <span className="flex shrink-0 text-muted [&_svg]:size-3.5">{icon}</span>}
      <span className="truncate">{children}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={`Remove ${children}`}
          onClick={onRemove}
          className="rounded-sm p-0.5 text-faint hover:bg-pressed hover:text-text"
        >
          <X aria-hidden="true" className="size-3" />
        </button>
      )}
    </span>
  );
}
