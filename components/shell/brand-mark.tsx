import { cn } from "@/components/ui/cn";

/** The beam over an opening. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn("size-6 shrink-0", className)}>
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <g className="fill-on-accent">
        <rect x="5" y="8" width="22" height="5" rx="1.2" />
        <rect x="8" y="15" width="4" height="10" rx="1" />
        <rect x="20" y="15" width="4" height="10" rx="1" />
      </g>
    </svg>
  );
}
