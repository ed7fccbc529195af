import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { prefetch } from "@/client/server";
import { Board } from "@/components/board/board";
import { boardQueries } from "@/components/board/board-queries";

export const metadata: Metadata = { title: "Reviews" };

export default async function BoardPage({ params, searchParams }: PageProps<"/[team]">) {
  const [{ team }, address] = await Promise.all([params, searchParams]);
  const { counts, now, then } = boardQueries(team, address);
  const first = await prefetch(`/${team}`, ...now);
  const rest = await prefetch(`/${team}`, ...then(first.read(counts)));
  return (
    <HydrationBoundary state={first.state}>
      <HydrationBoundary state={rest.state}>
        <Board team={team} />
      </HydrationBoundary>
    </HydrationBoundary>
  );
}
