/** Why somebody is told of something, from the most to the least pressing: where several apply, the first is said. */
export const notificationKinds = ["mentioned", "your_turn", "assigned", "replied", "status_changed"] as const;
export type NotificationKind = (typeof notificationKinds)[number];
