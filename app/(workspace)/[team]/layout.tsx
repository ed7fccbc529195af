import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { prefetch } from "@/client/server";
import { teamQuery } from "@/client/teams";

export async function generateMetadata({ params }: LayoutProps<"/[team]">): Promise<Metadata> {
  return { title: { default: (await params).team, template: `%s · ${(await params).team} · Lintel` } };
}

export default async function TeamLayout({ params, children }: LayoutProps<"/[team]">) {
  const { team } = await params;
  const { state } = await prefetch((await headers()).get("x-lintel-path") ?? `/${team}`, teamQuery(team));
  return <HydrationBoundary state={state}>{children}</HydrationBoundary>;
}
