"use client";

import { GripVertical, Plus } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, memo, useRef, useState } from "react";
import { ThreadMark } from "@/components/comments/thread-mark";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { toast } from "@/components/ui/toast";
import type { Field } from "@/core/spec/field";
import { isEmptyValue } from "@/core/spec/value";
import { FieldEditor } from "../field-editor";
import { useDraft } from "../use-draft";
import { ItemMenu } from "./item-menu";
import { readItem } from "./item-values";
import { readPastedRows } from "./pasted-rows";
import { capital, type ListEditing } from "./use-list-editing";
import { dropIndex, useRowDrag } from "./use-row-drag";
import { Rows } from "./virtual-rows";

type ListTableProps = { list: ListEditing; ids: readonly string[]; isFiltered: boolean };

const filteredOrder = "Clear the filter to change the order.";

/** Items as rows whose cells are edited in place. Enter makes the next row, arrows go up and down a column, Alt moves a row. */
export function ListTable({ list, ids, isFiltered }: ListTableProps) {
  const { field, isReadOnly } = list;
  const [column, setColumn] = useState<string | null>(null);
  const help = column === null ? undefined : field.fields[column]?.help;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to which column the focus is in
    <div
      className="rounded-lg border border-line bg-surface"
      onFocus={(event) => setColumn(event.target.closest<HTMLElement>("[data-column]")?.dataset.column ?? null)}
      onBlur={() => setColumn(null)}
    >
      <div
        aria-hidden="true"
        className="hidden items-center border-b border-line py-1.5 pr-[74px] pl-6 text-xs font-medium text-muted sm:flex"
      >
        {Object.entries(field.fields).map(([key, child]) => (
          <span key={key} className={cn("min-w-0", columnWidth(child, key === field.title))}>
            <span data-tip={child.help} className="block truncate px-2">
              {child.label}
              {child.kind === "number" && child.unit && <span className="font-normal text-faint"> {child.unit}</span>}
            </span>
          </span>
        ))}
      </div>
      <Rows
        ids={ids}
        estimate={41}
        reveal={list.reveal}
        render={(id, index) => (
          <Row key={id} list={list} id={id} index={isFiltered ? list.ids.indexOf(id) : index} isFiltered={isFiltered} />
        )}
      />
      {!isReadOnly && (
        <footer className="flex min-h-9 items-center gap-3 px-1.5 py-1">
          <Button
            variant="quiet"
            size="sm"
            icon={<Plus aria-hidden="true" />}
            onClick={() => {
              const id = list.add();
              if (id) list.focusItem(id);
            }}
          >
            Add {field.item}
          </Button>
          <p className="min-w-0 flex-1 truncate text-right text-xs text-muted max-sm:hidden">
            {help && column ? `${field.fields[column]?.label}: ${help}` : "Enter adds a row, pasted lines become rows."}
          </p>
        </footer>
      )}
    </div>
  );
}

type RowProps = { list: ListEditing; id: string; index: number; isFiltered: boolean };

const Row = memo(function Row({ list, id, index, isFiltered }: RowProps) {
  const { field, path, isReadOnly } = list;
  const row = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLSpanElement>(null);
  const onKeyDown = useRowKeys(list, id);
  const onPaste = useRowPaste(list, id);
  const label = `${field.item} ${index + 1}`;
  const drag = useRowDrag({
    row,
    handle,
    list: path,
    id,
    isEnabled: !isReadOnly && !isFiltered,
    onDrop: (dragged, edge) => list.moveTo(dragged, dropIndex(list.ids, dragged, id, edge)),
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a row; the group names what its cells belong to
    <div
      ref={row}
      role="group"
      aria-label={capital(label)}
      data-item={id}
      data-place={`${path}.${id}`}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      className={cn(
        "group/row group/place relative flex items-start gap-0 border-b border-line py-1 pr-1.5 max-sm:flex-wrap max-sm:gap-y-1 max-sm:px-2 max-sm:pt-8",
        "hover:bg-hover/40 focus-within:bg-hover/40",
        drag === "dragged" && "opacity-40",
        drag === "above" && "shadow-[0_-2px_0_0_var(--accent)]",
        drag === "below" && "shadow-[0_2px_0_0_var(--accent)]",
      )}
    >
      <span
        ref={handle}
        aria-hidden="true"
        className={cn(
          "flex h-8 w-6 shrink-0 cursor-grab items-center justify-center text-faint opacity-0 group-hover/row:opacity-100 max-sm:hidden",
          (isReadOnly || isFiltered) && "invisible",
        )}
      >
        <GripVertical className="size-3.5" />
      </span>
      <span aria-hidden="true" className="absolute top-2 left-4 text-xs text-faint tabular-nums sm:hidden">
        {capital(label)}
      </span>
      {Object.entries(field.fields).map(([key, child]) => (
        <div key={key} data-column={key} className={cn("min-w-0", columnWidth(child, key === field.title))}>
          <span aria-hidden="true" className="block px-2 text-2xs text-muted sm:hidden">
            {child.label}
            {child.kind === "number" && child.unit && ` (${child.unit})`}
          </span>
          <FieldEditor field={child} path={`${path}.${id}.${key}`} look="cell" name={`${child.label}, ${label}`} />
        </div>
      ))}
      {/* As wide with threads as without, so that columns stay in line. */}
      <span className="flex h-8 w-10 shrink-0 items-center justify-end max-sm:absolute max-sm:top-0.5 max-sm:right-9">
        <ThreadMark anchor={{ kind: "place", path: `${path}.${id}` }} label={label} reach="below" />
      </span>
      {!isReadOnly && (
        <span className="flex h-8 shrink-0 items-center pl-1 max-sm:absolute max-sm:top-0.5 max-sm:right-1.5">
          <ItemMenu
            list={list}
            id={id}
            index={index}
            label={label}
            orderLocked={isFiltered ? filteredOrder : null}
            onAdded={(added) => added && list.focusItem(added)}
            onRemoved={(next) => next && list.focusItem(next)}
          />
        </span>
      )}
    </div>
  );
});

/** Width of a column by what it holds. Rows are separate flex boxes with equal bases, so that columns line up without a table. */
function columnWidth(field: Field, isTitle: boolean): string {
  if (field.kind === "text" && field.label.length <= 3) return "max-sm:flex-[1_1_40%] sm:flex-[0_0_5rem]";
  if (field.kind === "number") return "max-sm:flex-[1_1_40%] sm:flex-[0_0_6rem]";
  if (field.kind === "choice" || field.kind === "date") return "max-sm:flex-[1_1_40%] sm:flex-[0_0_8.5rem]";
  if (field.kind === "reference") return "max-sm:flex-[1_1_40%] sm:flex-[0_0_9rem]";
  return isTitle ? "max-sm:basis-full sm:flex-[5_1_0%]" : "max-sm:basis-full sm:flex-[4_1_0%]";
}

/** Whether the caret is where a vertical arrow can only mean "the other row". */
function isOnEdge(target: EventTarget, key: string): boolean {
  if (target instanceof HTMLInputElement) return target.type === "text" && target.getAttribute("role") !== "combobox";
  if (!(target instanceof HTMLTextAreaElement) || target.selectionStart !== target.selectionEnd) return false;
  const isOneLine = target.scrollHeight < 48;
  return isOneLine || (key === "ArrowUp" ? target.selectionStart === 0 : target.selectionEnd === target.value.length);
}

function useRowKeys(list: ListEditing, id: string) {
  const { doc } = useDraft();
  const isEmptyRow = () => {
    const values = readItem(doc, list.field, list.path, id);
    return Object.entries(list.field.fields).every(([key, field]) => isEmptyValue(field, values[key]));
  };
  const neighbour = (by: -1 | 1) => list.ids[list.ids.indexOf(id) + by];
  return (event: KeyboardEvent<HTMLDivElement>) => {
    if (list.isReadOnly || event.nativeEvent.isComposing || !(event.target instanceof HTMLElement)) return;
    const { target, key } = event;
    const column = target.closest<HTMLElement>("[data-column]")?.dataset.column;
    const isText = target.matches("textarea, input:not([role=combobox], [type=checkbox])");
    const arrow = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : null;
    if (event.altKey && arrow) {
      event.preventDefault();
      list.step(id, arrow);
    } else if (key === "Enter" && !event.shiftKey && !event.altKey && isText) {
      event.preventDefault();
      if (isEmptyRow()) return;
      const added = list.add(id);
      if (added) list.focusItem(added);
    } else if (arrow && !event.ctrlKey && !event.metaKey && !event.shiftKey && isOnEdge(target, key)) {
      const next = neighbour(arrow);
      if (!next) return;
      event.preventDefault();
      list.focusItem(next, column);
    } else if (key === "Backspace" && isText && "value" in target && target.value === "" && isEmptyRow()) {
      const next = neighbour(-1) ?? neighbour(1);
      event.preventDefault();
      list.removeQuietly(id);
      if (next) list.focusItem(next, column);
    }
  };
}

/** Several lines pasted into a cell become several rows; tabs between words are cells, as spreadsheets copy them. */
function useRowPaste(list: ListEditing, id: string) {
  const { doc } = useDraft();
  return (event: ClipboardEvent<HTMLDivElement>) => {
    const column =
      event.target instanceof HTMLElement && event.target.closest<HTMLElement>("[data-column]")?.dataset.column;
    if (list.isReadOnly || !column || event.target instanceof HTMLSelectElement) return;
    const rows = readPastedRows(list.field, column, event.clipboardData.getData("text/plain"));
    if (!rows) return;
    event.preventDefault();
    const values = readItem(doc, list.field, list.path, id);
    const isEmpty = Object.entries(list.field.fields).every(([key, field]) => isEmptyValue(field, values[key]));
    const added = list.insert(rows, id);
    const last = added.at(-1);
    if (!last) return;
    if (isEmpty) list.removeQuietly(id);
    list.focusItem(last, column);
    toast.show(`${rows.length} rows pasted.`, {
      action: {
        label: "Undo",
        run: () => {
          for (const each of added) list.removeQuietly(each);
        },
      },
    });
  };
}
