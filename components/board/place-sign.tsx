import type { ReactElement } from "react";
import { StatusIcon } from "@/components/reviews/review-status";
import { statuses } from "@/core/approvals/status";
import type { BoardSection } from "./board-filters";

/** The sign before the name of a section or column; only statuses have one. */
export function placeSign({ group, value }: BoardSection): ReactElement | null {
  const status = group === "status" && statuses.find((one) => one === value);
  return status ? <StatusIcon status={status} /> : null;
}
