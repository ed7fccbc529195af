"use client";

import { useId } from "react";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { BoardContext, SectionProps } from "./board-context";
import type { BoardSection } from "./board-filters";
import { placeSign } from "./place-sign";
import { ReviewCardItem } from "./review-card";
import { SectionPages } from "./section-pages";
import { type Over, useBoardDrag } from "./use-board-drag";

type BoardColumnsProps = {
  board: BoardContext;
  selected: ReadonlySet<number>;
  active: number | null;
  countOf: (section: BoardSection) => string | undefined;
};

/** The reviews as cards in columns, to be dragged from one into another. */
export default function BoardColumns({ board, selected, active, countOf }: BoardColumnsProps) {
  const { over, ...listeners } = useBoardDrag(board, selected);
  return (
    <div
      {...listeners}
      className="flex min-h-0 snap-x snap-proximity gap-3 overflow-x-auto scroll-px-4 p-4 max-md:h-[calc(100dvh-11rem)] sm:px-6 md:h-[calc(100dvh-8.5rem)]"
    >
      {board.places.map((place) => (
        <Column
          key={place.section.value}
          board={board}
          place={place}
          count={countOf(place.section)}
          selected={selected}
          active={active}
          over={over?.value === place.section.value ? over : undefined}
        />
      ))}
    </div>
  );
}

function Column({ board, place, count, selected, active, over }: SectionProps & { over: Over | undefined }) {
  const id = useId();
  const { section, label } = place;
  return (
    <section
      aria-labelledby={id}
      data-column={section.value}
      className={cn(
        "relative flex w-72 shrink-0 snap-start flex-col rounded-lg bg-sunken",
        over &&
          (over.blocker ? "outline-2 -outline-offset-2 outline-danger" : "outline-2 -outline-offset-2 outline-accent"),
      )}
    >
      <h2 id={id} className="flex h-9 shrink-0 items-center gap-2 px-3 text-sm font-medium">
        {placeSign(section)}
        <span className="truncate">{label}</span>
        {count && <span className="font-normal text-muted tabular-nums">{count}</span>}
      </h2>
      {over?.blocker && (
        <p className="pointer-events-none absolute inset-x-2 top-9 z-10 rounded-md border border-danger-line bg-danger-soft p-2 text-sm text-danger-ink">
          {over.blocker}
        </p>
      )}
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard, even with nothing in it
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto rounded-b-lg px-2 pb-2 focus-visible:-outline-offset-2"
      >
        <SectionPages
          team={board.team}
          section={section}
          waiting={<Skeleton className="h-20" />}
          empty={<p className="px-1 py-1 text-xs text-muted">Nothing here.</p>}
          moreClassName="w-full"
        >
          {(items, key) => (
            <ul key={key} className="flex flex-col gap-2 empty:hidden">
              {items.map((review) => (
                <ReviewCardItem
                  key={review.number}
                  board={board}
                  section={section}
                  review={review}
                  isSelected={selected.has(review.number)}
                  isActive={active === review.number}
                />
              ))}
            </ul>
          )}
        </SectionPages>
      </div>
    </section>
  );
}
