"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { teamEventsQuery } from "@/client/reviews";
import { teamQuery } from "@/client/teams";
import { PageHeader } from "@/components/ui/page-header";
import { ActivityFeed } from "./activity-feed";

/** Everything that happened in a team. */
export function TeamActivity({ team }: { team: string }) {
  const { data } = useQuery(teamQuery(team));
  const events = useInfiniteQuery(teamEventsQuery(team));
  return (
    <main className="flex-1">
      <PageHeader above={data?.name} title="Activity" />
      <ActivityFeed team={team} events={events} className="max-w-3xl px-4 py-6 sm:px-6" />
    </main>
  );
}
