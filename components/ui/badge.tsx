import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

const looks = cva("inline-flex max-w-full shrink-0 items-center gap-1 whitespace-nowrap font-medium [&_svg]:size-3", {
  variants: {
    tone: {
      neutral: "border-line bg-sunken text-muted",
      accent: "border-accent-line bg-accent-soft text-accent-ink",
      ok: "border-ok-line bg-ok-soft text-ok-ink",
      warn: "border-warn-line bg-warn-soft text-warn-ink",
      danger: "border-danger-line bg-danger-soft text-danger-ink",
      note: "border-note-line bg-note-soft text-note-ink",
    },
    size: {
      sm: "h-4.5 rounded-sm border px-1 text-2xs",
      md: "h-5.5 rounded-sm border px-1.5 text-xs",
    },
  },
  defaultVariants: { tone: "neutral", size: "md" },
});

export type Tone = NonNullable<VariantProps<typeof looks>["tone"]>;

type BadgeProps = ComponentProps<"span"> & VariantProps<typeof looks> & { icon?: ReactNode };

/** A word of state. Colour never stands alone: the word says the same. */
export function Badge({ tone, size, icon, className, children, ...rest }: BadgeProps) {
  return (
    <span {...rest} className={cn(looks({ tone, size }), className)}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
