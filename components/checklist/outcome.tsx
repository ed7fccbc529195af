import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, TriangleAlert } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { Outcome } from "@/core/checklist/score";

export const OUTCOMES: readonly Outcome[] = ["high", "medium", "none", "unanswered", "not_applicable"];

type Look = { label: string; short: string; tone: Tone; icon: typeof CircleCheck; fill: string };

/** How each outcome is called and drawn, everywhere on the page. */
export const outcomeLooks: Record<Outcome, Look> = {
  high: { label: "High risk", short: "High", tone: "danger", icon: CircleAlert, fill: "fill-danger" },
  medium: { label: "Medium risk", short: "Medium", tone: "warn", icon: TriangleAlert, fill: "fill-warn" },
  none: { label: "No risk", short: "None", tone: "ok", icon: CircleCheck, fill: "fill-ok" },
  unanswered: {
    label: "Unanswered",
    short: "Unanswered",
    tone: "neutral",
    icon: CircleDashed,
    fill: "fill-line-strong",
  },
  not_applicable: { label: "Not applicable", short: "N/A", tone: "neutral", icon: CircleMinus, fill: "fill-line" },
};

export function OutcomeBadge({ outcome, size }: { outcome: Outcome; size?: "sm" | "md" }) {
  const { label, tone, icon: Icon } = outcomeLooks[outcome];
  return (
    <Badge tone={tone} size={size} icon={<Icon aria-hidden="true" />}>
      {label}
    </Badge>
  );
}
