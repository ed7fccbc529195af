import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { cn } from "./cn";
import { Spinner } from "./spinner";

const looks = cva("icon-button", {
  variants: {
    variant: {
      quiet: "border-transparent text-muted",
      secondary: "border-line-strong bg-surface text-text",
    },
    size: {
      xs: "size-6 pointer-coarse:size-8 [&_svg]:size-3.5",
      sm: "size-7 pointer-coarse:size-9 [&_svg]:size-4",
      md: "size-8 pointer-coarse:size-10 [&_svg]:size-4",
    },
  },
  defaultVariants: { variant: "quiet", size: "sm" },
});

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> &
  VariantProps<typeof looks> & {
    /** Accessible name and tooltip. */
    label: string;
    /** Keys shown in the tooltip, for example `"mod+k"`. */
    keys?: string;
    busy?: boolean;
    disabledReason?: string | null;
    children: ReactNode;
  };

/** A button that is only a picture; its label is its name and its tooltip. */
export function IconButton({
  label,
  keys,
  variant,
  size,
  busy,
  disabledReason,
  className,
  children,
  onClick,
  ...rest
}: IconButtonProps) {
  const blocked = busy || Boolean(disabledReason);
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      aria-description={disabledReason || undefined}
      aria-disabled={blocked || undefined}
      data-tip={disabledReason ? `${label}: ${disabledReason}` : ""}
      data-tip-keys={keys}
      className={cn(looks({ variant, size }), className)}
      onClick={blocked ? (event: MouseEvent) => event.preventDefault() : onClick}
    >
      {busy ? <Spinner /> : children}
    </button>
  );
}
