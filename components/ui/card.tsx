import type { ReactNode } from "react";
import { cn } from "./cn";

type CardProps = {
  /** For links to it. */
  id?: string;
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  /** Without padding, for a table or a list that reaches the frame. */
  flush?: boolean;
  className?: string;
  children?: ReactNode;
};

export function Card({ id, title, description, actions, footer, flush = false, className, children }: CardProps) {
  return (
    <section id={id} className={cn("min-w-0 scroll-mt-16 rounded-lg border border-line bg-surface", className)}>
      {(title || actions) && (
        <header className={cn("flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3", flush && "border-b border-line")}>
          <div className="min-w-0 flex-1">
            {title && <h2 className="text-base font-semibold">{title}</h2>}
            {description && <p className="max-w-prose text-sm text-muted">{description}</p>}
          </div>
          {actions && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={cn(!flush && "px-4 pb-4", !flush && !title && !actions && "pt-4")}>{children}</div>
      {footer && (
        <footer className="flex flex-wrap items-center gap-2 rounded-b-lg border-t border-line bg-sunken px-4 py-2.5 text-sm">
          {footer}
        </footer>
      )}
    </section>
  );
}
