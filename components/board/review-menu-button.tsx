"use client";

import { lazy, Suspense, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { ReviewItemProps } from "./review-row";

const ReviewMenu = lazy(() => import("./review-menu"));

/** A bare button until it is pressed: a board has many rows and few of their menus are ever opened. */
export function ReviewMenuButton(props: ReviewItemProps) {
  const [isWanted, setIsWanted] = useState(false);
  const label = `Actions for #${props.review.number}`;
  const icon = <span aria-hidden="true" data-sign="more" className="sign" />;
  const waiting = (
    <IconButton
      label={label}
      aria-haspopup="menu"
      busy={isWanted}
      className="relative"
      onClick={() => setIsWanted(true)}
    >
      {icon}
    </IconButton>
  );
  if (!isWanted) return waiting;
  return (
    <Suspense fallback={waiting}>
      <ReviewMenu {...props} label={label} icon={icon} />
    </Suspense>
  );
}
