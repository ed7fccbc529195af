"use client";

import { memo, type ReactNode } from "react";
import type { ReviewSort } from "@/client/reviews";
import { dueDate } from "@/components/reviews/due-date";
import { labelList, openThreads, people, riskCounts, scoreValue } from "@/components/reviews/review-facts";
import { StatusIcon } from "@/components/reviews/review-status";
import { relativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { statusLabels } from "@/core/approvals/status";
import { phaseLabels } from "@/core/phases";
import type { ItemProps, SectionProps } from "./board-context";
import { ItemMenu } from "./item-menu";
import { SelectBox } from "./review-row";
import { SectionPages } from "./section-pages";

type BoardTableProps = Omit<SectionProps, "count"> & {
  sort: ReviewSort;
  onSort: (sort: ReviewSort) => void;
  empty: ReactNode;
};

/** The reviews as a dense table in one order; what can be sorted by has a button for a heading. */
export default function BoardTable({ board, place, selected, active, sort, onSort, empty }: BoardTableProps) {
  const { section } = place;
  const sorted = { sort, onSort };
  return (
    <Table aria-label="Reviews" className="board-table">
      <thead className="bg-sunken">
        <tr>
          {board.canUpdate && (
            <Th className="w-8 px-0 pl-3">
              <span className="sr-only">Chosen</span>
            </Th>
          )}
          <SortHead {...sorted} first="number" other="number-asc" className="w-16">
            #
          </SortHead>
          <Th>Title</Th>
          <Th>Status</Th>
          <Th>Phase</Th>
          <Th>Labels</Th>
          <SortHead {...sorted} first="score" other="score-asc">
            Score
          </SortHead>
          <Th>Risks</Th>
          <Th>Threads</Th>
          <SortHead {...sorted} first="due" other="due-desc">
            Due
          </SortHead>
          <Th>People</Th>
          <SortHead {...sorted} first="updated" other="updated-asc">
            Changed
          </SortHead>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <SectionPages
        team={board.team}
        section={section}
        waiting={wide(<Skeleton className="h-5 w-72" />)}
        empty={wide(empty)}
        moreClassName="m-2"
        wrap={wide}
      >
        {(items, key) => (
          <tbody key={key}>
            {items.map((review) => (
              <TableRow
                key={review.number}
                board={board}
                section={section}
                review={review}
                isSelected={selected.has(review.number)}
                isActive={active === review.number}
              />
            ))}
          </tbody>
        )}
      </SectionPages>
    </Table>
  );
}

/** Something as wide as the table. */
function wide(content: ReactNode) {
  return (
    <tbody>
      <tr>
        <td colSpan={13} className="p-2">
          {content}
        </td>
      </tr>
    </tbody>
  );
}

type SortHeadProps = {
  sort: ReviewSort;
  onSort: (sort: ReviewSort) => void;
  /** The order of the first press, and that of the next. */
  first: ReviewSort;
  other: ReviewSort;
  className?: string;
  children: string;
};

function SortHead({ sort, onSort, first, other, className, children }: SortHeadProps) {
  const isUp = sort === (first === "due" ? "due" : other);
  const direction = sort === first || sort === other ? (isUp ? "ascending" : "descending") : undefined;
  return (
    <Th aria-sort={direction} className={className}>
      <button
        type="button"
        onClick={() => onSort(sort === first ? other : first)}
        className="-mx-1 rounded-sm px-1 hover:text-text"
      >
        {children}
        <span aria-hidden="true" className="inline-block w-3 text-center">
          {direction && (isUp ? "↑" : "↓")}
        </span>
      </button>
    </Th>
  );
}

const TableRow = memo(function TableRow({ board, section, review, isSelected, isActive }: ItemProps) {
  const { number, status } = review;
  return (
    <tr
      data-card={number}
      data-selected={isSelected || undefined}
      className="border-b border-line hover:bg-hover data-selected:bg-accent-soft"
    >
      {board.canUpdate && (
        <Td className="w-8 px-0 pl-3">
          <SelectBox number={number} isSelected={isSelected} />
        </Td>
      )}
      <Td className="text-muted tabular-nums">{number}</Td>
      <Td className="max-w-96 min-w-56">
        <a
          href={`/${board.team}/reviews/${number}`}
          data-review={number}
          dir="auto"
          className="block truncate rounded-sm font-medium hover:underline"
        >
          {review.title}
        </a>
      </Td>
      <Td className="whitespace-nowrap">
        <span className="flex items-center gap-1.5">
          <StatusIcon status={status} />
          {statusLabels[status]}
        </span>
      </Td>
      <Td className="max-w-44 truncate text-muted">{phaseLabels[review.phase]}</Td>
      <Td>{labelList(review.labels)}</Td>
      <Td>{scoreValue(review.score)}</Td>
      <Td>{riskCounts(review.risks)}</Td>
      <Td>{openThreads(review.openThreads)}</Td>
      <Td>{dueDate(review.dueOn, status)}</Td>
      <Td>{people(review)}</Td>
      <Td className="text-xs whitespace-nowrap text-faint">
        <time dateTime={review.updatedAt} suppressHydrationWarning>
          {relativeTime(new Date(review.updatedAt), new Date())}
        </time>
      </Td>
      <Td className="px-1">
        <ItemMenu board={board} section={section} review={review} isActive={isActive} />
      </Td>
    </tr>
  );
});
