"use client";

import { lazy, Suspense, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { ReviewMenuProps } from "./review-menu";

const ReviewMenu = lazy(() => import("./review-menu"));

type ReviewMenuButtonProps = Omit<ReviewMenuProps, "label" | "icon"> & {
  /** It was pressed before it was this button. */
  isWanted?: boolean;
};

/** A bare button until it is pressed, and then one with its menu, whose script came only for that. */
export function ReviewMenuButton({ isWanted: wasWanted = false, ...props }: ReviewMenuButtonProps) {
  const [isWanted, setIsWanted] = useState(wasWanted);
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
