import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { lensesQuery } from "@/client/lenses";
import { prefetch } from "@/client/server";
import { TeamLenses } from "@/components/people/team-lenses";

export const metadata: Metadata = { title: "Checklists" };

export default async function LensesPage({ params }: PageProps<"/[team]/settings/lenses">) {
  const { team } = await params;
  const { state } = await prefetch(`/${team}/settings/lenses`, lensesQuery(team));
  return (
    <HydrationBoundary state={state}>
      <TeamLenses team={team} />
    </HydrationBoundary>
  );
}
