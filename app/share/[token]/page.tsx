import type { Metadata } from "next";
import { prefetchShared } from "@/client/server";
import { SharedPage } from "@/components/share/shared-page";

type Props = PageProps<"/share/[token]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { shared } = await prefetchShared((await params).token);
  return { title: shared?.version?.title ?? "Shared design", referrer: "no-referrer" };
}

export default async function SharePage({ params }: Props) {
  const { token } = await params;
  const { state, shared } = await prefetchShared(token);
  return <SharedPage token={token} state={state} isLocked={shared === null} />;
}
