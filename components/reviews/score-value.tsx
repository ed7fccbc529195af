import type { CSSProperties } from "react";
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
  const ink = score >= 75 ? "var(--ok)" : score >= 60 ? "var(--warn)" : "var(--danger)";
  return (
    <span
      role="img"
      aria-label={`Score ${score} of 100`}
      data-tip={`Score ${score} of 100`}
      className={cn("score-bar", className)}
      style={{ "--score": score, "--score-ink": ink } as CSSProperties}
    >
      {score}
    </span>
  );
}
