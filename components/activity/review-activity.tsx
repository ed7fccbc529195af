"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReviewAt, reviewEventsQuery } from "@/client/reviews";
import { ActivityFeed } from "./activity-feed";

/** Everything that happened in one review. */
export function ReviewActivity({ team, number }: ReviewAt) {
  const events = useInfiniteQuery(reviewEventsQuery({ team, number }));
  return (
    <main className="page-frame flex-1 py-5">
      <h2 className="sr-only">Activity</h2>
      <ActivityFeed team={team} events={events} showsReview={false} className="max-w-3xl" />
    </main>
  );
}
