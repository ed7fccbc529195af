import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { cn } from "./cn";
import { Spinner } from "./spinner";

export const buttonLooks = cva("button", {
  variants: {
    variant: {
      primary:
        "border-transparent bg-accent text-on-accent not-aria-disabled:not-disabled:hover:bg-accent-hover focus-visible:outline-offset-2",
      secondary:
        "border-line-strong bg-surface text-text not-aria-disabled:not-disabled:hover:bg-hover not-aria-disabled:not-disabled:active:bg-pressed data-[state=open]:bg-hover",
      ghost:
        "border-transparent bg-transparent text-text not-aria-disabled:not-disabled:hover:bg-hover not-aria-disabled:not-disabled:active:bg-pressed data-[state=open]:bg-hover",
      quiet:
        "border-transparent bg-transparent text-muted not-aria-disabled:not-disabled:hover:bg-hover not-aria-disabled:not-disabled:hover:text-text data-[state=open]:bg-hover data-[state=open]:text-text",
      danger:
        "border-transparent bg-danger text-white not-aria-disabled:not-disabled:hover:bg-danger-hover focus-visible:outline-offset-2",
      "danger-quiet":
        "border-line-strong bg-surface text-danger-ink not-aria-disabled:not-disabled:hover:border-danger-line not-aria-disabled:not-disabled:hover:bg-danger-soft",
    },
    size: {
      sm: "h-7 gap-1.5 px-2 text-sm pointer-coarse:h-9 [&_svg]:size-3.5",
      md: "h-8 gap-1.5 px-3 text-sm pointer-coarse:h-10 [&_svg]:size-4",
      lg: "h-10 gap-2 px-4 text-base [&_svg]:size-4",
    },
  },
  defaultVariants: { variant: "secondary", size: "md" },
});

export type ButtonLooks = VariantProps<typeof buttonLooks>;

export type ButtonProps = ComponentProps<"button"> &
  ButtonLooks & {
    icon?: ReactNode;
    /** Shows a spinner and ignores clicks; the button keeps focus, so the keyboard stays where it was. */
    busy?: boolean;
    /** A sentence why the button cannot be used now; it stays reachable and explains itself in a tooltip. */
    disabledReason?: string | null;
  };

/** The one button. `disabledReason` is preferred over `disabled`, which tells the user nothing. */
export function Button({
  variant,
  size,
  icon,
  busy,
  disabledReason,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const blocked = busy || Boolean(disabledReason);
  return (
    <button
      type="button"
      {...(disabledReason ? { "data-tip": disabledReason, "aria-description": disabledReason } : {})}
      {...rest}
      aria-disabled={blocked || undefined}
      aria-busy={busy || undefined}
      className={cn(buttonLooks({ variant, size }), className)}
      onClick={blocked ? (event: MouseEvent) => event.preventDefault() : onClick}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
