import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { prefetch } from "@/client/server";
import { versionsQuery } from "@/client/versions";
import { Versions } from "@/components/versions/versions";

export const metadata: Metadata = { title: "Versions" };

export default async function VersionsPage({ params }: PageProps<"/[team]/reviews/[number]/versions">) {
  const { team, number } = await params;
  const at = { team, number: Number(number) };
  const { state } = await prefetch(`/${team}/reviews/${number}/versions`, versionsQuery(at));
  return (
    <HydrationBoundary state={state}>
      <Versions {...at} />
    </HydrationBoundary>
  );
}
