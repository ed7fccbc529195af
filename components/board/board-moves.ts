import type { ReviewAct } from "@/client/review-acts";
import type { ReviewCard } from "@/client/reviews";
import { type Status, statuses, transitionBlocker } from "@/core/approvals/status";
import { type Role, refusal } from "@/core/permissions";
import { phases } from "@/core/phases";
import type { BoardSection } from "./board-filters";

type Place = Pick<BoardSection, "group" | "value">;
export type Move = { to: Place; act: ReviewAct } | { to: Place; blocker: string };

/**
 * What putting a card from one column into another does, or why it cannot be done. The reasons are those of `core`, so that the
 * board refuses what the server would, and in the same words.
 */
export function moveBetween(card: ReviewCard, role: Role, from: Place, to: Place): Move {
  const denied = refusal(role, "review.update");
  if (denied) return { to, blocker: denied };
  if (to.group === "risk")
    return { to, blocker: "A risk follows from the answers of the checklist; it cannot be set by hand." };
  if (to.group === "status") {
    // A column of statuses has a status as its value.
    const status = statuses.find((one) => one === to.value) as Status;
    const blocker = transitionBlocker(card, status);
    return blocker ? { to, blocker } : { to, act: { kind: "status", to: status } };
  }
  const phase = to.group === "phase" ? phases.find((one) => one === to.value) : undefined;
  if (phase) return { to, act: { kind: "phase", phase } };
  if (to.group === "owner") {
    if (to.value) return { to, act: { kind: "owner", ownerId: to.value } };
    return { to, blocker: "Everybody else shares this column. Name the owner in the details of the review." };
  }
  if (to.group === "label") {
    const remove = from.value && from.value !== to.value ? [from.value] : [];
    return { to, act: { kind: "labels", add: to.value ? [to.value] : [], remove } };
  }
  return { to, blocker: "Nothing is grouped here." };
}
