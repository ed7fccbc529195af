"use client";

import type { ReviewCard } from "@/client/reviews";
import { DueDate } from "@/components/reviews/due-date";
import { StatusSign } from "@/components/reviews/review-status";
import { RiskCounts } from "@/components/reviews/risk-counts";
import { ScoreValue } from "@/components/reviews/score-value";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Role } from "@/core/permissions";
import { isAwaited } from "./board-filters";
import { ReviewMenuButton } from "./review-menu-button";

export type ReviewItemProps = { team: string; role: Role; review: ReviewCard };

/**
 * One review as one line; on a phone as two. The whole line is the link. It has as few elements as it can: the server
 * draws many of these for every first load. The link is a plain one, followed by the board (`useReviewLinks`).
 */
export function ReviewRow({ team, role, review }: ReviewItemProps) {
  return (
    <li className="relative flex items-center gap-3 border-b border-line py-2 pr-2 pl-4 hover:bg-hover has-[a:focus-visible]:bg-accent-soft sm:pl-11.5 md:h-10 md:py-0">
      <StatusSign status={review.status} className="max-md:mt-1 max-md:self-start" />
      <div className="min-w-0 flex-1 md:flex md:items-center md:gap-3">
        <a
          href={`/${team}/reviews/${review.number}`}
          data-review={review.number}
          dir="auto"
          className="block min-w-0 truncate font-medium outline-none after:absolute after:inset-0 md:flex-1 md:text-sm"
        >
          {review.title}
        </a>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs md:contents">
          <span className="text-faint tabular-nums md:order-first md:w-10">{`#${review.number}`}</span>
          <Labels labels={review.labels} className="max-md:hidden" />
          <RiskCounts counts={review.risks} className="relative md:w-26" />
          <ScoreValue score={review.score} className="relative md:w-14" />
          <span className="relative md:w-16">
            <DueDate on={review.dueOn} isOpen={isAwaited(review.status)} />
          </span>
        </div>
      </div>
      <Avatar name={review.owner.name} size="sm" className="relative" />
      <RelativeTime at={review.updatedAt} className="hidden w-20 text-xs text-faint tabular-nums lg:block" />
      <ReviewMenuButton team={team} role={role} review={review} />
    </li>
  );
}

/** As many as a line bears; the rest as a number. */
const SHOWN_LABELS = 2;

export function Labels({ labels, className }: { labels: readonly string[]; className?: string }) {
  if (labels.length === 0) return null;
  const hidden = labels.slice(SHOWN_LABELS);
  return (
    <span className={cn("flex min-w-0 items-center gap-1 md:max-w-60", className)}>
      {labels.slice(0, SHOWN_LABELS).map((label) => (
        <span key={label} className="max-w-28 truncate rounded-sm border border-line px-1 text-2xs text-muted">
          {label}
        </span>
      ))}
      {hidden.length > 0 && (
        <span className="relative text-2xs text-faint" data-tip={hidden.join(", ")}>
          {`+${hidden.length}`}
        </span>
      )}
    </span>
  );
}
