"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSaveAnswer } from "@/client/checklist-changes";
import { checklistQuery } from "@/client/checklists";
import { lensesQuery } from "@/client/lenses";
import { reviewQuery } from "@/client/reviews";
import { type VersionSummary, versionsQuery } from "@/client/versions";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { TabLinks } from "@/components/ui/tab-links";
import { refusal } from "@/core/permissions";
import { ChecklistView } from "./checklist-view";
import type { TrendPoint } from "./view";

type ChecklistProps = { team: string; number: number; lens: string };

/** The checklists of a review: one lens at a time, answered beside the spec. */
export function Checklist({ team, number, lens }: ChecklistProps) {
  const at = { team, number };
  const review = useQuery(reviewQuery(at));
  const lenses = useQuery(lensesQuery(team));
  const checklist = useQuery(checklistQuery(at, lens));
  const versions = useInfiniteQuery(versionsQuery(at));
  const save = useSaveAnswer(at, lens);
  const base = `/${team}/reviews/${number}`;
  return (
    <main className="page-frame pb-24">
      <div className="mb-5 border-b border-line pt-1">
        <TabLinks
          label="Checklists"
          className="-mx-2.5"
          links={(lenses.data?.items ?? []).map(({ key, name }) => ({ href: `${base}/checklist/${key}`, label: name }))}
        />
      </div>
      {checklist.data ? (
        <ChecklistView
          key={lens}
          view={{
            lens: checklist.data.lens,
            assessment: checklist.data.assessment,
            given: checklist.data.answers,
            trend: trendOf(versions.data?.pages.flatMap((page) => page.items) ?? [], lens),
          }}
          refusal={review.data ? refusal(review.data.role, "checklist.answer") : "Looking up what you may do here."}
          save={save}
          specHref={(path) => `${base}/spec/${path.split(".", 1)[0]}#${path}`}
        />
      ) : checklist.error ? (
        <ErrorState
          title="The checklist could not be read"
          correlationId={checklist.error.correlationId}
          onRetry={() => void checklist.refetch()}
        >
          {checklist.error.message}
        </ErrorState>
      ) : (
        <Skeleton className="h-96 w-full" />
      )}
    </main>
  );
}

/** Versions come newest first; a trend reads from the oldest. */
function trendOf(versions: readonly VersionSummary[], lens: string): TrendPoint[] {
  return versions.toReversed().map(({ number, scores }) => ({ version: number, score: scores[lens]?.score ?? null }));
}
