import type { Metadata } from "next";
import { Diagrams } from "@/components/diagrams/diagrams";
import { DiagramsSkeleton } from "@/components/diagrams/diagrams-skeleton";
import { DraftGate } from "@/components/spec/draft-session";

export const metadata: Metadata = { title: "Diagrams" };

export default async function DiagramsPage({ params }: PageProps<"/[team]/reviews/[number]/diagrams">) {
  const { team, number } = await params;
  return (
    <main className="flex-1">
      <DraftGate fallback={<DiagramsSkeleton />}>
        <Diagrams team={team} number={Number(number)} />
      </DraftGate>
    </main>
  );
}
