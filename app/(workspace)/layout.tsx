import { HydrationBoundary } from "@tanstack/react-query";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { accountQuery } from "@/client/account";
import { unreadQuery } from "@/client/notifications";
import { prefetch } from "@/client/server";
import { Shell } from "@/components/shell/shell";

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const { state } = await prefetch((await headers()).get("x-lintel-path") ?? "/", accountQuery, unreadQuery);
  return (
    <HydrationBoundary state={state}>
      <Shell>{children}</Shell>
    </HydrationBoundary>
  );
}
