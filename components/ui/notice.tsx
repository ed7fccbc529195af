import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

type NoticeProps = {
  tone?: "info" | "ok" | "warn" | "danger";
  title?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children?: ReactNode;
};

const looks = {
  info: { box: "border-line bg-sunken", icon: Info, ink: "text-muted" },
  ok: { box: "border-ok-line bg-ok-soft", icon: CircleCheck, ink: "text-ok-ink" },
  warn: { box: "border-warn-line bg-warn-soft", icon: TriangleAlert, ink: "text-warn-ink" },
  danger: { box: "border-danger-line bg-danger-soft", icon: CircleAlert, ink: "text-danger-ink" },
};

/** A message that belongs to the page, not to a moment: what is wrong with a form, why something is read-only. */
export function Notice({ tone = "info", title, actions, className, children }: NoticeProps) {
  const { box, icon: Icon, ink } = looks[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : undefined}
      className={cn("flex items-start gap-2 rounded-md border px-3 py-2 text-sm", box, className)}
    >
      <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", ink)} />
      <div className="min-w-0 flex-1">
        {title && <p className="font-medium">{title}</p>}
        {children}
      </div>
      {actions && <div className="flex shrink-0 gap-2">{actions}</div>}
    </div>
  );
}
