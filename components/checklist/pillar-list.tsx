import { cn } from "@/components/ui/cn";
import type { Assessment } from "@/core/checklist/assess";
import type { Counts } from "@/core/checklist/score";
import { OUTCOMES, outcomeLooks } from "./outcome";

type PillarListProps = {
  pillars: Assessment["pillars"];
  current: string;
  onPick: (pillarId: string) => void;
};

/** The pillars with score and spread of outcomes; a column beside the questions, a row to scroll on a phone. */
export function PillarList({ pillars, current, onPick }: PillarListProps) {
  return (
    <nav
      aria-label="Pillars"
      className="-mx-4 overflow-x-auto px-4 [scrollbar-width:none] sm:-mx-6 sm:px-6 lg:mx-0 lg:overflow-visible lg:px-0"
    >
      <ul className="flex gap-1 lg:flex-col">
        {pillars.map((pillar) => (
          <li key={pillar.pillarId} className="shrink-0 lg:shrink">
            <button
              type="button"
              aria-current={pillar.pillarId === current ? "true" : undefined}
              onClick={() => onPick(pillar.pillarId)}
              className={cn(
                "flex w-44 flex-col gap-1.5 rounded-md border px-2.5 py-2 text-left text-sm lg:w-full",
                pillar.pillarId === current
                  ? "border-line-strong bg-surface font-medium"
                  : "border-transparent hover:bg-hover",
              )}
            >
              <span className="flex w-full items-baseline gap-2">
                <span className="min-w-0 flex-1 truncate">{pillar.name}</span>
                <span className="shrink-0 tabular-nums">{pillar.score ?? "–"}</span>
              </span>
              <OutcomeBar counts={pillar.counts} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The shares of the outcomes as one thin bar. */
function OutcomeBar({ counts }: { counts: Counts }) {
  const total = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  const spoken = OUTCOMES.filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${outcomeLooks[outcome].label.toLowerCase()}`)
    .join(", ");
  let start = 0;
  return (
    <svg
      role="img"
      aria-label={spoken}
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      className="h-1 w-full overflow-hidden rounded-full"
    >
      {OUTCOMES.map((outcome) => {
        const width = total === 0 ? 0 : (counts[outcome] / total) * 100;
        const x = start;
        start += width;
        return width === 0 ? null : (
          <rect key={outcome} x={x} y="0" width={width} height="4" className={outcomeLooks[outcome].fill} />
        );
      })}
    </svg>
  );
}
