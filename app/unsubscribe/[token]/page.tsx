import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { unsubscribeQuery } from "@/client/notifications";
import { prefetch } from "@/client/server";
import { Unsubscribe } from "@/components/notifications/unsubscribe";

export const metadata: Metadata = { title: "Mail settings", robots: { index: false, follow: false } };

export default async function UnsubscribePage({ params }: PageProps<"/unsubscribe/[token]">) {
  const { token } = await params;
  const { state } = await prefetch("/", unsubscribeQuery(token));
  return (
    <HydrationBoundary state={state}>
      <Unsubscribe token={token} />
    </HydrationBoundary>
  );
}
