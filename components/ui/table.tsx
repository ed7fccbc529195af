import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A dense table that scrolls sideways inside itself on a narrow screen. Name it with `aria-label` or a caption. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={rest["aria-label"]}
      className="relative min-w-0 overflow-x-auto focus-visible:-outline-offset-2"
    >
      <table {...rest} className={cn("w-full border-collapse text-left text-sm", className)} />
    </section>
  );
}

export function Th({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn("h-8 border-b border-line px-3 text-xs font-medium whitespace-nowrap text-muted", className)}
    />
  );
}

export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={cn("border-b border-line last:border-0 hover:bg-hover/60", className)} />;
}

export function Td({ className, ...rest }: ComponentProps<"td">) {
  return <td {...rest} className={cn("h-10 px-3 py-1.5 align-middle", className)} />;
}
