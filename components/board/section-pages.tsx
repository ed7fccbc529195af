"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type ReviewCard, reviewsQuery } from "@/client/reviews";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import type { BoardSection } from "./board-filters";

type SectionPagesProps = {
  team: string;
  section: BoardSection;
  waiting: ReactNode;
  empty: ReactNode;
  moreClassName: string;
  /** Around what is no row, where a table allows nothing else. */
  wrap?: (content: ReactNode) => ReactNode;
  /** Draws one page; pages keep their rows apart, so that those out of sight cost nothing. */
  children: (items: readonly ReviewCard[], key: number | string) => ReactNode;
};

/** What every layout does with the reviews of a section: waits, says what failed, and goes on at the end. */
export function SectionPages({ team, section, waiting, empty, moreClassName, wrap, children }: SectionPagesProps) {
  const reviews = useInfiniteQuery(reviewsQuery(team, section.filter));
  if (reviews.isPending) return waiting;
  const around = wrap ?? ((content: ReactNode) => content);
  if (reviews.isError)
    return around(
      <ErrorState title="The reviews could not be loaded" onRetry={() => void reviews.refetch()} className="py-8">
        {reviews.error.message}
      </ErrorState>,
    );
  const { pages } = reviews.data;
  return (
    <>
      {pages.every((page) => page.items.length === 0) && empty}
      {pages.map((page, index) => children(page.items, index))}
      {reviews.hasNextPage &&
        around(
          <Button
            size="sm"
            variant="quiet"
            busy={reviews.isFetchingNextPage}
            onClick={() => void reviews.fetchNextPage()}
            className={moreClassName}
          >
            Show more
          </Button>,
        )}
    </>
  );
}
