import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { accountQuery } from "@/client/account";
import { type Review, reviewQuery } from "@/client/reviews";
import { prefetch } from "@/client/server";
import { ReviewFrame } from "@/components/reviews/review-frame";

type Props = LayoutProps<"/[team]/reviews/[number]">;

/** Once for a request, although the title and the page both ask. */
const load = cache(async (team: string, number: string) => {
  if (!/^[1-9]\d{0,8}$/.test(number)) notFound();
  const query = reviewQuery({ team, number: Number(number) });
  const { state, read } = await prefetch(`/${team}/reviews/${number}`, query, accountQuery);
  return { state, review: read<Review>(query) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, number } = await params;
  const { review } = await load(team, number);
  const name = `#${review.number} ${review.title}`;
  return { title: { default: name, template: `%s · ${name} · Lintel` } };
}

export default async function ReviewLayout({ params, children }: Props) {
  const { team, number } = await params;
  const { state } = await load(team, number);
  return (
    <HydrationBoundary state={state}>
      <ReviewFrame team={team} number={Number(number)}>
        {children}
      </ReviewFrame>
    </HydrationBoundary>
  );
}
