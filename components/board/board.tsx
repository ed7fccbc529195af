"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, SearchX } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { accountQuery } from "@/client/account";
import { reviewCountsQuery } from "@/client/reviews";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useShortcut } from "@/components/ui/use-shortcut";
import { refusal } from "@/core/permissions";
import {
  type BoardFilters,
  type BoardSection,
  boardSections,
  isFiltered,
  readBoardFilters,
  writeBoardFilters,
} from "./board-filters";
import { EmptyBoard } from "./empty-board";
import { FilterBar } from "./filter-bar";
import { ReviewColumn, ReviewSection } from "./review-section";
import { useBoardKeys } from "./use-board-keys";
import { useReviewLinks } from "./use-review-links";

const NewReviewDialog = lazy(() => import("./new-review-dialog"));

/** The team's reviews: by status in a list or in columns, or one flat list of what was searched for. */
export function Board({ team }: { team: string }) {
  const path = usePathname();
  const filters = readBoardFilters(useSearchParams());
  const [creating, setCreating] = useState<"template" | "import">();
  const { data: account } = useQuery(accountQuery);
  const { data: counts } = useQuery(reviewCountsQuery(team, "status"));
  const role = account?.teams.find(({ slug }) => slug === team)?.role ?? "viewer";
  const denied = refusal(role, "review.create");
  const change = (changes: Partial<BoardFilters>) =>
    window.history.replaceState(null, "", path + writeBoardFilters({ ...filters, ...changes }));
  const followLink = useReviewLinks();
  useBoardKeys();
  useShortcut("n", "New review", () => setCreating("template"), { enabled: !denied });

  // Counts are of the whole board, so they say nothing about a search.
  const known = filters.text || filters.owner || filters.label || filters.archived ? undefined : counts;
  const countOf = (key: BoardSection["key"]) => known?.options.find(({ value }) => value === key);
  const sections = boardSections(filters).filter(
    ({ key }) => filters.layout === "columns" || countOf(key)?.count !== 0,
  );
  const isEmpty = known?.total === 0;
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
          onClick={() => setCreating("template")}
        >
          New review
        </Button>
      </header>
      <FilterBar team={team} filters={filters} onChange={change} />
      {isEmpty ? (
        <EmptyBoard denied={denied} onCreate={setCreating} />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: it only helps the links inside, which do without it too
        // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click
        <div onClick={followLink} className={filters.layout === "columns" ? columnsLook : "flex-1 bg-surface pb-8"}>
          {sections.map((section) => (
            <Section
              key={section.key}
              team={team}
              role={role}
              section={section}
              count={countText(countOf(section.key))}
              empty={<NothingFound isFiltered={isFiltered(filters)} />}
            />
          ))}
        </div>
      )}
      {creating && (
        <Suspense>
          <NewReviewDialog team={team} startsWith={creating} onClose={() => setCreating(undefined)} />
        </Suspense>
      )}
    </main>
  );
}

function countText(option: { count: number; isMore: boolean } | undefined): string | undefined {
  return option && `${option.count}${option.isMore ? "+" : ""}`;
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
