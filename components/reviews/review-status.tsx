import { CircleAlert, CircleCheck, CircleDashed, CircleDot, CirclePause, CircleSlash, CircleX } from "lucide-react";
import type { ComponentType } from "react";
import { Badge, type Tone } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { type Status, statusLabels } from "@/core/approvals/status";

type Look = { icon: ComponentType<{ className?: string }>; tone: Tone; ink: string };

const looks: Record<Status, Look> = {
  draft: { icon: CircleDashed, tone: "neutral", ink: "text-muted" },
  in_review: { icon: CircleDot, tone: "accent", ink: "text-accent-ink" },
  changes_requested: { icon: CircleAlert, tone: "warn", ink: "text-warn-ink" },
  approved: { icon: CircleCheck, tone: "ok", ink: "text-ok-ink" },
  rejected: { icon: CircleX, tone: "danger", ink: "text-danger-ink" },
  postponed: { icon: CirclePause, tone: "note", ink: "text-note-ink" },
  superseded: { icon: CircleSlash, tone: "neutral", ink: "text-faint" },
};

type StatusIconProps = { status: Status; className?: string };

/** The sign of a status alone; decoration, so its name must stand near. */
export function StatusIcon({ status, className }: StatusIconProps) {
  const { icon: Icon, ink } = looks[status];
  return <Icon aria-hidden="true" className={cn("size-4 shrink-0", ink, className)} />;
}

export function StatusBadge({ status, className }: StatusIconProps) {
  const { icon: Icon, tone } = looks[status];
  return (
    <Badge tone={tone} className={className} icon={<Icon aria-hidden="true" />}>
      {statusLabels[status]}
    </Badge>
  );
}
