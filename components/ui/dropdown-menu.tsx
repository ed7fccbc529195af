"use client";

import { Check, ChevronRight } from "lucide-react";
import * as Radix from "radix-ui/dropdown-menu";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";

const row =
  "flex cursor-default items-start gap-2 rounded-sm px-2 py-1 text-sm outline-none data-highlighted:bg-hover data-disabled:text-muted pointer-coarse:py-2.5 [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0";

type DropdownMenuProps = {
  /** The button that opens it; gets the menu's ARIA and handlers. */
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
};

export function DropdownMenu({
  trigger,
  align = "end",
  side,
  open,
  onOpenChange,
  className,
  children,
}: DropdownMenuProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            "popup max-h-(--radix-dropdown-menu-content-available-height) max-w-[calc(100vw-1rem)] min-w-44 overflow-y-auto p-1 data-[state=open]:animate-pop",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type MenuItemProps = Omit<ComponentProps<typeof Radix.Item>, "disabled"> & {
  icon?: ReactNode;
  keys?: string;
  danger?: boolean;
  description?: ReactNode;
  /** Why this cannot be done now, shown under the label; the item cannot be chosen while it is set. */
  disabledReason?: string | null;
};

export function MenuItem({
  icon,
  keys,
  danger,
  description,
  disabledReason,
  className,
  children,
  ...rest
}: MenuItemProps) {
  const below = disabledReason ?? description;
  return (
    <Radix.Item
      {...rest}
      // Not `disabled`: a disabled item is skipped by the keyboard, and then nobody learns the reason.
      aria-disabled={disabledReason ? true : undefined}
      onSelect={disabledReason ? (event) => event.preventDefault() : rest.onSelect}
      className={cn(
        row,
        danger && "text-danger-ink data-highlighted:bg-danger-soft",
        disabledReason && "text-faint",
        className,
      )}
    >
      {icon && <span className="flex text-muted">{icon}</span>}
      <span className="min-w-0 flex-1">
        {children}
        {below && <span className="block max-w-64 text-xs text-muted">{below}</span>}
      </span>
      {keys && <Kbd keys={keys} className="ml-4" />}
    </Radix.Item>
  );
}

/** One of several, or a thing on or off, with a check mark. */
export function MenuCheckItem({
  checked,
  children,
  ...rest
}: ComponentProps<typeof Radix.CheckboxItem> & { checked: boolean }) {
  return (
    <Radix.CheckboxItem {...rest} checked={checked} className={cn(row, "relative pl-8", rest.className)}>
      <Radix.ItemIndicator className="absolute left-2 flex">
        <Check aria-hidden="true" className="text-accent-ink" />
      </Radix.ItemIndicator>
      <span className="min-w-0 flex-1">{children}</span>
    </Radix.CheckboxItem>
  );
}

type MenuRadioGroupProps<Value extends string> = {
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode; icon?: ReactNode }[];
};

export function MenuRadioGroup<Value extends string>({ value, onValueChange, options }: MenuRadioGroupProps<Value>) {
  return (
    <Radix.RadioGroup value={value}>
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          onSelect={() => onValueChange(option.value)}
          className={row}
        >
          {option.icon && <span className="flex text-muted">{option.icon}</span>}
          <span className="min-w-0 flex-1">{option.label}</span>
          <span className="ml-4 flex size-4">
            <Radix.ItemIndicator>
              <Check aria-hidden="true" className="text-accent-ink" />
            </Radix.ItemIndicator>
          </span>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-xs font-medium text-muted">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}

type SubMenuProps = { label: ReactNode; icon?: ReactNode; children: ReactNode };

export function SubMenu({ label, icon, children }: SubMenuProps) {
  return (
    <Radix.Sub>
      <Radix.SubTrigger className={cn(row, "data-[state=open]:bg-hover")}>
        {icon && <span className="flex text-muted">{icon}</span>}
        <span className="min-w-0 flex-1">{label}</span>
        <ChevronRight aria-hidden="true" className="text-faint" />
      </Radix.SubTrigger>
      <Radix.Portal>
        <Radix.SubContent sideOffset={4} collisionPadding={8} className="popup min-w-44 p-1">
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  );
}
