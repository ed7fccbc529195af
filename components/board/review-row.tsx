"use client";

import { memo } from "react";
import { dueDate } from "@/components/reviews/due-date";
import { labelList, openThreads, people, riskCounts, scoreValue, statusSign } from "@/components/reviews/review-facts";
import { relativeTime } from "@/components/ui/relative-time";
import type { ItemProps } from "./board-context";
import { ItemMenu } from "./item-menu";
import "./item-controls.css";
import "./review-row.css";

/**
 * One review as one line; on a phone as two. The whole line is the link. It has as few elements as it can: the server draws
 * many of these for every first load. Clicks, the check box and the menu are heard by the board (`useBoardClicks`).
 */
export const ReviewRow = memo(function ReviewRow({ board, section, review, isSelected, isActive }: ItemProps) {
  const { number, status } = review;
  return (
    <li className="review-row" data-card={number}>
      {board.canUpdate && <SelectBox number={number} isSelected={isSelected} />}
      {statusSign(status)}
      <div className="review-row-main">
        <a href={`/${board.team}/reviews/${number}`} data-review={number} dir="auto">
          {review.title}
        </a>
        <div>
          <span>{`#${number}`}</span>
          {labelList(review.labels)}
          {openThreads(review.openThreads)}
          {riskCounts(review.risks)}
          {scoreValue(review.score)}
          {dueDate(review.dueOn, status)}
        </div>
      </div>
      {people(review)}
      <time dateTime={review.updatedAt} suppressHydrationWarning>
        {relativeTime(new Date(review.updatedAt), new Date())}
      </time>
      <ItemMenu board={board} section={section} review={review} isActive={isActive} />
    </li>
  );
});

export function SelectBox({ number, isSelected }: { number: number; isSelected: boolean }) {
  return (
    <input
      type="checkbox"
      className="select-box"
      aria-label={`Select #${number}`}
      data-select={number}
      checked={isSelected}
      readOnly
    />
  );
}
