import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Reply } from "@/client/api";
import { callerFor } from "@/client/context";

export type InboxPage = Reply<"GET /inbox">;
export type Notification = InboxPage["items"][number];
export type InboxFilter = "unread" | "all";
export type NotificationSettings = Reply<"GET /account/notifications">;

/** What one was told of, page by page. */
export const inboxQuery = (filter: InboxFilter) =>
  infiniteQueryOptions({
    queryKey: ["inbox", "list", filter],
    queryFn: ({ client, signal, pageParam }) =>
      callerFor(client)("GET /inbox", {
        query: { ...(filter === "unread" ? { unread: "true" } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

/** How much of it one has not read; the live connection says when that changes, and a look now and then makes sure. */
export const unreadQuery = queryOptions({
  queryKey: ["inbox", "unread"],
  queryFn: ({ client, signal }) => callerFor(client)("GET /inbox/unread", { signal }),
  refetchInterval: 60_000,
});

export const notificationSettingsQuery = queryOptions({
  queryKey: ["account", "notifications"],
  queryFn: ({ client, signal }) => callerFor(client)("GET /account/notifications", { signal }),
});

/** What the link in a mail may turn off. */
export const unsubscribeQuery = (token: string) =>
  queryOptions({
    queryKey: ["unsubscribe", token],
    queryFn: ({ client, signal }) => callerFor(client)("GET /unsubscribe/{token}", { params: { token }, signal }),
  });
