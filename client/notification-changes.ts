import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/client/api";
import {
  inboxQuery,
  type Notification,
  type NotificationSettings,
  notificationSettingsQuery,
  unreadQuery,
} from "@/client/notifications";
import type { ReviewAt } from "@/client/reviews";

const lists = ["unread", "all"] as const;

/** Shows at once what the server will say in a moment; what it really says is asked for afterwards. */
async function showMarked(client: QueryClient, isMarked: (notification: Notification) => boolean, isRead: boolean) {
  await client.cancelQueries({ queryKey: ["inbox"] });
  const readAt = isRead ? new Date().toISOString() : null;
  const changed = new Set<string>();
  for (const list of lists)
    client.setQueryData(inboxQuery(list).queryKey, (data) => {
      if (!data) return data;
      const mark = (item: Notification) => {
        if (!isMarked(item) || (item.readAt !== null) === isRead) return item;
        changed.add(item.id);
        return { ...item, readAt };
      };
      return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(mark) })) };
    });
  client.setQueryData(unreadQuery.queryKey, (data) =>
    data ? { unread: Math.max(0, data.unread + (isRead ? -1 : 1) * changed.size) } : data,
  );
}

const renew = (client: QueryClient) => client.invalidateQueries({ queryKey: ["inbox"] });

/** Marks one notification read, or unread again. */
export function useMarkNotification() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, read }: { id: string; read: boolean }) =>
      api("PUT /inbox/{id}/read", { params: { id }, body: { read } }),
    onMutate: ({ id, read }) => showMarked(client, (notification) => notification.id === id, read),
    onSettled: () => renew(client),
  });
}

/** Marks everything read. */
export function useMarkAllRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api("POST /inbox/read"),
    onMutate: async () => {
      await showMarked(client, () => true, true);
      client.setQueryData(unreadQuery.queryKey, { unread: 0 });
    },
    onSettled: () => renew(client),
  });
}

/** Marks read what was told of one review. */
export function useMarkReviewRead({ team, number }: ReviewAt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api("POST /teams/{team}/reviews/{number}/notifications/read", { params: { team, number } }),
    onMutate: () => showMarked(client, (shown) => shown.team.slug === team && shown.review.number === number, true),
    onSettled: () => renew(client),
  });
}

/** Stops notifications of a review, or lets them begin again. */
export function useMuteReview() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ team, number, muted }: ReviewAt & { muted: boolean }) =>
      api("PUT /teams/{team}/reviews/{number}/notifications/muted", { params: { team, number }, body: { muted } }),
    onSettled: () =>
      Promise.all([renew(client), client.invalidateQueries({ queryKey: notificationSettingsQuery.queryKey })]),
  });
}

export type NotificationChoices = Partial<
  Pick<NotificationSettings, "mail" | "digestHour" | "mutedKinds" | "unmailedKinds">
>;

/** Changes how one is told; the choice shows at once and goes back if the server refuses it. */
export function useUpdateNotificationSettings() {
  const client = useQueryClient();
  const { queryKey } = notificationSettingsQuery;
  return useMutation({
    mutationFn: (body: NotificationChoices) => api("PATCH /account/notifications", { body }),
    onMutate: async (body) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, (data) => (data ? { ...data, ...body } : data));
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

/** Turns mail off by the link of a mail, without signing in. */
export function useUnsubscribe(token: string) {
  return useMutation({
    mutationFn: (what: "kinds" | "all") => api("POST /unsubscribe/{token}", { params: { token }, body: { what } }),
  });
}
