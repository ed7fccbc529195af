import { cn } from "@/components/ui/cn";

type ScoreValueProps = { score: number | null; className?: string };

/** A score of 0–100 with a bar as long as it; a review nobody scored has a dash. */
export function ScoreValue({ score, className }: ScoreValueProps) {
  if (score === null)
    return (
      <span className={cn("text-xs text-faint", className)} data-tip="Not scored yet">
        –<span className="sr-only">Not scored yet</span>
      </span>
    );
  const ink = score >= 80 ? "stroke-ok" : score >= 60 ? "stroke-warn" : "stroke-danger";
  return (
    <span
      className={cn("inline-flex items-center gap-1.5 text-xs tabular-nums", className)}
      data-tip={`Score ${score} of 100`}
    >
      <svg viewBox="0 0 24 4" aria-hidden="true" className="h-1 w-6">
        <path d="M2 2H22" strokeWidth="4" strokeLinecap="round" className="stroke-pressed" />
        <path d={`M2 2H${2 + score / 5}`} strokeWidth="4" strokeLinecap="round" className={ink} />
      </svg>
      <span className="sr-only">Score</span>
      {score}
    </span>
  );
}
