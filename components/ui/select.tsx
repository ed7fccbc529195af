"use client";

import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { cn } from "./cn";
import { ListRow } from "./combobox-list";
import { useFieldControl } from "./field-context";
import { usePopup } from "./use-popup";

export type SelectOption<Value extends string> = {
  value: Value;
  label: string;
  icon?: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
};

type SelectProps<Value extends string> = {
  options: readonly SelectOption<Value>[];
  value: Value | "";
  onValueChange: (value: Value) => void;
  placeholder?: string;
  disabled?: boolean;
  size?: "sm" | "md" | "lg";
  id?: string;
  "aria-label"?: string;
  className?: string;
};

const heights = { sm: "h-7 text-sm pointer-coarse:h-9", md: "h-8 pointer-coarse:h-10", lg: "h-10" };

/** A select whose options carry icons or descriptions. For plain words `NativeSelect` is lighter. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, value, placeholder = "Choose…", disabled, size = "md", className, ...rest } = props;
  const { required, ...control } = useFieldControl(rest);
  const list = useSelectList(props);
  const chosen = options.find((option) => option.value === value);
  return (
    <>
      <button
        {...control}
        ref={list.anchor}
        type="button"
        role="combobox"
        disabled={disabled}
        aria-label={rest["aria-label"]}
        aria-required={required}
        aria-expanded={list.isOpen}
        aria-controls={list.listId}
        aria-activedescendant={list.isOpen ? `${list.listId}-${list.active}` : undefined}
        onClick={list.toggle}
        onBlur={list.close}
        onKeyDown={list.onKeyDown}
        className={cn("control flex items-center gap-2 text-left", heights[size], className)}
      >
        {chosen?.icon && <span className="flex shrink-0 [&_svg]:size-4">{chosen.icon}</span>}
        <span className={cn("min-w-0 flex-1 truncate", !chosen && "text-faint")}>{chosen?.label ?? placeholder}</span>
        <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
      </button>
      {list.isOpen && (
        <div
          ref={list.popup}
          popover="manual"
          data-popup=""
          className="popup fixed inset-auto m-0 max-h-80 max-w-[calc(100vw-1rem)] animate-pop overflow-y-auto p-1"
        >
          <div role="listbox" id={list.listId} aria-label={rest["aria-label"] ?? "Options"}>
            {options.map((option, index) => (
              <ListRow
                key={option.value}
                row={{ kind: "option", option }}
                id={`${list.listId}-${index}`}
                isActive={index === list.active}
                isChosen={option.value === value}
                onPoint={() => list.setActive(index)}
                onPick={() => list.pick(index)}
              />
            ))}
          </div>
        </div>
      )}
    </>
  );
}

function useSelectList<Value extends string>({ options, value, onValueChange }: SelectProps<Value>) {
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const anchor = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const listId = useId();
  const close = () => setIsOpen(false);
  usePopup({ isOpen, close, anchor, popup, asWideAsAnchor: true });
  const open = () => {
    const at = options.findIndex((option) => option.value === value);
    setActive(Math.max(at, 0));
    setIsOpen(true);
  };
  const pick = (index: number) => {
    const option = options[index];
    if (!option || option.disabled) return;
    onValueChange(option.value);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = options.length - 1;
    const target = {
      ArrowDown: Math.min(active + 1, last),
      ArrowUp: Math.max(active - 1, 0),
      Home: 0,
      End: last,
    }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      if (isOpen) setActive(target);
      else open();
    } else if (isOpen && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      pick(active);
    } else if (/^\S$/.test(event.key) && !event.ctrlKey && !event.metaKey) {
      const after = [...options.keys()].map((step) => (active + 1 + step) % options.length);
      const found = after.find((index) => options[index]?.label.toLowerCase().startsWith(event.key.toLowerCase()));
      if (found !== undefined && isOpen) setActive(found);
      else if (found !== undefined) pick(found);
    }
  };
  const toggle = () => (isOpen ? close() : open());
  return { isOpen, active, setActive, anchor, popup, listId, close, pick, toggle, onKeyDown };
}
