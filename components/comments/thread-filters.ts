import type { Thread } from "./thread-source";
import type { Location } from "./thread-store";

export const threadFilters = [
  { value: "open", label: "Open" },
  { value: "resolved", label: "Resolved" },
  { value: "unread", label: "Unread" },
  { value: "mine", label: "Mine" },
  { value: "detached", label: "Detached" },
] as const;
export type ThreadFilter = (typeof threadFilters)[number]["value"];

type Known = { locations: ReadonlyMap<number, Location>; me: { id: string } | null };

/** Whether a thread belongs to a filter. "Mine" are those one began. */
export function isInFilter(thread: Thread, filter: ThreadFilter, { locations, me }: Known): boolean {
  switch (filter) {
    case "open":
      return thread.resolvedAt === null;
    case "resolved":
      return thread.resolvedAt !== null;
    case "unread":
      return thread.isUnread;
    case "mine":
      return me !== null && thread.author.id === me.id;
    case "detached":
      return thread.resolvedAt === null && locations.get(thread.number)?.state === "detached";
  }
}
