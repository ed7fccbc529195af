import type { Metadata } from "next";
import { TeamSettings } from "@/components/people/team-settings";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: PageProps<"/[team]/settings">) {
  return <TeamSettings team={(await params).team} />;
}
