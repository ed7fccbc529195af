import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { reviewEventsQuery } from "@/client/reviews";
import { prefetch } from "@/client/server";
import { ReviewActivity } from "@/components/activity/review-activity";

export const metadata: Metadata = { title: "Activity" };

export default async function ReviewActivityPage({ params }: PageProps<"/[team]/reviews/[number]/activity">) {
  const { team, number } = await params;
  const at = { team, number: Number(number) };
  const { state } = await prefetch(`/${team}/reviews/${number}/activity`, reviewEventsQuery(at));
  return (
    <HydrationBoundary state={state}>
      <ReviewActivity {...at} />
    </HydrationBoundary>
  );
}
