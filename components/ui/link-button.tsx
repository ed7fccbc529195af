import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonLooks, buttonLooks } from "./button";
import { cn } from "./cn";

type LinkButtonProps = ComponentProps<typeof Link> & ButtonLooks & { icon?: ReactNode };

/** A link that looks like a button: it goes somewhere, so it can be opened in a new tab. */
export function LinkButton({ variant, size, icon, className, children, ...rest }: LinkButtonProps) {
  return (
    <Link {...rest} className={cn(buttonLooks({ variant, size }), className)}>
      {icon}
      {children}
    </Link>
  );
}
