import "./review-facts.css";

type Counts = { high: number; medium: number; none: number; unanswered: number };

/** High, medium and unanswered beside each other; a score without them says too little. */
export function RiskCounts({ counts }: { counts: Counts | null }) {
  // The place stays, so that what stands beside it stays in line.
  if (!counts) return <span className="risk-counts" />;
  const { high, medium, none, unanswered } = counts;
  return (
    <span
      role="img"
      aria-label={`Risks: ${high} high, ${medium} medium, ${none} none, ${unanswered} unanswered`}
      data-tip=""
      className="risk-counts"
    >
      <span data-risk={high > 0 ? "high" : undefined}>{high}</span>
      <span data-risk={medium > 0 ? "medium" : undefined}>{medium}</span>
      <span data-risk={unanswered > 0 ? "unanswered" : undefined}>{unanswered}</span>
    </span>
  );
}
