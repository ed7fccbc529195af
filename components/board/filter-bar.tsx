"use client";

import { Bookmark, ListFilter, Search, SlidersHorizontal, X } from "lucide-react";
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import type { TriggerElement } from "@/components/ui/popup-trigger";
import { useShortcut } from "@/components/ui/use-shortcut";
import type { Role } from "@/core/permissions";
import { type BoardFilters, isFiltered, layouts, withoutFilters } from "./board-filters";
import { FilterChips } from "./filter-chips";
import { LazyMenu } from "./lazy-menu";

const FilterMenu = lazy(() => import("./filter-menu"));
const DisplayMenu = lazy(() => import("./display-menu"));
const ViewsMenu = lazy(() => import("./views-menu"));

type FilterBarProps = {
  team: string;
  role: Role;
  filters: BoardFilters;
  onChange: (changes: Partial<BoardFilters>) => void;
};

/** What is shown, and how; everything here is in the address. */
export function FilterBar({ team, role, filters, onChange }: FilterBarProps) {
  const next = layouts[(layouts.indexOf(filters.layout) + 1) % layouts.length] ?? "list";
  useShortcut("v", "List, columns or table", () => onChange({ layout: next }));
  useShortcut("f", "Filter the board", () => document.getElementById("board-filter")?.click());
  return (
    <search className="flex flex-wrap items-center gap-x-1 gap-y-2 border-b border-line bg-surface px-4 py-2 sm:px-6">
      <SearchField text={filters.text} onChange={(text) => onChange({ text })} />
      <LazyMenu
        trigger={
          <Button id="board-filter" size="sm" variant="quiet" icon={<ListFilter aria-hidden="true" />}>
            Filter
          </Button>
        }
      >
        {(trigger) => <FilterMenu trigger={trigger} team={team} filters={filters} onChange={onChange} />}
      </LazyMenu>
      <Button
        size="sm"
        variant={filters.isMyTurn ? "secondary" : "quiet"}
        aria-pressed={filters.isMyTurn}
        onClick={() => onChange({ isMyTurn: !filters.isMyTurn })}
      >
        Waiting for me
      </Button>
      <FilterChips team={team} filters={filters} onChange={onChange} />
      {isFiltered(filters) && (
        <Button
          size="sm"
          variant="quiet"
          icon={<X aria-hidden="true" />}
          onClick={() => onChange({ ...withoutFilters(filters), view: filters.view })}
        >
          Clear
        </Button>
      )}
      <div className="ml-auto flex items-center gap-1">
        <ViewsButton team={team} role={role} filters={filters} onChange={onChange} />
        <LazyMenu
          trigger={
            <Button size="sm" variant="quiet" icon={<SlidersHorizontal aria-hidden="true" />}>
              Display
            </Button>
          }
        >
          {(trigger) => <DisplayMenu trigger={trigger} filters={filters} onChange={onChange} />}
        </LazyMenu>
      </div>
    </search>
  );
}

/** The saved views. Where the address names one it is looked up at once, to say whether it is still what was saved. */
function ViewsButton(props: FilterBarProps) {
  const trigger = (
    <Button size="sm" variant="quiet" icon={<Bookmark aria-hidden="true" />}>
      Views
    </Button>
  );
  const menu = (button: TriggerElement) => <ViewsMenu {...props} trigger={button} startsOpen={!props.filters.view} />;
  if (props.filters.view) return <Suspense fallback={trigger}>{menu(trigger)}</Suspense>;
  return <LazyMenu trigger={trigger}>{menu}</LazyMenu>;
}

/** Long enough not to ask for every letter, short enough to feel immediate. */
const TYPING_MS = 200;
function SearchField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  const [asked, setAsked] = useState(text);
  const ask = useEffectEvent((next: string) => {
    setAsked(next);
    onChange(next);
  });
  // The address changed from elsewhere: "Clear", or the browser's back.
  if (text !== asked) {
    setAsked(text);
    setTyped(text);
  }
  useEffect(() => {
    if (typed === asked) return;
    const timer = setTimeout(() => ask(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, asked]);
  useShortcut("/", "Search the board", () => input.current?.focus());
  return (
    <Input
      ref={input}
      type="search"
      size="sm"
      className="w-full sm:mr-1 sm:w-64"
      aria-label="Search by title or number"
      placeholder="Search by title or number"
      prefix={<Search aria-hidden="true" />}
      suffix={typed ? undefined : <Kbd keys="/" className="pointer-coarse:hidden" />}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        if (typed) setTyped("");
        else event.currentTarget.blur();
      }}
    />
  );
}
