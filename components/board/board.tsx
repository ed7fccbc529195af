"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { accountQuery } from "@/client/account";
import { Button } from "@/components/ui/button";
import { useShortcut } from "@/components/ui/use-shortcut";
import { refusal } from "@/core/permissions";
import { BoardBody } from "./board-body";
import { type BoardFilters, readBoardFilters, writeBoardFilters } from "./board-filters";
import { FilterBar } from "./filter-bar";

const EmptyBoard = lazy(() => import("./empty-board"));
const NewReviewDialog = lazy(() => import("./new-review-dialog"));

/** The team's reviews: in a list, in columns or as a table, by whatever the address says. */
export function Board({ team }: { team: string }) {
  const path = usePathname();
  const filters = readBoardFilters(useSearchParams());
  const [creating, setCreating] = useState<"template" | "import">();
  const { data: account } = useQuery(accountQuery);
  const role = account?.teams.find(({ slug }) => slug === team)?.role ?? "viewer";
  const denied = refusal(role, "review.create");
  const change = (changes: Partial<BoardFilters>) =>
    window.history.replaceState(null, "", path + writeBoardFilters({ ...filters, ...changes }));
  useShortcut("n", "New review", () => setCreating("template"), { enabled: !denied });
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
      <FilterBar team={team} role={role} filters={filters} onChange={change} />
      <BoardBody
        team={team}
        role={role}
        filters={filters}
        onChange={change}
        whenEmpty={
          <Suspense>
            <EmptyBoard denied={denied} onCreate={setCreating} />
          </Suspense>
        }
      />
      {creating && (
        <Suspense>
          <NewReviewDialog team={team} startsWith={creating} onClose={() => setCreating(undefined)} />
        </Suspense>
      )}
    </main>
  );
}
