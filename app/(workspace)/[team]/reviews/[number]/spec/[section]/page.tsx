import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { type Draft, draftQuery } from "@/client/drafts";
import { prefetch } from "@/client/server";
import { DraftGate } from "@/components/spec/draft-session";
import { FormPreview } from "@/components/spec/form-preview";
import { SpecForm } from "@/components/spec/spec-form";
import { findSection } from "@/core/spec/definition";

type Props = PageProps<"/[team]/reviews/[number]/spec/[section]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: findSection((await params).section)?.title };
}

export default async function SpecSectionPage({ params }: Props) {
  const { team, number, section } = await params;
  if (!findSection(section) || !/^[1-9]\d{0,8}$/.test(number)) notFound();
  const query = draftQuery({ team, number: Number(number) });
  const { read } = await prefetch(`/${team}/reviews/${number}/spec/${section}`, query);
  const { spec } = read<Draft>(query);
  return (
    <DraftGate fallback={<FormPreview section={section} values={spec[section as keyof typeof spec]} />}>
      <SpecForm base={`/${team}/reviews/${number}`} />
    </DraftGate>
  );
}
