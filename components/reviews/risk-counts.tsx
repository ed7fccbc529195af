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
      <span className={look(counts.high, "font-medium text-danger-ink before:border-danger before:bg-danger")}>
        {counts.high}
      </span>
      <span className={look(counts.medium, "text-text before:border-warn before:bg-warn")}>{counts.medium}</span>
      <span className={look(counts.unanswered, "text-muted before:border-faint")}>{counts.unanswered}</span>
    </span>
  );
}

const look = (count: number, ink: string) => (count === 0 ? "count-dot" : `count-dot ${ink}`);
