"use client";

import { useSuspenseInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { GitCompareArrows, History, Upload } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { type ReviewAt, reviewQuery } from "@/client/reviews";
import { versionsQuery } from "@/client/versions";
import { useDraftSession } from "@/components/spec/draft-session";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { refusal } from "@/core/permissions";
import { ExportMenu } from "./export-menu";
import { RestoreDialog } from "./restore-dialog";
import { DraftRow, VersionRow } from "./version-row";

const PublishDialog = lazy(() => import("./publish-dialog"));

/** Every published version of a review above the draft they came from, and the way to publish the next. */
export function Versions({ team, number }: ReviewAt) {
  const { data: review } = useSuspenseQuery(reviewQuery({ team, number }));
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useSuspenseInfiniteQuery(
    versionsQuery({ team, number }),
  );
  const [isPublishing, setIsPublishing] = usePublishing(refusal(review.role, "version.publish") === null);
  const [restoring, setRestoring] = useState<number | null>(null);
  const versions = data.pages.flatMap((page) => page.items);
  const base = `/${team}/reviews/${number}`;
  const last = versions[0]?.number ?? 0;
  return (
    <main className="flex-1 py-5">
      <div className="page-frame">
        <div className="mb-4 flex flex-wrap items-center gap-2">
          <h2 className="mr-auto text-lg font-semibold max-sm:w-full">Versions</h2>
          {last > 0 && (
            <LinkButton
              href={`${base}/compare?from=${Math.max(1, last - 1)}&to=${last > 1 ? last : "draft"}`}
              icon={<GitCompareArrows aria-hidden="true" />}
            >
              Compare
            </LinkButton>
          )}
          <ExportMenu team={team} number={number} />
          <PublishButton denied={refusal(review.role, "version.publish")} onClick={() => setIsPublishing(true)} />
        </div>
        <ol className="overflow-hidden rounded-lg border border-line bg-surface">
          <DraftRow base={base} last={last} />
          {versions.map((version) => (
            <VersionRow
              key={version.number}
              base={base}
              version={version}
              denied={refusal(review.role, "draft.edit")}
              onRestore={() => setRestoring(version.number)}
            />
          ))}
        </ol>
        {versions.length === 0 && (
          <EmptyState icon={<History aria-hidden="true" />} title="Nothing is published yet" className="py-12">
            A version freezes the specification, its answers, scores and diagrams, so that a review speaks about
            something that stands still.
          </EmptyState>
        )}
        {hasNextPage && (
          <Button className="mt-4 w-full" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older
          </Button>
        )}
        {isPublishing && (
          <Suspense>
            <PublishDialog team={team} number={number} lastVersion={last} onClose={() => setIsPublishing(false)} />
          </Suspense>
        )}
        <RestoreDialog team={team} number={number} version={restoring} onClose={() => setRestoring(null)} />
      </div>
    </main>
  );
}

/** Whether the dialog is open: at once, where the address asks for it, as the palette's does. */
function usePublishing(isAllowed: boolean) {
  const isAsked = useSearchParams().has("publish");
  const path = usePathname();
  const [isOpen, setIsOpen] = useState(false);
  const show = (next: boolean) => {
    setIsOpen(next);
    if (isAsked) window.history.replaceState(null, "", path);
  };
  return [isAllowed && (isOpen || isAsked), show] as const;
}

/** Publishing takes what the server has, so it waits until everything typed here is there. */
function PublishButton({ denied, onClick }: { denied: string | null; onClick: () => void }) {
  const { status } = useDraftSession();
  const isWaiting = status.kind !== "saved" && status.kind !== "opening";
  const reason = denied ?? (isWaiting ? "Not everything typed here is saved yet." : null);
  return (
    <Button variant="primary" icon={<Upload aria-hidden="true" />} disabledReason={reason} onClick={onClick}>
      Publish version
    </Button>
  );
}
