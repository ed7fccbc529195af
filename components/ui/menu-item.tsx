"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { createContext, type PointerEvent, type ReactNode, use } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";

export const MenuContext = createContext<{ close: () => void }>({ close: () => {} });

const row =
  "flex w-full items-start gap-2 rounded-sm px-2 py-1 text-left text-sm outline-none focus:bg-hover pointer-coarse:py-2.5 [&_.sign]:mt-0.5 [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0";

/** The row under the pointer is the row the keyboard is on. */
const followPointer = (event: PointerEvent<HTMLElement>) => event.currentTarget.focus({ preventScroll: true });

type MenuItemProps = {
  icon?: ReactNode;
  /** Key caps at the right end; the shortcut itself is the caller's `useShortcut`. */
  keys?: string;
  danger?: boolean;
  description?: ReactNode;
  /** Why this cannot be done now, shown under the label; the item stays reachable but cannot be chosen. */
  disabledReason?: string | null;
  onSelect?: () => void;
  className?: string;
  children: ReactNode;
};

export function MenuItem({
  icon,
  keys,
  danger,
  description,
  disabledReason,
  onSelect,
  className,
  children,
}: MenuItemProps) {
  const { close } = use(MenuContext);
  const choose = () => {
    if (disabledReason) return;
    close();
    onSelect?.();
  };
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={disabledReason ? true : undefined}
      onPointerMove={followPointer}
      onClick={choose}
      className={cn(row, danger && "text-danger-ink focus:bg-danger-soft", disabledReason && "text-faint", className)}
    >
      <MenuItemBody icon={icon} below={disabledReason ?? description} danger={danger}>
        {children}
      </MenuItemBody>
      {keys && <Kbd keys={keys} className="ml-4" />}
    </button>
  );
}

type MenuLinkProps = {
  href: string;
  icon?: ReactNode;
  description?: ReactNode;
  current?: boolean;
  children: ReactNode;
};

/** An item that goes somewhere: a real link, so it opens in a new tab as links do. */
export function MenuLink({ href, icon, description, current = false, children }: MenuLinkProps) {
  const { close } = use(MenuContext);
  return (
    <Link
      href={href}
      prefetch={false}
      role="menuitem"
      tabIndex={-1}
      aria-current={current || undefined}
      onPointerMove={followPointer}
      onClick={close}
      className={row}
    >
      <MenuItemBody icon={icon} below={description}>
        {children}
      </MenuItemBody>
      {current && <Check aria-hidden="true" className="ml-4 text-accent-ink" />}
    </Link>
  );
}

type BodyProps = { icon?: ReactNode; below?: ReactNode; danger?: boolean; children: ReactNode };

function MenuItemBody({ icon, below, danger, children }: BodyProps) {
  return (
    <>
      {icon && (
        <span aria-hidden="true" className={cn("flex", !danger && "text-muted")}>
          {icon}
        </span>
      )}
      <span className="min-w-0 flex-1">
        {children}
        {below && <span className="block max-w-64 text-xs text-muted">{below}</span>}
      </span>
    </>
  );
}

type MenuCheckItemProps = {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  /** `radio` for one of several. */
  kind?: "checkbox" | "radio";
  /** Leaves the menu open, for choosing several in one go. */
  stayOpen?: boolean;
  icon?: ReactNode;
  children: ReactNode;
};

/** A thing that is on or off, with a check mark. */
export function MenuCheckItem({
  checked,
  onCheckedChange,
  kind = "checkbox",
  stayOpen,
  icon,
  children,
}: MenuCheckItemProps) {
  const { close } = use(MenuContext);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles that stand here know `aria-checked`
    <button
      type="button"
      role={kind === "radio" ? "menuitemradio" : "menuitemcheckbox"}
      aria-checked={checked}
      tabIndex={-1}
      onPointerMove={followPointer}
      onClick={() => {
        if (!stayOpen) close();
        onCheckedChange(!checked);
      }}
      className={row}
    >
      <MenuItemBody icon={icon}>{children}</MenuItemBody>
      <Check aria-hidden="true" className={cn("ml-4 text-accent-ink", !checked && "invisible")} />
    </button>
  );
}

type MenuRadioGroupProps<Value extends string> = {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode; icon?: ReactNode }[];
};

/** One of several, with its label above. */
export function MenuRadioGroup<Value extends string>({
  label,
  value,
  onValueChange,
  options,
}: MenuRadioGroupProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no child of a menu
    <div role="group" aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <MenuCheckItem
          key={option.value}
          kind="radio"
          icon={option.icon}
          checked={option.value === value}
          onCheckedChange={() => onValueChange(option.value)}
        >
          {option.label}
        </MenuCheckItem>
      ))}
    </div>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <div aria-hidden="true" className="px-2 pt-1.5 pb-1 text-xs font-medium text-muted">
      {children}
    </div>
  );
}

export function MenuSeparator() {
  return <hr className="-mx-1 my-1 border-t border-line" />;
}
