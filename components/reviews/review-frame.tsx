"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { accountQuery } from "@/client/account";
import { type ReviewAt, reviewQuery } from "@/client/reviews";
import { ReviewThreads } from "@/components/comments/review-threads";
import { DraftSession } from "@/components/spec/draft-session";
import { may } from "@/core/permissions";
import { ReviewHeader, useReviewKeys } from "./review-header";

/** The header of a review and its open draft around each of its pages, kept while going from one to the next. */
export function ReviewFrame({ team, number, children }: ReviewAt & { children: ReactNode }) {
  const router = useRouter();
  const { data: review } = useSuspenseQuery(reviewQuery({ team, number }));
  const { data: account } = useSuspenseQuery(accountQuery);
  const canEdit = may(review.role, "draft.edit") && review.archivedAt === null;
  useReviewKeys(`/${team}/reviews/${number}`, (address) => router.push(address));
  return (
    <DraftSession reviewId={review.id} user={{ id: account.id, name: account.name }} canEdit={canEdit}>
      <ReviewThreads team={team} number={number}>
        <ReviewHeader team={team} number={number} />
        {children}
      </ReviewThreads>
    </DraftSession>
  );
}
