import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { prefetch } from "@/client/server";
import { versionQuery } from "@/client/versions";
import { DraftDocument, VersionDocument } from "@/components/versions/version-document";

type Props = PageProps<"/[team]/reviews/[number]/versions/[version]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { version } = await params;
  return { title: version === "draft" ? "Draft" : `Version ${version}` };
}

export default async function VersionPage({ params }: Props) {
  const { team, number, version } = await params;
  const at = { team, number: Number(number) };
  if (version === "draft") return <DraftDocument {...at} />;
  if (!/^[1-9]\d{0,8}$/.test(version)) notFound();
  const { state } = await prefetch(`/${team}/reviews/${number}/versions/${version}`, versionQuery(at, Number(version)));
  return (
    <HydrationBoundary state={state}>
      <VersionDocument {...at} version={Number(version)} />
    </HydrationBoundary>
  );
}
