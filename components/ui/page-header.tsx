import type { ReactNode } from "react";
import { cn } from "./cn";

type PageHeaderProps = {
  title: ReactNode;
  /** Small line above the title: where one is. */
  above?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Below, flush with the lower edge: tabs. */
  tabs?: ReactNode;
  className?: string;
};

export function PageHeader({ title, above, description, actions, tabs, className }: PageHeaderProps) {
  return (
    <header className={cn("border-b border-line bg-surface px-4 pt-3 sm:px-6", !tabs && "pb-3", className)}>
      {above && <div className="mb-0.5 text-xs text-muted">{above}</div>}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1">
          <h1 className="min-w-0 text-xl font-semibold tracking-[-0.01em]">{title}</h1>
          {description && <div className="text-sm text-muted">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {tabs && <div className="-mx-2.5 mt-2">{tabs}</div>}
    </header>
  );
}
