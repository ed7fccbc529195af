"use client";

import { ChevronDown, X } from "lucide-react";
import { useRef } from "react";
import { cn } from "./cn";
import { ComboboxList, type ComboboxOption, useComboboxList } from "./combobox-list";
import { useFieldControl } from "./field-context";
import { refuseLongPaste } from "./refuse-long-paste";

type ComboboxProps = {
  options: readonly ComboboxOption[];
  /** An option's value, free text where `allowOther`, or `""` for none. */
  value: string;
  onValueChange: (value: string) => void;
  allowOther?: boolean;
  /** Whether `""` may be chosen again once something is chosen. */
  clearable?: boolean;
  placeholder?: string;
  emptyText?: string;
  /** Most characters of typed text, where `allowOther`. */
  maxLength?: number;
  disabled?: boolean;
  id?: string;
  "aria-label"?: string;
  className?: string;
};

/** One choice out of a list that is searched by typing; with `allowOther` the typed text itself is a choice. */
export function Combobox({
  options,
  value,
  onValueChange,
  allowOther = false,
  clearable = true,
  placeholder = "Choose…",
  emptyText = "Nothing matches.",
  maxLength,
  disabled,
  className,
  ...rest
}: ComboboxProps) {
  const control = useFieldControl(rest);
  const frame = useRef<HTMLSpanElement>(null);
  const list = useComboboxList({
    options,
    allowOther,
    start: value,
    choose: (next) => {
      onValueChange(next);
      list.close();
    },
  });
  const chosenLabel = options.find((option) => option.value === value)?.label ?? value;
  const leave = () => {
    const typed = list.text.trim();
    if (allowOther && typed) onValueChange(options.find((option) => option.label === typed)?.value ?? typed);
    list.close();
  };
  return (
    <>
      <span ref={frame} className={cn("relative inline-flex w-full min-w-0", className)}>
        <input
          {...control}
          type="text"
          maxLength={maxLength}
          onPaste={refuseLongPaste}
          role="combobox"
          autoComplete="off"
          aria-label={rest["aria-label"]}
          aria-expanded={list.isOpen}
          aria-controls={list.isOpen ? list.listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={list.isOpen && list.rows.length > 0 ? `${list.listId}-${list.current}` : undefined}
          disabled={disabled}
          placeholder={list.isOpen && chosenLabel ? chosenLabel : placeholder}
          value={list.isOpen ? list.text : chosenLabel}
          onChange={(event) => list.type(event.target.value)}
          onClick={() => list.open()}
          onBlur={leave}
          onKeyDown={list.onKeyDown}
          className="control h-8 truncate pr-14 pointer-coarse:h-10"
        />
        <span className="absolute inset-y-0 right-2.5 flex items-center gap-1.5 text-faint">
          {clearable && value && !disabled && (
            <button
              type="button"
              aria-label="Clear"
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onValueChange("")}
              className="rounded-sm hover:text-text"
            >
              <X aria-hidden="true" className="size-3.5" />
            </button>
          )}
          <ChevronDown aria-hidden="true" className="pointer-events-none size-3.5" />
        </span>
      </span>
      <ComboboxList
        list={list}
        isChosen={(option) => option === value}
        emptyText={emptyText}
        label={rest["aria-label"]}
        anchor={frame}
      />
    </>
  );
}
