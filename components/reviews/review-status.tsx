import "./review-facts.css";
import { Badge, type Tone } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { type Status, statusLabels } from "@/core/approvals/status";

const tones: Record<Status, Tone> = {
  draft: "neutral",
  in_review: "accent",
  changes_requested: "warn",
  approved: "ok",
  rejected: "danger",
  postponed: "note",
  superseded: "neutral",
};

type StatusIconProps = { status: Status; className?: string };

/** The sign of a status alone; decoration, so its name must stand near. */
export function StatusIcon({ status, className }: StatusIconProps) {
  return <span aria-hidden="true" data-sign={status} className={cn("sign", className)} />;
}

/** The sign of a status where its name stands nowhere near: a picture with the name as its tooltip. */
export function StatusSign({ status, className }: StatusIconProps) {
  const label = statusLabels[status];
  return <span role="img" aria-label={label} data-tip="" data-sign={status} className={cn("sign", className)} />;
}

export function StatusBadge({ status, className }: StatusIconProps) {
  return (
    <Badge tone={tones[status]} className={className} icon={<StatusIcon status={status} className="size-3.5" />}>
      {statusLabels[status]}
    </Badge>
  );
}
