"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { type ReviewCard, reviewsQuery } from "@/client/reviews";
import { StatusIcon } from "@/components/reviews/review-status";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { statusLabels } from "@/core/approvals/status";
import type { Role } from "@/core/permissions";
import type { BoardSection } from "./board-filters";
import { ReviewRow } from "./review-row";
import { ReviewTile } from "./review-tile";

type ReviewSectionProps = {
  team: string;
  role: Role;
  section: BoardSection;
  /** How many there are, as text such as "12" or "1000+"; unknown for a search. */
  count: string | undefined;
  /** What stands where nothing was found. */
  empty?: ReactNode;
};

/** One status of the list, folded or open; nothing is asked for while it is folded. */
export function ReviewSection({ team, role, section, count, empty }: ReviewSectionProps) {
  const [isOpen, setIsOpen] = useState(section.startsOpen);
  const id = useId();
  if (section.key === "found") return <SectionRows team={team} role={role} section={section} empty={empty} />;
  const label = statusLabels[section.key];
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="sticky top-12 z-10 border-b border-line bg-sunken">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="flex h-8 w-full items-center gap-2 px-4 text-left text-sm font-medium focus-visible:-outline-offset-2 sm:px-6 pointer-coarse:h-10"
        >
          <ChevronRight
            aria-hidden="true"
            className={cn("size-3.5 text-faint transition-transform duration-100", isOpen && "rotate-90")}
          />
          <StatusIcon status={section.key} />
          {label}
          {count && <span className="font-normal text-muted tabular-nums">{count}</span>}
        </button>
      </h2>
      {isOpen && <SectionRows team={team} role={role} section={section} empty={empty} />}
    </section>
  );
}

type RowsProps = Omit<ReviewSectionProps, "count">;

function SectionRows({ team, role, section, empty }: RowsProps) {
  const reviews = useInfiniteQuery(reviewsQuery(team, section.filter));
  if (reviews.isPending) return <RowSkeletons />;
  if (reviews.isError) return <SectionError error={reviews.error} retry={() => void reviews.refetch()} />;
  const isEmpty = reviews.data.pages[0]?.items.length === 0;
  return (
    <>
      {isEmpty && empty}
      {reviews.data.pages.map((page) => (
        // A page that is out of sight is neither laid out nor painted, so a thousand loaded rows scroll like fifty.
        <ul key={pageKey(page.items)} className="[contain-intrinsic-size:auto_1000px] [content-visibility:auto]">
          {page.items.map((review) => (
            <ReviewRow key={review.number} team={team} role={role} review={review} />
          ))}
        </ul>
      ))}
      <MoreButton reviews={reviews} className="mx-4 my-2 sm:mx-6" />
    </>
  );
}

type ReviewColumnProps = Omit<ReviewSectionProps, "empty">;

/** One status as a column of cards. */
export function ReviewColumn({ team, role, section, count }: ReviewColumnProps) {
  const reviews = useInfiniteQuery(reviewsQuery(team, section.filter));
  const id = useId();
  if (section.key === "found") return null;
  return (
    <section aria-labelledby={id} className="flex w-72 shrink-0 snap-start flex-col rounded-lg bg-sunken">
      <h2 id={id} className="flex h-9 shrink-0 items-center gap-2 px-3 text-sm font-medium">
        <StatusIcon status={section.key} />
        {statusLabels[section.key]}
        {count && <span className="font-normal text-muted tabular-nums">{count}</span>}
      </h2>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {reviews.isPending && <Skeleton className="h-20" />}
        {reviews.isError && <SectionError error={reviews.error} retry={() => void reviews.refetch()} />}
        {reviews.data?.pages.map((page) => (
          <ul key={pageKey(page.items)} className="flex flex-col gap-2 not-first:mt-2">
            {page.items.map((review) => (
              <ReviewTile key={review.number} team={team} role={role} review={review} />
            ))}
          </ul>
        ))}
        {reviews.data?.pages[0]?.items.length === 0 && <p className="px-1 py-1 text-xs text-muted">Nothing here.</p>}
        <MoreButton reviews={reviews} className="mt-2 w-full" />
      </div>
    </section>
  );
}

const pageKey = (items: readonly ReviewCard[]) => items[0]?.number ?? "empty";

type More = Pick<ReturnType<typeof useInfiniteQuery>, "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">;

function MoreButton({ reviews, className }: { reviews: More; className: string }) {
  if (!reviews.hasNextPage) return null;
  return (
    <Button
      size="sm"
      variant="quiet"
      busy={reviews.isFetchingNextPage}
      onClick={() => void reviews.fetchNextPage()}
      className={className}
    >
      Show more
    </Button>
  );
}

function SectionError({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <ErrorState title="The reviews could not be loaded" onRetry={retry} className="py-8">
      {error.message}
    </ErrorState>
  );
}

function RowSkeletons() {
  return (
    <div role="status" aria-label="Loading reviews" className="flex flex-col">
      {["w-72", "w-56", "w-80"].map((width) => (
        <div key={width} className="flex h-10 items-center gap-3 border-b border-line px-4 sm:px-6">
          <Skeleton className="size-4 rounded-full" />
          <Skeleton className={cn("h-3.5 max-w-full", width)} />
        </div>
      ))}
    </div>
  );
}
