/** How a thread ended. */
export const outcomes = ["done", "wont_do", "answered", "moved"] as const;
export type Outcome = (typeof outcomes)[number];

export const outcomeLabels: Record<Outcome, string> = {
  done: "Done",
  wont_do: "Won’t do",
  answered: "Answered",
  moved: "Moved elsewhere",
};
