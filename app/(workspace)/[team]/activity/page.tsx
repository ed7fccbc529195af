import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { teamEventsQuery } from "@/client/reviews";
import { prefetch } from "@/client/server";
import { teamQuery } from "@/client/teams";
import { TeamActivity } from "@/components/activity/team-activity";

export const metadata: Metadata = { title: "Activity" };

export default async function ActivityPage({ params }: PageProps<"/[team]/activity">) {
  const { team } = await params;
  const { state } = await prefetch(`/${team}/activity`, teamEventsQuery(team), teamQuery(team));
  return (
    <HydrationBoundary state={state}>
      <TeamActivity team={team} />
    </HydrationBoundary>
  );
}
