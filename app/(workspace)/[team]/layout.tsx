import type { Metadata } from "next";

export async function generateMetadata({ params }: LayoutProps<"/[team]">): Promise<Metadata> {
  const { team } = await params;
  return { title: { default: team, template: `%s · ${team} · Lintel` } };
}

export default function TeamLayout({ children }: LayoutProps<"/[team]">) {
  return children;
}
