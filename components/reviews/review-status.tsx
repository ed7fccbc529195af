import { Badge, type Tone } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { type Status, statusLabels } from "@/core/approvals/status";

const looks: Record<Status, { tone: Tone; ink: string }> = {
  draft: { tone: "neutral", ink: "text-muted" },
  in_review: { tone: "accent", ink: "text-accent-ink" },
  changes_requested: { tone: "warn", ink: "text-warn-ink" },
  approved: { tone: "ok", ink: "text-ok-ink" },
  rejected: { tone: "danger", ink: "text-danger-ink" },
  postponed: { tone: "note", ink: "text-note-ink" },
  superseded: { tone: "neutral", ink: "text-faint" },
};

type StatusIconProps = { status: Status; className?: string };

/** The sign of a status alone; decoration, so its name must stand near. */
export function StatusIcon({ status, className }: StatusIconProps) {
  return <span aria-hidden="true" data-sign={status} className={cn("sign", looks[status].ink, className)} />;
}

export function StatusBadge({ status, className }: StatusIconProps) {
  return (
    <Badge tone={looks[status].tone} className={className} icon={<StatusIcon status={status} className="size-3.5" />}>
      {statusLabels[status]}
    </Badge>
  );
}
