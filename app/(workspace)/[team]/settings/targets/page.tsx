import type { Metadata } from "next";
import { TeamTargets } from "@/components/people/team-targets";

export const metadata: Metadata = { title: "Targets" };

export default async function TargetsPage({ params }: PageProps<"/[team]/settings/targets">) {
  return <TeamTargets team={(await params).team} />;
}
