import { redirect } from "next/navigation";

export default async function SpecPage({ params }: PageProps<"/[team]/reviews/[number]/spec">) {
  const { team, number } = await params;
  redirect(`/${team}/reviews/${number}/spec/requirements`);
}
