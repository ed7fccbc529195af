import type { Metadata } from "next";
import { Members } from "@/components/people/members";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: PageProps<"/[team]/settings/members">) {
  return <Members team={(await params).team} />;
}
