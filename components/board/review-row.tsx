"use client";

import type { ReviewCard } from "@/client/reviews";
import { DueDate } from "@/components/reviews/due-date";
import { StatusSign } from "@/components/reviews/review-status";
import { RiskCounts } from "@/components/reviews/risk-counts";
import { ScoreValue } from "@/components/reviews/score-value";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Role } from "@/core/permissions";
import "./review-row.css";
import { ReviewMenuButton } from "./review-menu-button";

export type ReviewItemProps = { team: string; role: Role; review: ReviewCard };

/**
 * One review as one line; on a phone as two. The whole line is the link. It has as few elements as it can: the server
 * draws many of these for every first load. The link is a plain one, followed by the board (`useReviewLinks`).
 */
export function ReviewRow({ team, role, review }: ReviewItemProps) {
  return (
    <li className="review-row">
      <StatusSign status={review.status} />
      <div className="review-row-main">
        <a href={`/${team}/reviews/${review.number}`} data-review={review.number} dir="auto">
          {review.title}
        </a>
        <div>
          <span>{`#${review.number}`}</span>
          <Labels labels={review.labels} />
          <RiskCounts counts={review.risks} />
          <ScoreValue score={review.score} />
          <DueDate on={review.dueOn} status={review.status} />
        </div>
      </div>
      <Avatar name={review.owner.name} size="sm" />
      <RelativeTime at={review.updatedAt} />
      <ReviewMenuButton team={team} role={role} review={review} />
    </li>
  );
}

/** As many as a line bears; the rest as a number. */
const SHOWN_LABELS = 2;

export function Labels({ labels }: { labels: readonly string[] }) {
  if (labels.length === 0) return null;
  const hidden = labels.slice(SHOWN_LABELS);
  return (
    <span className="review-labels">
      {labels.slice(0, SHOWN_LABELS).map((label) => (
        <span key={label}>{label}</span>
      ))}
      {hidden.length > 0 && <span data-tip={hidden.join(", ")}>{`+${hidden.length}`}</span>}
    </span>
  );
}
