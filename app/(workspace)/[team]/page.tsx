import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { prefetch } from "@/client/server";
import { Board } from "@/components/board/board";
import { boardQueries } from "@/components/board/board-queries";

export const metadata: Metadata = { title: "Reviews" };

export default async function BoardPage({ params, searchParams }: PageProps<"/[team]">) {
  const [{ team }, address] = await Promise.all([params, searchParams]);
  const { state } = await prefetch(`/${team}`, ...boardQueries(team, address));
  return (
    <HydrationBoundary state={state}>
      <Board team={team} />
    </HydrationBoundary>
  );
}
