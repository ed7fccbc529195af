import type { Metadata } from "next";
import { Invitation } from "@/components/people/invitation";

export const metadata: Metadata = { title: "Invitation" };

export default async function InvitationPage({ params }: PageProps<"/invitations/[token]">) {
  return <Invitation token={(await params).token} />;
}
