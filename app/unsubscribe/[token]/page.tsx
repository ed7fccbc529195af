import type { Metadata } from "next";
import { Unsubscribe } from "@/components/notifications/unsubscribe";

export const metadata: Metadata = { title: "Mail settings", robots: { index: false, follow: false } };

export default async function UnsubscribePage({ params }: PageProps<"/unsubscribe/[token]">) {
  return <Unsubscribe token={(await params).token} />;
}
