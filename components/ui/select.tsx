"use client";

import { Check, ChevronDown } from "lucide-react";
import * as RadixSelect from "radix-ui/select";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field-context";

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
  "aria-label"?: string;
  className?: string;
};

const heights = { sm: "h-7 text-sm pointer-coarse:h-9", md: "h-8 pointer-coarse:h-10", lg: "h-10" };

/** A select whose options carry icons or descriptions. For plain words `NativeSelect` is lighter. */
export function Select<Value extends string>({
  options,
  value,
  onValueChange,
  placeholder = "Choose…",
  disabled,
  size = "md",
  className,
  ...rest
}: SelectProps<Value>) {
  const control = useFieldControl(rest as { id?: string });
  const chosen = options.find((option) => option.value === value);
  return (
    <RadixSelect.Root
      value={value}
      onValueChange={(next) => {
        const option = options.find((candidate) => candidate.value === next);
        if (option) onValueChange(option.value);
      }}
      disabled={disabled}
    >
      <RadixSelect.Trigger
        {...control}
        aria-label={rest["aria-label"]}
        className={cn("control flex items-center gap-2 text-left", heights[size], className)}
      >
        {chosen?.icon && <span className="flex shrink-0 [&_svg]:size-4">{chosen.icon}</span>}
        <span className={cn("min-w-0 flex-1 truncate", !chosen && "text-faint")}>
          <RadixSelect.Value placeholder={placeholder}>{chosen?.label}</RadixSelect.Value>
        </span>
        <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
      </RadixSelect.Trigger>
      <RadixSelect.Portal>
        <RadixSelect.Content
          position="popper"
          sideOffset={4}
          className="popup max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden p-1 data-[state=open]:animate-pop"
        >
          <RadixSelect.Viewport>
            {options.map((option) => (
              <RadixSelect.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="flex cursor-default items-start gap-2 rounded-sm px-2 py-1 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-hover pointer-coarse:py-2"
              >
                {option.icon && <span className="mt-0.5 flex shrink-0 [&_svg]:size-4">{option.icon}</span>}
                <span className="min-w-0 flex-1">
                  <RadixSelect.ItemText>{option.label}</RadixSelect.ItemText>
                  {option.description && <span className="block text-xs text-muted">{option.description}</span>}
                </span>
                <RadixSelect.ItemIndicator className="mt-0.5">
                  <Check aria-hidden="true" className="size-4 text-accent-ink" />
                </RadixSelect.ItemIndicator>
              </RadixSelect.Item>
            ))}
          </RadixSelect.Viewport>
        </RadixSelect.Content>
      </RadixSelect.Portal>
    </RadixSelect.Root>
  );
}
