import { Check, ScanSearch } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { QuestionAssessment } from "@/core/checklist/assess";
import { OutcomeBadge } from "./outcome";

type ProposalBarProps = {
  proposal: NonNullable<QuestionAssessment["proposal"]>;
  isTakenOver: boolean;
  isOutdated: boolean;
  refusal: string | null;
  onConfirm: () => void;
};

/** The spec's own answer as an offer: it counts once a person confirms it. The signs stand at the choices below. */
export function ProposalBar({ proposal, isTakenOver, isOutdated, refusal, onConfirm }: ProposalBarProps) {
  const showing = proposal.signs.filter((sign) => sign.shows).length;
  const against = proposal.signs.length - showing;
  const counts = [showing > 0 && `for ${showing}`, against > 0 && `against ${against}`].filter(Boolean).join(" and ");
  return (
    <div
      className={cn(
        "flex flex-wrap items-center gap-x-2 gap-y-1.5 rounded-md border py-1.5 pr-1.5 pl-2.5 text-sm",
        isOutdated ? "border-warn-line bg-warn-soft" : "border-line bg-sunken",
      )}
    >
      <ScanSearch aria-hidden="true" className="size-4 shrink-0 text-muted" />
      <p className="min-w-0">
        {isOutdated ? "The spec no longer bears this answer out. It" : "The spec"} speaks {counts} of these.
      </p>
      {!isTakenOver && !isOutdated && <OutcomeBadge outcome={proposal.outcome} size="sm" />}
      <span className="flex-1" />
      {(!isTakenOver || isOutdated) && (
        <Button size="sm" icon={<Check aria-hidden="true" />} disabledReason={refusal} onClick={onConfirm}>
          Confirm
        </Button>
      )}
    </div>
  );
}
