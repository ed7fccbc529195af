"use client";

import { Check, Plus } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useRef, useState } from "react";
import { cn } from "./cn";
import { usePopup } from "./use-popup";

export type ComboboxOption = {
  value: string;
  label: string;
  description?: ReactNode;
  icon?: ReactNode;
  disabled?: boolean;
};

type Row = { kind: "option"; option: ComboboxOption } | { kind: "other"; text: string };

/** More rows than this are never drawn: nobody reads them, and the next letter typed narrows the list. */
const SHOWN_AT_MOST = 100;

/**
 * State of a filtered list steered from a text field: what is shown, which row is active, what the keys do.
 * `choose` gets the value of an option, or the typed text itself where `allowOther` is set and nothing matches it.
 */
export function useComboboxList(input: {
  options: readonly ComboboxOption[];
  allowOther: boolean;
  choose: (value: string) => void;
  /** The option the list opens at. */
  start?: string;
}) {
  const [text, setText] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const listId = useId();
  const needle = text.trim().toLowerCase();
  const rows: Row[] = input.options
    .filter((option) => !needle || `${option.label} ${option.value}`.toLowerCase().includes(needle))
    .slice(0, SHOWN_AT_MOST)
    .map((option) => ({ kind: "option", option }));
  const isKnown = input.options.some((option) => option.label.toLowerCase() === needle || option.value === text.trim());
  if (input.allowOther && needle && !isKnown) rows.push({ kind: "other", text: text.trim() });
  const current = Math.min(active, Math.max(rows.length - 1, 0));

  const close = () => {
    setIsOpen(false);
    setText("");
    setActive(0);
  };
  const pick = (row: Row | undefined) => {
    if (!row || (row.kind === "option" && row.option.disabled)) return;
    input.choose(row.kind === "option" ? row.option.value : row.text);
    setText("");
    setActive(0);
  };
  const open = () => {
    if (isOpen) return;
    setIsOpen(true);
    setActive(
      Math.max(
        input.options.findIndex((option) => option.value === input.start),
        0,
      ),
    );
  };
  const type = (next: string) => {
    setText(next);
    setActive(0);
    setIsOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      event.preventDefault();
      if (!isOpen) open();
      else setActive((current + step + rows.length * 8) % Math.max(rows.length, 1));
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      pick(rows[current]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    }
  };
  return { text, type, rows, current, setActive, isOpen, open, close, pick, listId, onKeyDown };
}

type ComboboxListProps = {
  list: ReturnType<typeof useComboboxList>;
  isChosen: (value: string) => boolean;
  emptyText: string;
  multiple?: boolean;
  label: string | undefined;
  /** The frame it hangs from and is as wide as. */
  anchor: RefObject<HTMLElement | null>;
};

/** The popup under a combobox; the focus stays in the text field, which owns the list. */
export function ComboboxList({ list, isChosen, emptyText, multiple, label, anchor }: ComboboxListProps) {
  const popup = useRef<HTMLDivElement>(null);
  usePopup({ isOpen: list.isOpen, close: list.close, anchor, popup, asWideAsAnchor: true });
  if (!list.isOpen) return null;
  return (
    <div
      ref={popup}
      popover="manual"
      data-popup=""
      className="popup fixed inset-auto m-0 max-h-72 max-w-[calc(100vw-1rem)] animate-pop overflow-y-auto p-1"
    >
      <div role="listbox" id={list.listId} aria-label={label ?? "Options"} aria-multiselectable={multiple}>
        {list.rows.map((row, index) => (
          <ListRow
            key={row.kind === "option" ? row.option.value : "other"}
            row={row}
            id={`${list.listId}-${index}`}
            isActive={index === list.current}
            isChosen={row.kind === "option" && isChosen(row.option.value)}
            onPoint={() => list.setActive(index)}
            onPick={() => list.pick(row)}
          />
        ))}
      </div>
      {list.rows.length === 0 && <p className="px-2 py-1.5 text-sm text-muted">{emptyText}</p>}
    </div>
  );
}

type ListRowProps = {
  row: Row;
  id: string;
  isActive: boolean;
  isChosen: boolean;
  onPoint: () => void;
  onPick: () => void;
};

export function ListRow({ row, id, isActive, isChosen, onPoint, onPick }: ListRowProps) {
  const disabled = row.kind === "option" && row.option.disabled;
  const option = row.kind === "option" ? row.option : undefined;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the text field that owns the list
    <div
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: "nearest" });
      }}
      role="option"
      id={id}
      tabIndex={-1}
      aria-selected={isChosen}
      aria-disabled={disabled || undefined}
      onPointerMove={onPoint}
      // Keeps the focus, and with it the keyboard, in the text field.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={cn(
        "flex items-start gap-2 rounded-sm px-2 py-1 text-sm aria-disabled:opacity-50 pointer-coarse:py-2",
        isActive && "bg-hover",
      )}
    >
      {option?.icon && <span className="mt-0.5 flex shrink-0 [&_svg]:size-4">{option.icon}</span>}
      {row.kind === "other" && <Plus aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-faint" />}
      <span className="min-w-0 flex-1">
        {row.kind === "option" ? row.option.label : `Use “${row.text}”`}
        {option?.description && <span className="block text-xs text-muted">{option.description}</span>}
      </span>
      {isChosen && <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-accent-ink" />}
    </div>
  );
}
