import { cn } from "./cn";

/** The grey shape of something about to arrive; give it the size of the thing with `className`. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn("skeleton block", className)} />;
}

type SkeletonLinesProps = { lines?: number; label?: string };

export function SkeletonLines({ lines = 3, label = "Loading" }: SkeletonLinesProps) {
  const widths = ["w-full", "w-5/6", "w-2/3", "w-11/12", "w-3/4"];
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-2.5">
      {Array.from({ length: lines }, (_, index) => (
        // The lines are alike and never reordered, so the place is the only identity they have.
        // biome-ignore lint/suspicious/noArrayIndexKey: as said above
        <Skeleton key={index} className={cn("h-3.5", widths[index % widths.length])} />
      ))}
    </div>
  );
}
