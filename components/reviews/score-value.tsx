import type { CSSProperties } from "react";
import "./review-facts.css";

/** A score of 0–100 with a bar as long as it; a review nobody scored has a dash. */
export function ScoreValue({ score }: { score: number | null }) {
  if (score === null)
    return (
      <span role="img" aria-label="Not scored yet" data-tip="" className="score-bar">
        –
      </span>
    );
  return (
    <span
      role="img"
      aria-label={`Score ${score} of 100`}
      data-tip=""
      data-grade={score >= 75 ? "good" : score >= 60 ? "middle" : undefined}
      className="score-bar"
      style={{ "--score": score } as CSSProperties}
    >
      {score}
    </span>
  );
}
