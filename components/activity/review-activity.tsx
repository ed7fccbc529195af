"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReviewAt, reviewEventsQuery } from "@/client/reviews";
import { ActivityFeed } from "./activity-feed";

/** Everything that happened in one review. */
export function ReviewActivity({ team, number }: ReviewAt) {
  const events = useInfiniteQuery(reviewEventsQuery({ team, number }));
  return (
    <main className="flex-1">
      <ActivityFeed team={team} events={events} showsReview={false} />
    </main>
  );
}
