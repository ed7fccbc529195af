"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Layers } from "lucide-react";
import { type PublicReview, publicBoardQuery } from "@/client/public-board";
import { StatusBadge } from "@/components/reviews/review-status";
import { BrandMark } from "@/components/shell/brand-mark";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { phaseLabels } from "@/core/phases";
import { LinkEnded } from "./link-ended";

/** The list of reviews that a team shows to everybody. Nothing in it leads further in. */
export function PublicBoard({ team }: { team: string }) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(publicBoardQuery(team));
  if (error?.status === 404) return <LinkEnded />;
  if (!data) return null;
  const reviews = data.pages.flatMap(({ items }) => items);
  return (
    <main className="page-frame min-h-dvh py-6">
      <div className="mb-5 flex items-center gap-3">
        <BrandMark className="size-8" />
        <div className="min-w-0">
          <h1 className="text-xl font-semibold tracking-[-0.01em]" dir="auto">
            {data.pages[0]?.name}
          </h1>
          <p className="text-sm text-muted">Designs under review</p>
        </div>
      </div>
      {reviews.length === 0 ? (
        <EmptyState icon={<Layers />} title="No design is under review at the moment" />
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {reviews.map((review) => (
            <PublicRow key={review.number} review={review} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button className="mt-4" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </main>
  );
}

function PublicRow({ review }: { review: PublicReview }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <span className="w-10 shrink-0 text-xs text-muted tabular-nums">#{review.number}</span>
      <span className="min-w-0 flex-1 basis-60 font-medium" dir="auto">
        {review.title}
      </span>
      {review.labels.map((label) => (
        <Badge key={label} size="sm">
          {label}
        </Badge>
      ))}
      <span className="text-xs text-muted">{phaseLabels[review.phase]}</span>
      <StatusBadge status={review.status} />
      <RelativeTime at={review.updatedAt} className="w-24 shrink-0 text-right text-xs text-muted" />
    </li>
  );
}
