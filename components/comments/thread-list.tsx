"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { MessagesSquare, X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { SkeletonLines } from "@/components/ui/skeleton";
import { useThreadCommands } from "./thread-commands";
import { isInFilter, type ThreadFilter, threadFilters } from "./thread-filters";
import { ThreadRow } from "./thread-row";
import { type Thread, useThreadSource } from "./thread-source";
import { useAnchorLabel } from "./thread-standing";
import { type ThreadState, useThreadState } from "./thread-store";

type ThreadListProps = {
  /** Only the threads at or below this place. */
  place: string | null;
  current: number | null;
  onOpen: (number: number) => void;
};

const whole = (state: ThreadState) => state;

/** The threads of the review in the order of the document, those of one kind at a time. */
export function ThreadList({ place, current, onOpen }: ThreadListProps) {
  const { threads: source, me } = useThreadSource();
  const state = useThreadState(whole);
  const [filter, setFilter] = useState<ThreadFilter>("open");
  if (!state) return null;
  const known = { locations: state.locations, me };
  const isHere = (thread: Thread) => !place || isAtPlace(state, thread, place);
  const here = state.order
    .map((number) => state.byNumber.get(number))
    .filter((each) => each !== undefined)
    .filter(isHere);
  const shown = here.filter((thread) => isInFilter(thread, filter, known));
  const counts = (each: ThreadFilter) => here.filter((thread) => isInFilter(thread, each, known)).length;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {place && <PlaceBar place={place} />}
      <FilterBar filter={filter} onFilter={setFilter} counts={counts} />
      {source.error && state.threads.length === 0 ? (
        <ErrorState
          title="The threads could not be read"
          correlationId={source.error.correlationId}
          onRetry={source.retry}
          className="py-8!"
        >
          {source.error.message}
        </ErrorState>
      ) : shown.length > 0 ? (
        <Rows threads={shown} current={current} onOpen={onOpen} />
      ) : source.isComplete ? (
        <NoThreads filter={filter} hasAny={here.length > 0} />
      ) : (
        <div className="p-4">
          <SkeletonLines lines={6} label="Opening the threads" />
        </div>
      )}
    </div>
  );
}

function isAtPlace({ locations }: ThreadState, thread: Thread, place: string): boolean {
  const path = locations.get(thread.number)?.path;
  return path === place || Boolean(path?.startsWith(`${place}.`));
}

function PlaceBar({ place }: { place: string }) {
  const commands = useThreadCommands();
  const { refusals } = useThreadSource();
  const labelOf = useAnchorLabel();
  const anchor = { kind: "place" as const, path: place };
  return (
    <div className="flex items-center gap-1 border-b border-line bg-sunken/60 py-1 pr-1.5 pl-3 text-xs text-muted">
      <span className="min-w-0 flex-1 truncate" dir="auto">
        on {labelOf(anchor)}
      </span>
      <Button size="sm" variant="quiet" disabledReason={refusals.write} onClick={() => commands?.start(anchor)}>
        New thread
      </Button>
      <IconButton size="xs" label="Show the threads of all places" onClick={() => commands?.openList()}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}

type FilterBarProps = {
  filter: ThreadFilter;
  onFilter: (filter: ThreadFilter) => void;
  counts: (filter: ThreadFilter) => number;
};

function FilterBar({ filter, onFilter, counts }: FilterBarProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of toggles, no form
    <div
      role="group"
      aria-label="Which threads"
      className="flex shrink-0 gap-0.5 overflow-x-auto border-b border-line px-2 py-1.5 [scrollbar-width:none]"
    >
      {threadFilters.map(({ value, label }) => {
        const count = counts(value);
        return (
          <button
            key={value}
            type="button"
            aria-pressed={filter === value}
            onClick={() => onFilter(value)}
            className={cn(
              "flex h-6.5 shrink-0 items-center gap-1 rounded-md px-2 text-xs text-muted hover:bg-hover hover:text-text aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-ink pointer-coarse:h-9",
              value === "detached" && count === 0 && filter !== value && "hidden",
            )}
          >
            {label}
            <span className="tabular-nums">{count}</span>
          </button>
        );
      })}
    </div>
  );
}

const emptyWords: Record<ThreadFilter, { title: string; words: string }> = {
  open: { title: "No open threads", words: "Everything that was raised here is resolved." },
  resolved: { title: "Nothing is resolved yet", words: "A thread that is resolved moves here, with how it ended." },
  unread: { title: "You have read everything", words: "New comments of others show up here." },
  mine: { title: "You began no thread", words: "Threads you begin are kept together here." },
  detached: { title: "No thread lost its place", words: "Threads whose words were deleted would be here." },
};

function NoThreads({ filter, hasAny }: { filter: ThreadFilter; hasAny: boolean }) {
  const { refusals } = useThreadSource();
  const { title, words } = emptyWords[filter];
  if (hasAny)
    return (
      <EmptyState icon={<MessagesSquare aria-hidden="true" />} title={title} className="py-10!">
        {words}
      </EmptyState>
    );
  return (
    <EmptyState icon={<MessagesSquare aria-hidden="true" />} title="No threads yet" className="py-10!">
      {refusals.write ??
        "Select a passage of a text, or point at a field, an item, a part of a diagram or a question, and comment on it."}
    </EmptyState>
  );
}

type RowsProps = { threads: readonly Thread[]; current: number | null; onOpen: (number: number) => void };

/** Only the rows near the window are drawn: a review may have thousands of threads. */
function Rows({ threads, current, onOpen }: RowsProps) {
  // The virtualizer is one object that changes from within, which the compiler would take for unchanged.
  "use no memo";
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: threads.length,
    getScrollElement: () => box.current,
    estimateSize: () => 104,
    overscan: 6,
    getItemKey: (index) => threads[index]?.number ?? index,
  });
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-index]") : null;
    if (!by || !row) return;
    event.preventDefault();
    const index = Math.min(Math.max(Number(row.dataset.index) + by, 0), threads.length - 1);
    virtualizer.scrollToIndex(index);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${index}"] button`)?.focus());
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside
    <div ref={box} onKeyDown={onKeyDown} className="min-h-0 flex-1 overflow-y-auto">
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((row) => {
          const thread = threads[row.index];
          return (
            <li
              key={row.key}
              ref={virtualizer.measureElement}
              data-index={row.index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              {thread && (
                <ThreadRow thread={thread} isCurrent={thread.number === current} onOpen={() => onOpen(thread.number)} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
