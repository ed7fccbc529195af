"use client";

import { type ReactNode, useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { SectionProps } from "./board-context";
import { placeSign } from "./place-sign";
import { ReviewRow } from "./review-row";
import { SectionPages } from "./section-pages";

type ListSectionProps = SectionProps & {
  /** What stands where nothing was found. */
  empty: ReactNode;
};

/** One section of the list, folded or open; nothing is asked for while it is folded. */
export function ListSection({ empty, ...props }: ListSectionProps) {
  const { place, count } = props;
  const [isOpen, setIsOpen] = useState(place.section.startsOpen);
  const id = useId();
  if (place.section.group === "all") return <SectionRows {...props} empty={empty} />;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="sticky top-12 z-10 border-b border-line bg-sunken">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="flex h-8 w-full items-center gap-2 px-4 text-left text-sm font-medium focus-visible:-outline-offset-2 sm:px-6 pointer-coarse:h-10"
        >
          <span
            aria-hidden="true"
            data-sign="fold"
            className="sign text-faint transition-transform duration-100 [[aria-expanded=true]>&]:rotate-90"
          />
          {placeSign(place.section)}
          <span className="truncate">{place.label}</span>
          {count && <span className="font-normal text-muted tabular-nums">{count}</span>}
        </button>
      </h2>
      {isOpen && <SectionRows {...props} empty={empty} />}
    </section>
  );
}

function SectionRows({ board, place, selected, active, empty }: ListSectionProps) {
  const { section } = place;
  return (
    <SectionPages
      team={board.team}
      section={section}
      waiting={<RowSkeletons />}
      empty={empty}
      moreClassName="mx-4 my-2 sm:mx-6"
    >
      {(items, key) => (
        // A page that is out of sight is neither laid out nor painted, so a thousand loaded rows scroll like fifty.
        <ul key={key} className="[contain-intrinsic-size:auto_1000px] [content-visibility:auto]">
          {items.map((review) => (
            <ReviewRow
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
