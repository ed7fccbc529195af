import type { Metadata } from "next";
import { NoTeam } from "@/components/people/no-team";

export const metadata: Metadata = { title: "Teams" };

export default function TeamsPage() {
  return <NoTeam />;
}
