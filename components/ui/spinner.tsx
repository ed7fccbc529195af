import { cn } from "./cn";

type SpinnerProps = {
  /** Announced to screen readers; leave out where the surrounding control already says it is busy. */
  label?: string;
  className?: string;
};

export function Spinner({ label, className }: SpinnerProps) {
  return (
    <span className={cn("inline-flex", className)} role={label ? "status" : undefined}>
      <svg viewBox="0 0 16 16" className="size-4 animate-spin" fill="none" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" stroke="currentColor" strokeOpacity="0.25" strokeWidth="1.5" />
        <path d="M14.25 8A6.25 6.25 0 0 0 8 1.75" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      </svg>
      {label && <span className="sr-only">{label}</span>}
    </span>
  );
}
