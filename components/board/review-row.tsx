"use client";

import Link from "next/link";
import type { ReviewCard } from "@/client/reviews";
import { DueDate } from "@/components/reviews/due-date";
import { StatusIcon } from "@/components/reviews/review-status";
import { RiskCounts } from "@/components/reviews/risk-counts";
import { ScoreValue } from "@/components/reviews/score-value";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import { statusLabels } from "@/core/approvals/status";
import type { Role } from "@/core/permissions";
import { isAwaited } from "./board-filters";
import { ReviewMenuButton } from "./review-menu-button";

export type ReviewItemProps = { team: string; role: Role; review: ReviewCard };

/** One review as one line; on a phone as two. The whole line is the link. */
export function ReviewRow({ team, role, review }: ReviewItemProps) {
  return (
    <li className="relative flex items-center gap-3 border-b border-line py-2 pr-2 pl-4 hover:bg-hover has-[a:focus-visible]:bg-accent-soft sm:pl-11.5 md:h-10 md:py-0">
      <span className="self-start pt-1 md:self-center md:pt-0" data-tip={statusLabels[review.status]}>
        <StatusIcon status={review.status} />
        <span className="sr-only">{statusLabels[review.status]}</span>
      </span>
      <div className="min-w-0 flex-1 md:flex md:items-center md:gap-3">
        <Link
          href={`/${team}/reviews/${review.number}`}
          prefetch={false}
          data-review={review.number}
          className="block min-w-0 truncate font-medium outline-none after:absolute after:inset-0 md:flex-1 md:text-sm"
        >
          {review.title}
        </Link>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs md:contents">
          <span className="text-faint tabular-nums md:order-first md:w-10">#{review.number}</span>
          {review.labels.length > 0 && (
            <span className="hidden md:flex">
              <Labels labels={review.labels} />
            </span>
          )}
          <RiskCounts counts={review.risks} className="relative empty:hidden md:w-26 md:empty:block" />
          <ScoreValue score={review.score} className="relative md:w-14" />
          <span className="flex empty:hidden md:w-20 md:empty:block">
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

export function Labels({ labels }: { labels: readonly string[] }) {
  const hidden = labels.slice(SHOWN_LABELS);
  return (
    <span className="flex min-w-0 items-center gap-1 md:max-w-60">
      {labels.slice(0, SHOWN_LABELS).map((label) => (
        <span key={label} className="max-w-28 truncate rounded-sm border border-line px-1 text-2xs text-muted">
          {label}
        </span>
      ))}
      {hidden.length > 0 && (
        <span className="relative text-2xs text-faint" data-tip={hidden.join(", ")}>
          +{hidden.length}
        </span>
      )}
    </span>
  );
}
