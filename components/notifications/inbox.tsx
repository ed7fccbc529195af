"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CheckCheck, Inbox as InboxIcon, Settings } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useMarkAllRead } from "@/client/notification-changes";
import { type InboxFilter, inboxQuery, unreadQuery } from "@/client/notifications";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonLines } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { groupByReview } from "./inbox-groups";
import { InboxSection } from "./inbox-section";
import { useInboxKeys } from "./use-inbox-keys";

const filters = [
  { value: "unread", label: "Unread" },
  { value: "all", label: "All" },
] as const;

/** Everything one was told of, in all teams, under the reviews it is about. */
export function Inbox() {
  const path = usePathname();
  const filter: InboxFilter = useSearchParams().get("show") === "all" ? "all" : "unread";
  const { data: count } = useQuery(unreadQuery);
  const markAll = useMarkAllRead();
  useInboxKeys();
  const show = (value: InboxFilter) =>
    window.history.replaceState(null, "", value === "all" ? `${path}?show=all` : path);
  return (
    <main className="flex-1">
      <PageHeader
        title="Inbox"
        actions={
          <>
            <Segmented label="Show" options={filters} value={filter} onValueChange={show} />
            <Button
              icon={<CheckCheck aria-hidden="true" />}
              disabledReason={count?.unread ? null : "Everything is done."}
              onClick={() => markAll.mutate(undefined, { onError: (error) => toast.error(error.message) })}
            >
              <span className="max-sm:sr-only">Mark all as done</span>
            </Button>
            <LinkButton href="/account#notifications" icon={<Settings aria-hidden="true" />}>
              <span className="max-sm:sr-only">Settings</span>
            </LinkButton>
          </>
        }
      />
      <div className="flex w-full max-w-3xl flex-col gap-4 px-4 py-5 sm:px-6">
        <InboxList filter={filter} />
      </div>
    </main>
  );
}

function InboxList({ filter }: { filter: InboxFilter }) {
  const inbox = useInfiniteQuery(inboxQuery(filter));
  if (inbox.isPending) return <SkeletonLines lines={6} label="Loading the inbox" />;
  if (!inbox.data)
    return (
      <ErrorState title="The inbox could not be loaded" onRetry={() => void inbox.refetch()}>
        {inbox.error.message}
      </ErrorState>
    );
  const items = inbox.data.pages.flatMap((page) => page.items);
  // What was marked a moment ago leaves the list at once.
  const groups = groupByReview(filter === "unread" ? items.filter(({ readAt }) => readAt === null) : items);
  return (
    <>
      {groups.length === 0 && !inbox.hasNextPage && (
        <EmptyState
          icon={<InboxIcon aria-hidden="true" />}
          title={filter === "unread" ? "Nothing waits for you" : "Nothing yet"}
        >
          You are told here when somebody mentions or answers you, when a review is given to you, when it is your turn,
          and when its status changes.
        </EmptyState>
      )}
      {groups.map((group) => (
        <InboxSection key={group.key} group={group} />
      ))}
      {inbox.hasNextPage && (
        <Button className="w-full" busy={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
          Show older
        </Button>
      )}
    </>
  );
}
