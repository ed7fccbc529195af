import { redirect } from "next/navigation";

export default async function ReviewPage({ params }: PageProps<"/[team]/reviews/[number]">) {
  const { team, number } = await params;
  redirect(`/${team}/reviews/${number}/spec/requirements`);
}
