import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DraftGate } from "@/components/spec/draft-session";
import { FormSkeleton } from "@/components/spec/form-skeleton";
import { SpecForm } from "@/components/spec/spec-form";
import { findSection } from "@/core/spec/definition";

type Props = PageProps<"/[team]/reviews/[number]/spec/[section]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: findSection((await params).section)?.title };
}

export default async function SpecSectionPage({ params }: Props) {
  const { team, number, section } = await params;
  if (!findSection(section)) notFound();
  return (
    <DraftGate fallback={<FormSkeleton section={section} />}>
      <SpecForm base={`/${team}/reviews/${number}`} />
    </DraftGate>
  );
}
