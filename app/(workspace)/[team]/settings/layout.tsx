import { HydrationBoundary } from "@tanstack/react-query";
import { headers } from "next/headers";
import { prefetch } from "@/client/server";
import { teamQuery } from "@/client/teams";

export default async function SettingsLayout({ params, children }: LayoutProps<"/[team]/settings">) {
  const { team } = await params;
  const path = (await headers()).get("x-lintel-path") ?? `/${team}/settings`;
  const { state } = await prefetch(path, teamQuery(team));
  return <HydrationBoundary state={state}>{children}</HydrationBoundary>;
}
