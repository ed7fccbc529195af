import type { CountGroup } from "@/client/reviews";
import { statusLabels } from "@/core/approvals/status";
import { phaseLabels } from "@/core/phases";

const riskLabels: Record<string, string> = {
  high: "High risk",
  medium: "Medium risk",
  unanswered: "Unanswered",
  none: "No risk found",
  unknown: "Not scored yet",
};
const dueLabels: Record<string, string> = { overdue: "Overdue", week: "Due this week", none: "No due date" };

const fixed: Partial<Record<CountGroup, Record<string, string>>> = {
  status: statusLabels,
  phase: phaseLabels,
  risk: riskLabels,
  due: dueLabels,
  waiting: { me: "Waiting for me" },
};

/** A value of a group as it is read: labels are their own names, people have theirs from the counts. */
export function nameOf(group: CountGroup, value: string, name?: string | null): string {
  return fixed[group]?.[value] ?? name ?? value;
}

export const groupNames: Record<CountGroup, string> = {
  status: "Status",
  phase: "Phase",
  risk: "Risk",
  owner: "Owner",
  label: "Label",
  reviewer: "Reviewer",
  waiting: "Turn",
  due: "Due",
};
