import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { prefetch } from "@/client/server";
import { versionsQuery } from "@/client/versions";
import { Compare } from "@/components/versions/compare";

export const metadata: Metadata = { title: "Compare" };

export default async function ComparePage({ params }: PageProps<"/[team]/reviews/[number]/compare">) {
  const { team, number } = await params;
  const at = { team, number: Number(number) };
  const { state } = await prefetch(`/${team}/reviews/${number}/compare`, versionsQuery(at));
  return (
    <HydrationBoundary state={state}>
      <Compare {...at} />
    </HydrationBoundary>
  );
}
