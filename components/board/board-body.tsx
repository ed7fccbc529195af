"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import type { ReviewCounts } from "@/client/reviews";
import { may, type Role } from "@/core/permissions";
import type { BoardContext } from "./board-context";
import { type BoardFilters, type BoardSection, boardSections, isFiltered, mostColumns } from "./board-filters";
import { ListSection } from "./board-list";
import { boardCountsQuery } from "./board-queries";
import { nameOf } from "./names";
import { useActs } from "./use-acts";
import { useBoardClicks } from "./use-board-clicks";
import { useBoardKeys } from "./use-board-keys";
import { useKeptFocus } from "./use-kept-focus";
import { useSelection } from "./use-selection";

const NothingFound = lazy(() => import("./nothing-found"));
const BoardColumns = lazy(() => import("./board-columns"));
const BoardTable = lazy(() => import("./board-table"));
const SelectionBar = lazy(() => import("./selection-bar"));

type BoardBodyProps = {
  team: string;
  role: Role;
  filters: BoardFilters;
  onChange: (changes: Partial<BoardFilters>) => void;
  whenEmpty: ReactNode;
};

/** The reviews themselves in their layout, and what is chosen of them. */
export function BoardBody({ team, role, filters, onChange, whenEmpty }: BoardBodyProps) {
  const { data: counts } = useQuery(boardCountsQuery(team, filters));
  const sections = boardSections(
    filters,
    counts?.options.map(({ value }) => value),
  );
  const labelOf = (section: BoardSection) => placeLabel(section, counts);
  const selection = useSelection();
  const [active, setActive] = useState<number | null>(null);
  const container = useRef<HTMLDivElement>(null);
  const { act, move, refusals, forget } = useActs(team, role, selection.choose);
  const canUpdate = may(role, "review.update");
  const places = sections.map((section) => ({ section, label: labelOf(section) }));
  const closeMenu = (number: number) => {
    setActive(null);
    // Its button is another element now, and what the menu did may have taken the row elsewhere.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>(`[data-menu="${number}"]`)?.focus({ preventScroll: true });
    });
  };
  // What was done from a menu may take its row elsewhere, where the menu must not open anew.
  const fromMenu = () => active !== null && closeMenu(active);
  const board: BoardContext = {
    team,
    role,
    canUpdate,
    places,
    act: (...of) => {
      fromMenu();
      act(...of);
    },
    move: (...of) => {
      fromMenu();
      move(...of);
    },
    closeMenu,
  };
  const followClick = useBoardClicks(selection, setActive);
  useBoardKeys(board, selection);
  useKeptFocus(container);

  const countOf = ({ value }: BoardSection) => counts && countText(counts, filters.by, value);
  const empty = (
    <Suspense>
      <NothingFound isFiltered={isFiltered(filters)} />
    </Suspense>
  );
  const shared = { board, selected: selection.numbers, active };
  const [first] = places;
  if (counts?.total === 0 && !isFiltered(filters) && !filters.archived) return whenEmpty;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only helps the links inside, which do without it too
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click
    <div
      ref={container}
      onClick={followClick}
      data-selecting={selection.numbers.size > 0 || undefined}
      className="flex min-h-0 flex-1 flex-col bg-surface"
    >
      {filters.layout === "columns" && (
        <Suspense>
          <BoardColumns {...shared} countOf={countOf} />
        </Suspense>
      )}
      {filters.layout === "table" && first && (
        <Suspense>
          <BoardTable
            {...shared}
            place={first}
            sort={filters.sort}
            onSort={(sort) => onChange({ sort })}
            empty={empty}
          />
        </Suspense>
      )}
      {filters.layout === "list" && (
        <div className="flex-1 pb-8">
          {places
            .filter(({ section }) => section.group === "all" || countOf(section) !== "0")
            .map((place) => (
              <ListSection
                key={`${place.section.group} ${place.section.value}`}
                {...shared}
                place={place}
                count={countOf(place.section)}
                empty={empty}
              />
            ))}
        </div>
      )}
      {(selection.numbers.size > 0 || refusals.length > 0) && (
        <Suspense>
          <SelectionBar team={team} role={role} selection={selection} act={act} refusals={refusals} onForget={forget} />
        </Suspense>
      )}
    </div>
  );
}

function placeLabel({ group, value }: BoardSection, counts: ReviewCounts | undefined): string {
  if (group === "all") return "Reviews";
  if (value === "") return group === "owner" ? "Other owners" : "Other labels or none";
  return nameOf(group, value, counts?.options.find((option) => option.value === value)?.name);
}

function countText(
  { options, total, isMore }: ReviewCounts,
  by: BoardFilters["by"],
  value: string,
): string | undefined {
  const option = options.find((one) => one.value === value);
  if (option) return `${option.count}${option.isMore ? "+" : ""}`;
  if (value !== "") return "0";
  // A review may have several labels, so those without any of the columns' are not what is left of the whole.
  if (by !== "owner") return undefined;
  const named = options.slice(0, mostColumns).reduce((sum, { count }) => sum + count, 0);
  return `${total - named}${isMore ? "+" : ""}`;
}
