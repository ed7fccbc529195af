"use client";

import { DueDate } from "@/components/reviews/due-date";
import { RiskCounts } from "@/components/reviews/risk-counts";
import { ScoreValue } from "@/components/reviews/score-value";
import { Avatar } from "@/components/ui/avatar";
import { ReviewMenuButton } from "./review-menu-button";
import { Labels, type ReviewItemProps } from "./review-row";

/** One review as a card of a column. */
export function ReviewTile({ team, role, review }: ReviewItemProps) {
  return (
    <li className="relative flex flex-col gap-1.5 rounded-md border border-line bg-surface p-2.5 [&_.risk-counts:empty]:hidden [&_[data-tip]]:relative hover:border-line-strong has-[a:focus-visible]:border-accent has-[a:focus-visible]:bg-accent-soft">
      <div className="flex items-start gap-1">
        <a
          href={`/${team}/reviews/${review.number}`}
          dir="auto"
          data-review={review.number}
          className="line-clamp-3 min-w-0 flex-1 text-sm font-medium outline-none after:absolute after:inset-0"
        >
          <span className="mr-1 font-normal text-faint tabular-nums">{`#${review.number}`}</span>
          {review.title}
        </a>
        <div className="-mt-1 -mr-1">
          <ReviewMenuButton team={team} role={role} review={review} />
        </div>
      </div>
      <Labels labels={review.labels} />
      <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1">
        <ScoreValue score={review.score} />
        <RiskCounts counts={review.risks} />
        <DueDate on={review.dueOn} status={review.status} />
        <Avatar name={review.owner.name} size="xs" className="relative ml-auto" />
      </div>
    </li>
  );
}
