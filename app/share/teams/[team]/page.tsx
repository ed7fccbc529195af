import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { publicBoardQuery } from "@/client/public-board";
import { prefetch } from "@/client/server";
import { PublicBoard } from "@/components/share/public-board";

export const metadata: Metadata = { title: "Reviews" };

export default async function PublicBoardPage({ params }: PageProps<"/share/teams/[team]">) {
  const { team } = await params;
  const { state } = await prefetch(`/share/teams/${team}`, publicBoardQuery(team));
  return (
    <HydrationBoundary state={state}>
      <PublicBoard team={team} />
    </HydrationBoundary>
  );
}
