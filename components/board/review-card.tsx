"use client";

import { memo } from "react";
import { dueDate } from "@/components/reviews/due-date";
import { labelList, openThreads, people, riskCounts, scoreValue, statusSign } from "@/components/reviews/review-facts";
import { phaseLabels } from "@/core/phases";
import type { ItemProps } from "./board-context";
import { ItemMenu } from "./item-menu";
import { SelectBox } from "./review-row";
import "./review-card.css";

/** One review as a card of a column. What the column says already the card does not repeat. */
export const ReviewCardItem = memo(function ReviewCardItem({
  board,
  section,
  review,
  isSelected,
  isActive,
}: ItemProps) {
  const { number, status } = review;
  return (
    <li className="review-card" data-card={number} data-selected={isSelected || undefined} draggable={board.canUpdate}>
      <div>
        {section.group !== "status" && statusSign(status)}
        <a href={`/${board.team}/reviews/${number}`} dir="auto" data-review={number} draggable={false}>
          <span>{`#${number}`}</span>
          {review.title}
        </a>
        {board.canUpdate && <SelectBox number={number} isSelected={isSelected} />}
        <ItemMenu board={board} section={section} review={review} isActive={isActive} />
      </div>
      {labelList(review.labels)}
      {section.group !== "phase" && <span className="review-phase">{phaseLabels[review.phase]}</span>}
      <div>
        {scoreValue(review.score)}
        {riskCounts(review.risks)}
        {openThreads(review.openThreads)}
        {dueDate(review.dueOn, status)}
        {people(review)}
      </div>
    </li>
  );
});
