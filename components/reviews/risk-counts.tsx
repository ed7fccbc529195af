import { cn } from "@/components/ui/cn";

type Counts = { high: number; medium: number; none: number; unanswered: number };

type RiskCountsProps = { counts: Counts | null; className?: string };

/** High, medium and unanswered beside each other; a score without them says too little. */
export function RiskCounts({ counts, className }: RiskCountsProps) {
  // The place stays, so that what stands beside it stays in line.
  if (!counts) return <span className={className} />;
  const words = `${counts.high} high, ${counts.medium} medium, ${counts.none} without risk, ${counts.unanswered} unanswered`;
  return (
    <span
      role="img"
      aria-label={`Risks: ${words}`}
      data-tip={words}
      className={cn("inline-flex items-center gap-2 text-xs tabular-nums", className)}
    >
      <Count count={counts.high} dot="bg-danger" ink="text-danger-ink font-medium" />
      <Count count={counts.medium} dot="bg-warn" ink="text-text" />
      <Count count={counts.unanswered} dot="border border-faint" ink="text-muted" />
    </span>
  );
}

function Count({ count, dot, ink }: { count: number; dot: string; ink: string }) {
  return (
    <span className={cn("inline-flex items-center gap-1", count === 0 ? "text-faint" : ink)}>
      <span className={cn("size-1.5 rounded-full", count === 0 ? "border border-line-strong" : dot)} />
      {count}
    </span>
  );
}
