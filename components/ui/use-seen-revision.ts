import { useState } from "react";

/**
 * The revision that a form was filled from. What it shows beside the form is kept up to date, and a save that named the newest
 * revision would undo in silence what somebody else has changed since. A refused save has told of it: the next one goes over
 * what is there then.
 */
export function useSeenRevision(current: number, isEditing = true) {
  const [seen, setSeen] = useState<number | "newest" | null>(isEditing ? current : null);
  if (isEditing && seen === null) setSeen(current);
  if (!isEditing && seen !== null) setSeen(null);
  return {
    revision: typeof seen === "number" ? seen : current,
    /** Takes the reason of a save that failed. */
    refused: (reason: unknown): undefined => {
      if (reason instanceof Error && "code" in reason && reason.code === "conflict") setSeen("newest");
    },
  };
}
