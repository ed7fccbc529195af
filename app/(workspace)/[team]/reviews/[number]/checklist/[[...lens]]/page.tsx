import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { prefetch } from "@/client/server";
import { Checklist } from "@/components/checklist/checklist";
import { checklistQueries } from "@/components/checklist/checklist-queries";

export const metadata: Metadata = { title: "Checklist" };

type ChecklistPageProps = { params: Promise<{ team: string; number: string; lens?: string[] }> };

export default async function ChecklistPage({ params }: ChecklistPageProps) {
  const { team, number, lens: [lens] = [] } = await params;
  const path = `/${team}/reviews/${number}/checklist`;
  if (!lens) redirect(`${path}/quality`);
  const { state } = await prefetch(`${path}/${lens}`, ...checklistQueries({ team, number: Number(number) }, lens));
  return (
    <HydrationBoundary state={state}>
      <Checklist team={team} number={Number(number)} lens={lens} />
    </HydrationBoundary>
  );
}
