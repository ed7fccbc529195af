/** Where a review stands. `archived` is apart: it hides a review in any status. */
export const statuses = [
  "draft",
  "in_review",
  "changes_requested",
  "approved",
  "rejected",
  "postponed",
  "superseded",
] as const;
export type Status = (typeof statuses)[number];

export const statusLabels: Record<Status, string> = {
  draft: "Draft",
  in_review: "In review",
  changes_requested: "Changes requested",
  approved: "Approved",
  rejected: "Rejected",
  postponed: "Postponed",
  superseded: "Superseded",
};

type Transition = { to: Status; verb: string; needsVersion?: true };

/** The one table of transitions. `needsVersion`: there must be a published version to speak about. */
export const transitions: Record<Status, readonly Transition[]> = {
  draft: [
    { to: "in_review", verb: "Send to review", needsVersion: true },
    { to: "postponed", verb: "Postpone" },
    { to: "rejected", verb: "Reject" },
  ],
  in_review: [
    { to: "changes_requested", verb: "Request changes" },
    { to: "approved", verb: "Approve", needsVersion: true },
    { to: "rejected", verb: "Reject" },
    { to: "postponed", verb: "Postpone" },
    { to: "draft", verb: "Take back to draft" },
  ],
  changes_requested: [
    { to: "in_review", verb: "Send to review again", needsVersion: true },
    { to: "postponed", verb: "Postpone" },
    { to: "rejected", verb: "Reject" },
  ],
  approved: [
    { to: "superseded", verb: "Mark superseded" },
    { to: "in_review", verb: "Reopen review" },
  ],
  rejected: [{ to: "draft", verb: "Reopen as draft" }],
  postponed: [{ to: "draft", verb: "Take up again" }],
  superseded: [{ to: "approved", verb: "Mark as current" }],
};

/** Why a review cannot move from one status to another, as a sentence, or `null` where it can. */
export function transitionBlocker(review: { status: Status; lastVersion: number }, to: Status): string | null {
  const transition = transitions[review.status].find((candidate) => candidate.to === to);
  if (!transition)
    return `A review that is “${statusLabels[review.status]}” cannot become “${statusLabels[to]}”; from here it can become ${transitions[review.status].map((next) => `“${statusLabels[next.to]}”`).join(", ")}.`;
  if (transition.needsVersion && review.lastVersion === 0)
    return "Publish a version first: reviewers speak about a version, never about the moving draft.";
  return null;
}
