"use client";

import { type UseInfiniteQueryResult, useQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import type { ApiError } from "@/client/api";
import type { ReviewEvent } from "@/client/reviews";
import { teamQuery } from "@/client/teams";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonLines } from "@/components/ui/skeleton";
import { ActivityList } from "./activity-list";

type ActivityFeedProps = {
  team: string;
  events: UseInfiniteQueryResult<{ pages: { items: ReviewEvent[] }[] }, ApiError>;
  showsReview?: boolean;
  className?: string;
};

/** Pages of events with their states: loading, failed, none yet, and more to come. */
export function ActivityFeed({ team, events, showsReview, className }: ActivityFeedProps) {
  const { data: teamData } = useQuery(teamQuery(team));
  const shown = events.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={cn("w-full", className)}>
      {events.isPending && <SkeletonLines lines={6} label="Loading the activity" />}
      {events.isError && (
        <ErrorState title="The activity could not be loaded" onRetry={() => void events.refetch()}>
          {events.error.message}
        </ErrorState>
      )}
      {events.data && shown.length === 0 && (
        <EmptyState icon={<Activity aria-hidden="true" />} title="Nothing has happened yet" />
      )}
      <ActivityList team={team} events={shown} members={teamData?.members ?? []} showsReview={showsReview} />
      {events.hasNextPage && (
        <Button className="mt-6 w-full" busy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
          Show older
        </Button>
      )}
    </div>
  );
}
