"use client";

import { ArrowRight, ChevronRight, ChevronsDownUp, ChevronsUpDown, GripVertical, Plus } from "lucide-react";
import { type KeyboardEvent, memo, useRef, useState } from "react";
import { ThreadMark } from "@/components/comments/thread-mark";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FieldGrid } from "../field-grid";
import { useAnchor } from "../use-anchor";
import { focusSoon, itemElement } from "./focus-soon";
import { ItemMenu } from "./item-menu";
import { type Fact, useItemFacts } from "./use-item-facts";
import { capital, type ListEditing } from "./use-list-editing";
import { dropIndex, useRowDrag } from "./use-row-drag";
import { Rows } from "./virtual-rows";

type ListCardsProps = { list: ListEditing; ids: readonly string[]; isFiltered: boolean; firstOpen?: string };

const filteredOrder = "Clear the filter to change the order.";
/** Opening more than this at once would make a page nobody wants to scroll. */
const openAllAtMost = 30;

/** Items as lines that say the essential and open to all their fields. */
export function ListCards({ list, ids, isFiltered, firstOpen }: ListCardsProps) {
  const { field, path, isReadOnly } = list;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(firstOpen ? [firstOpen] : []));
  const setOne = (id: string, isOpen: boolean) =>
    setOpen((before) => {
      const next = new Set(before);
      if (isOpen) next.add(id);
      else next.delete(id);
      return next;
    });
  const openAndFocus = (id: string | undefined) => {
    if (!id) return;
    setOne(id, true);
    list.focusItem(id, field.title);
  };
  const focusToggle = (id: string | undefined) => {
    if (!id) return;
    list.reveal.current?.(id);
    focusSoon(() => itemElement(list.root.current, id)?.querySelector<HTMLElement>("[data-toggle]"));
  };
  useAnchor(path, (rest) => {
    const id = rest.split(".")[0];
    if (!id || !list.ids.includes(id)) return;
    setOne(id, true);
    list.reveal.current?.(id);
  });
  const isAllOpen = ids.length > 0 && ids.every((id) => open.has(id));
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Rows
        ids={ids}
        estimate={45}
        reveal={list.reveal}
        render={(id, index) => (
          <Card
            key={id}
            list={list}
            id={id}
            index={isFiltered ? list.ids.indexOf(id) : index}
            isOpen={open.has(id)}
            isFiltered={isFiltered}
            setOpen={setOne}
            onAdded={openAndFocus}
            onFocusToggle={focusToggle}
          />
        )}
      />
      <footer className="flex min-h-9 items-center gap-2 px-1.5 py-1">
        {!isReadOnly && (
          <Button variant="quiet" size="sm" icon={<Plus aria-hidden="true" />} onClick={() => openAndFocus(list.add())}>
            Add {field.item}
          </Button>
        )}
        {ids.length > 1 && ids.length <= openAllAtMost && (
          <Button
            variant="quiet"
            size="sm"
            className="ml-auto"
            icon={isAllOpen ? <ChevronsDownUp aria-hidden="true" /> : <ChevronsUpDown aria-hidden="true" />}
            onClick={() => setOpen(new Set(isAllOpen ? [] : ids))}
          >
            {isAllOpen ? "Close all" : "Open all"}
          </Button>
        )}
      </footer>
    </div>
  );
}

type CardProps = {
  list: ListEditing;
  id: string;
  index: number;
  isOpen: boolean;
  isFiltered: boolean;
  setOpen: (id: string, isOpen: boolean) => void;
  onAdded: (id: string | undefined) => void;
  onFocusToggle: (id: string | undefined) => void;
};

const Card = memo(function Card({ list, id, index, isOpen, isFiltered, setOpen, onAdded, onFocusToggle }: CardProps) {
  const { field, path, isReadOnly } = list;
  const itemPath = `${path}.${id}`;
  const card = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLSpanElement>(null);
  const { title, facts } = useItemFacts(field, itemPath);
  const label = title.trim() || `${field.item} ${index + 1}`;
  const drag = useRowDrag({
    row: card,
    handle,
    list: path,
    id,
    isEnabled: !isReadOnly && !isFiltered,
    onDrop: (dragged, edge) => list.moveTo(dragged, dropIndex(list.ids, dragged, id, edge)),
  });
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const isInNested = event.target instanceof Element && event.target.closest("[data-item]") !== card.current;
    if (event.defaultPrevented || isInNested) return;
    onCardKey(event, { list, id, onAdded, onFocusToggle });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group that opens; details would take the keys of its summary
    <div
      ref={card}
      id={itemPath}
      role="group"
      aria-label={`${capital(field.item)} ${label}`}
      data-item={id}
      data-place={itemPath}
      onKeyDown={onKeyDown}
      className={cn(
        "group/card scroll-mt-32 border-b border-line",
        drag === "dragged" && "opacity-40",
        drag === "above" && "shadow-[0_-2px_0_0_var(--accent)]",
        drag === "below" && "shadow-[0_2px_0_0_var(--accent)]",
      )}
    >
      <div
        className={cn("group/place relative flex items-center pr-1.5", isOpen ? "bg-sunken/60" : "hover:bg-hover/50")}
      >
        <span
          ref={handle}
          aria-hidden="true"
          className={cn(
            "flex h-11 w-6 shrink-0 cursor-grab items-center justify-center text-faint opacity-0 group-hover/card:opacity-100 max-sm:w-2",
            (isReadOnly || isFiltered) && "invisible",
          )}
        >
          <GripVertical className="size-3.5 max-sm:hidden" />
        </span>
        <button
          type="button"
          data-toggle
          aria-expanded={isOpen}
          onClick={() => setOpen(id, !isOpen)}
          className="flex min-h-11 min-w-0 flex-1 items-center gap-2 rounded-sm py-1.5 text-left focus-visible:-outline-offset-2"
        >
          <ChevronRight
            aria-hidden="true"
            className={cn("size-3.5 shrink-0 text-faint transition-transform duration-100", isOpen && "rotate-90")}
          />
          <span className="flex min-w-0 flex-1 flex-col gap-x-3 sm:flex-row sm:items-baseline">
            <span
              className={cn(
                "max-w-full truncate font-medium sm:max-w-none sm:flex-[0_0_38%]",
                !title.trim() && "text-muted italic",
              )}
            >
              {title.trim() || `Unnamed ${field.item}`}
            </span>
            {!isOpen && <Facts facts={facts} />}
          </span>
        </button>
        <ThreadMark anchor={{ kind: "place", path: itemPath }} label={label} reach={isOpen ? "at" : "below"} />
        {!isReadOnly && (
          <ItemMenu
            list={list}
            id={id}
            index={index}
            label={label}
            orderLocked={isFiltered ? filteredOrder : null}
            onAdded={onAdded}
            onRemoved={onFocusToggle}
          />
        )}
      </div>
      {isOpen && (
        <div className="border-t border-line px-3 py-4 sm:px-6">
          <FieldGrid fields={field.fields} path={itemPath} titleKey={field.title} />
        </div>
      )}
    </div>
  );
});

/** What the keys do in a card: up and down between closed cards, Alt to move one, Ctrl+Enter for the next, Escape to close. */
function onCardKey(
  event: KeyboardEvent<HTMLDivElement>,
  { list, id, onAdded, onFocusToggle }: Pick<CardProps, "list" | "id" | "onAdded" | "onFocusToggle">,
) {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const arrow = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
  const isToggle = target?.matches("[data-toggle]") ?? false;
  if (list.isReadOnly && !isToggle) return;
  // In an editor Alt with an arrow moves the line of text.
  if (event.altKey && arrow && !target?.isContentEditable) {
    event.preventDefault();
    list.step(id, arrow);
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    onAdded(list.add(id));
  } else if (isToggle && arrow && !event.shiftKey) {
    event.preventDefault();
    onFocusToggle(list.ids[list.ids.indexOf(id) + arrow]);
  } else if (isToggle && event.key === "Delete") {
    event.preventDefault();
    onFocusToggle(list.remove(id));
  }
}

/** The essential of a closed item in a line; what does not fit is left out. Two references are the two ends of one arrow. */
function Facts({ facts }: { facts: readonly Fact[] }) {
  const ends = facts.filter((fact) => fact.isReference);
  const others = facts.filter((fact) => !fact.isReference || ends.length !== 2);
  return (
    <span className="flex h-5 min-w-0 flex-wrap gap-x-3 overflow-hidden text-sm text-muted sm:flex-1">
      {ends.length === 2 && (
        <span className="flex max-w-full min-w-0 items-center gap-1 text-text">
          <span className="truncate">{ends[0]?.text}</span>
          <ArrowRight aria-label="to" className="size-3 shrink-0 text-faint" />
          <span className="truncate">{ends[1]?.text}</span>
        </span>
      )}
      {others.map((fact) => (
        <span key={fact.label} data-tip={fact.label} className="max-w-56 truncate">
          {fact.text}
        </span>
      ))}
    </span>
  );
}
