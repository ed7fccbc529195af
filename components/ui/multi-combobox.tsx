"use client";

import { type KeyboardEvent, useRef } from "react";
import { Chip } from "./chip";
import { cn } from "./cn";
import { ComboboxList, type ComboboxOption, useComboboxList } from "./combobox-list";
import { useFieldControl } from "./field-context";
import { refuseLongPaste } from "./refuse-long-paste";

type MultiComboboxProps = {
  options: readonly ComboboxOption[];
  values: readonly string[];
  onValuesChange: (values: string[]) => void;
  /** Typed text that is no option may be chosen; with no options at all this is a field for tags. */
  allowOther?: boolean;
  placeholder?: string;
  emptyText?: string;
  /** Most characters of typed text, where `allowOther`. */
  maxLength?: number;
  disabled?: boolean;
  id?: string;
  "aria-label"?: string;
  className?: string;
};

/** Several choices, each a chip; Backspace in the empty text takes the last one away. */
export function MultiCombobox({
  options,
  values,
  onValuesChange,
  allowOther = false,
  placeholder = "Choose…",
  emptyText = "Nothing matches.",
  maxLength,
  disabled,
  className,
  ...rest
}: MultiComboboxProps) {
  const control = useFieldControl(rest);
  const input = useRef<HTMLInputElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const add = (value: string) => onValuesChange(values.includes(value) ? [...values] : [...values, value]);
  const remove = (value: string) => onValuesChange(values.filter((other) => other !== value));
  const list = useComboboxList({
    options,
    allowOther,
    choose: (value) => (values.includes(value) ? remove(value) : add(value)),
  });
  const commitTyped = () => {
    const typed = list.text.trim().replace(/,$/, "");
    const known = options.find((option) => option.label.toLowerCase() === typed.toLowerCase());
    if (typed && (known || allowOther)) add(known?.value ?? typed);
    list.type("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = values.at(-1);
    if (event.key === "Backspace" && list.text === "" && last !== undefined) remove(last);
    else if (event.key === "," && allowOther && list.text.trim()) {
      event.preventDefault();
      commitTyped();
    } else list.onKeyDown(event);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a click between the chips lands in the text field */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the text field is reached by Tab */}
      <div
        ref={frame}
        onClick={() => input.current?.focus()}
        className={cn(
          "control flex min-h-8 flex-wrap items-center gap-1 px-1 py-0.75 has-focus-visible:border-accent has-focus-visible:shadow-[0_0_0_2px_var(--accent-line)] has-disabled:bg-sunken pointer-coarse:min-h-10",
          className,
        )}
      >
        {values.map((value) => (
          <Chip key={value} onRemove={disabled ? undefined : () => remove(value)}>
            {options.find((option) => option.value === value)?.label ?? value}
          </Chip>
        ))}
        <input
          {...control}
          ref={input}
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
          placeholder={values.length === 0 ? placeholder : undefined}
          value={list.text}
          onChange={(event) => list.type(event.target.value)}
          onClick={() => list.open()}
          onBlur={() => {
            commitTyped();
            list.close();
          }}
          onKeyDown={onKeyDown}
          className="h-6 min-w-20 flex-1 bg-transparent px-1.5 outline-none"
        />
      </div>
      <ComboboxList
        list={list}
        multiple
        isChosen={(option) => values.includes(option)}
        emptyText={allowOther ? "Type and press Enter to add." : emptyText}
        label={rest["aria-label"]}
        anchor={frame}
      />
    </>
  );
}
