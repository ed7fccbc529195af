import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { prefetch } from "@/client/server";
import { teamQuery } from "@/client/teams";
import { Search } from "@/components/search/search";

export const metadata: Metadata = { title: "Search" };

export default async function SearchPage({ params }: PageProps<"/[team]/search">) {
  const { team } = await params;
  const { state } = await prefetch(`/${team}/search`, teamQuery(team));
  return (
    <HydrationBoundary state={state}>
      <Search team={team} />
    </HydrationBoundary>
  );
}
