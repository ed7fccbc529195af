"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useMoveReview } from "@/client/review-changes";
import { type Review, type ReviewAt, reviewQuery } from "@/client/reviews";
import { ReviewMenuButton } from "@/components/board/review-menu-button";
import { ThreadsButton } from "@/components/comments/threads-button";
import { ShareButton } from "@/components/share/share-button";
import { PresenceList } from "@/components/spec/presence-list";
import { SaveState } from "@/components/spec/save-state";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuItem } from "@/components/ui/menu-item";
import { TabLinks } from "@/components/ui/tab-links";
import { toast } from "@/components/ui/toast";
import { useShortcut } from "@/components/ui/use-shortcut";
import { statusLabels, transitionBlocker, transitions } from "@/core/approvals/status";
import { waitingFor } from "@/core/approvals/turn";
import { may, refusal } from "@/core/permissions";
import { phaseLabels } from "@/core/phases";
import { dueDate } from "./due-date";
import { StatusIcon } from "./review-status";

type ReviewHeaderProps = ReviewAt & { actions?: ReactNode };

const EditReviewDialog = lazy(() => import("@/components/board/edit-review-dialog"));

/** What every page of a review begins with: what it is, where it stands, who is here, and whether all is saved. */
export function ReviewHeader({ team, number, actions }: ReviewHeaderProps) {
  const { data: review } = useSuspenseQuery(reviewQuery({ team, number }));
  const base = `/${team}/reviews/${number}`;
  return (
    <section aria-label="Review" className="no-print border-b border-line bg-surface pt-3">
      <div className="page-frame">
        <nav aria-label="Breadcrumb" className="text-xs text-muted">
          <Link href={`/${team}`} className="rounded-sm hover:text-text hover:underline">
            Reviews
          </Link>
          <span aria-hidden="true" className="mx-1.5 text-faint">
            /
          </span>
          <span className="tabular-nums">#{number}</span>
        </nav>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-2">
          <h1 className="min-w-0 text-xl font-semibold tracking-[-0.01em] max-sm:w-full sm:max-w-[32rem]" dir="auto">
            {review.title}
          </h1>
          <StatusMenu team={team} review={review} />
          {review.archivedAt && <Badge tone="neutral">Archived</Badge>}
          <div className="ml-auto flex min-w-0 items-center gap-3">
            <SaveState />
            <PresenceList base={base} />
            <ThreadsButton />
            {actions}
            <ShareButton
              team={team}
              number={number}
              lastVersion={review.lastVersion}
              refusal={refusal(review.role, "share.write")}
            />
            <ReviewMenuButton team={team} role={review.role} review={review} />
          </div>
        </div>
        <ReviewFacts team={team} review={review} />
        <TabLinks
          label="Parts of the review"
          className="-mx-2.5 mt-1.5"
          links={[
            { href: `${base}/spec/requirements`, match: `${base}/spec`, label: "Spec" },
            { href: `${base}/diagrams`, label: "Diagrams" },
            { href: `${base}/checklist`, label: "Checklist" },
            {
              href: `${base}/versions`,
              match: [`${base}/versions`, `${base}/compare`],
              label: "Versions",
              count: review.lastVersion || undefined,
            },
            { href: `${base}/threads`, label: "Threads", count: review.openThreads || undefined },
            { href: `${base}/activity`, label: "Activity" },
          ]}
        />
      </div>
    </section>
  );
}

function ReviewFacts({ team, review }: { team: string; review: Review }) {
  const [isEditing, setIsEditing] = useState(false);
  const canEdit = may(review.role, "review.update");
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
      <span className="flex items-center gap-1.5">
        <Avatar name={review.owner.name} size="xs" decorative />
        <span className="sr-only">Owner</span>
        {review.owner.name}
      </span>
      <Reviewers review={review} />
      {canEdit && (
        <Button size="sm" variant="quiet" className="-my-1" onClick={() => setIsEditing(true)}>
          {review.reviewers.length > 0 ? "Change" : "Name reviewers"}
        </Button>
      )}
      <span data-tip="Phase">
        <span className="sr-only">Phase: </span>
        {phaseLabels[review.phase]}
      </span>
      {dueDate(review.dueOn, review.status)}
      {review.labels.map((label) => (
        <Badge key={label} size="sm">
          {label}
        </Badge>
      ))}
      {isEditing && (
        <Suspense>
          <EditReviewDialog team={team} review={review} onClose={() => setIsEditing(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** Whom it is given to look at; those it waits for stand out. */
function Reviewers({ review }: { review: Review }) {
  const waiting = waitingFor({
    status: review.status,
    ownerId: review.owner.id,
    reviewerIds: review.reviewers.map(({ id }) => id),
    isArchived: review.archivedAt !== null,
  });
  if (review.reviewers.length === 0) return null;
  return (
    <ul aria-label="Reviewers" className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {review.reviewers.map(({ id, name }) => (
        <li key={id} className="flex items-center gap-1">
          <Avatar name={name} size="xs" decorative className={waiting.includes(id) ? "avatar-waiting" : undefined} />
          {name}
          {waiting.includes(id) && <span className="sr-only">, whose turn it is</span>}
        </li>
      ))}
    </ul>
  );
}

/** The status, and where it may go from here; what is not possible says why. */
function StatusMenu({ team, review }: { team: string; review: Review }) {
  const move = useMoveReview(team);
  const denied = refusal(review.role, "review.update");
  const { status } = review;
  return (
    <DropdownMenu
      align="start"
      label="Change the status"
      trigger={
        <button
          type="button"
          className="flex h-7 items-center gap-1.5 rounded-full border border-line-strong bg-surface pr-2 pl-2 text-sm font-medium hover:bg-hover pointer-coarse:h-9"
        >
          <StatusIcon status={status} />
          <span className="sr-only">Status: </span>
          {statusLabels[status]}
          <ChevronDown aria-hidden="true" className="size-3.5 text-faint" />
        </button>
      }
    >
      {transitions[status].map(({ to, verb }) => (
        <MenuItem
          key={to}
          icon={<StatusIcon status={to} />}
          disabledReason={denied ?? transitionBlocker(review, to)}
          onSelect={() =>
            move.mutate(
              { number: review.number, to, revision: review.revision },
              { onError: (error) => void toast.error(error.message) },
            )
          }
        >
          {verb}
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}

/** Keys for the parts of a review; mounted by its layout. */
export function useReviewKeys(base: string, go: (address: string) => void) {
  useShortcut("g p", "Go to the specification", () => go(`${base}/spec/requirements`));
  useShortcut("g d", "Go to the diagrams", () => go(`${base}/diagrams`));
  useShortcut("g c", "Go to the checklist", () => go(`${base}/checklist`));
  useShortcut("g v", "Go to the versions", () => go(`${base}/versions`));
  useShortcut("g t", "Go to the threads", () => go(`${base}/threads`));
}
