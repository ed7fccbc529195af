import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { inboxQuery, unreadQuery } from "@/client/notifications";
import { prefetch } from "@/client/server";
import { Inbox } from "@/components/notifications/inbox";

export const metadata: Metadata = { title: "Inbox" };

export default async function InboxPage({ searchParams }: PageProps<"/inbox">) {
  const filter = (await searchParams).show === "all" ? "all" : "unread";
  const { state } = await prefetch("/inbox", inboxQuery(filter), unreadQuery);
  return (
    <HydrationBoundary state={state}>
      <Inbox />
    </HydrationBoundary>
  );
}
