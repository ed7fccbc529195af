"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, SearchX } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { reviewCountsQuery } from "@/client/reviews";
import { teamQuery } from "@/client/teams";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useShortcut } from "@/components/ui/use-shortcut";
import { refusal } from "@/core/permissions";
import { type BoardFilters, boardSections, isFiltered, readBoardFilters, writeBoardFilters } from "./board-filters";
import { EmptyBoard } from "./empty-board";
import { FilterBar } from "./filter-bar";
import { ReviewColumn, ReviewSection } from "./review-section";
import { useBoardKeys } from "./use-board-keys";

const NewReviewDialog = lazy(() => import("./new-review-dialog"));

/** The team's reviews: by status in a list or in columns, or one flat list of what was searched for. */
export function Board({ team }: { team: string }) {
  const path = usePathname();
  const filters = readBoardFilters(useSearchParams());
  const [isCreating, setIsCreating] = useState(false);
  const { data: teamData } = useQuery(teamQuery(team));
  const { data: counts } = useQuery(reviewCountsQuery(team));
  const role = teamData?.role ?? "viewer";
  const denied = refusal(role, "review.create");
  const change = (changes: Partial<BoardFilters>) =>
    window.history.replaceState(null, "", path + writeBoardFilters({ ...filters, ...changes }));
  useBoardKeys();
  useShortcut("n", "New review", () => setIsCreating(true), { enabled: !denied });

  const knowsCounts = counts && !filters.text && !filters.owner && !filters.label && !filters.archived;
  const sections = boardSections(filters).filter(
    ({ key }) => key === "found" || filters.layout === "columns" || !knowsCounts || counts[key] !== "0",
  );
  const isEmpty = sections.length === 0 && !isFiltered(filters);
  const Section = filters.layout === "columns" ? ReviewColumn : ReviewSection;
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <header className="flex items-center gap-3 bg-surface px-4 pt-3 sm:px-6">
        <h1 className="min-w-0 flex-1 truncate text-xl font-semibold tracking-[-0.01em]">
          {filters.archived ? "Archived reviews" : "Reviews"}
        </h1>
        <Button
          variant="primary"
          icon={<Plus aria-hidden="true" />}
          disabledReason={denied}
          onClick={() => setIsCreating(true)}
        >
          New review
        </Button>
      </header>
      <FilterBar team={team} members={teamData?.members ?? []} filters={filters} onChange={change} />
      {isEmpty ? (
        <EmptyBoard denied={denied} onCreate={() => setIsCreating(true)} />
      ) : (
        <div className={filters.layout === "columns" ? columnsLook : "pb-8"}>
          {sections.map((section) => (
            <Section
              key={section.key}
              team={team}
              role={role}
              section={section}
              count={knowsCounts && section.key !== "found" ? counts[section.key] : undefined}
              empty={<NothingFound isFiltered={isFiltered(filters)} />}
            />
          ))}
        </div>
      )}
      {isCreating && (
        <Suspense>
          <NewReviewDialog team={team} onClose={() => setIsCreating(false)} />
        </Suspense>
      )}
    </main>
  );
}

const columnsLook =
  "flex min-h-0 snap-x snap-proximity gap-3 overflow-x-auto scroll-px-4 p-4 max-md:h-[calc(100dvh-11rem)] sm:px-6 md:h-[calc(100dvh-8.5rem)]";

function NothingFound({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) return <p className="px-6 py-8 text-center text-sm text-muted">Nothing here.</p>;
  return (
    <EmptyState icon={<SearchX aria-hidden="true" />} title="No review matches">
      Titles and numbers are searched. Take a filter away, or look among the archived ones.
    </EmptyState>
  );
}
