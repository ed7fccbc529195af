import type { Notification } from "@/client/notifications";

export type InboxGroup = {
  key: string;
  team: Notification["team"];
  review: Notification["review"];
  items: Notification[];
};

/** Notifications under their reviews; the review with the newest one first, and within it the newest first. */
export function groupByReview(notifications: readonly Notification[]): InboxGroup[] {
  const groups = new Map<string, InboxGroup>();
  for (const item of notifications) {
    const key = `${item.team.slug}/${item.review.number}`;
    const group = groups.get(key) ?? { key, team: item.team, review: item.review, items: [] };
    groups.set(key, group);
    group.items.push(item);
  }
  return [...groups.values()];
}
