import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { accountQuery, sessionsQuery, tokensQuery } from "@/client/account";
import { notificationSettingsQuery } from "@/client/notifications";
import { prefetch } from "@/client/server";
import { Account } from "@/components/people/account";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const { state } = await prefetch("/account", accountQuery, sessionsQuery, tokensQuery, notificationSettingsQuery);
  return (
    <HydrationBoundary state={state}>
      <Account />
    </HydrationBoundary>
  );
}
