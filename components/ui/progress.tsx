import { cn } from "./cn";

type ProgressProps = {
  value: number;
  max?: number;
  label: string;
  tone?: "accent" | "ok" | "warn" | "danger" | "neutral";
  className?: string;
};

const fills = {
  accent: "stroke-accent",
  ok: "stroke-ok",
  warn: "stroke-warn",
  danger: "stroke-danger",
  neutral: "stroke-faint",
};

/** A thin bar. Drawn as SVG, because a width in a style attribute would need a looser content policy. */
export function Progress({ value, max = 100, label, tone = "accent", className }: ProgressProps) {
  const share = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  return (
    <svg
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      className={cn("h-1 w-full overflow-hidden rounded-full", className)}
    >
      <line x1="0" y1="2" x2="100" y2="2" strokeWidth="4" className="stroke-pressed" />
      {share > 0 && <line x1="0" y1="2" x2={share * 100} y2="2" strokeWidth="4" className={fills[tone]} />}
    </svg>
  );
}

type ProgressRingProps = Omit<ProgressProps, "className"> & { size?: number; className?: string };

/** The same as a ring, for a place as small as a letter. */
export function ProgressRing({ value, max = 100, label, tone = "accent", size = 14, className }: ProgressRingProps) {
  const share = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  const round = 2 * Math.PI * 6;
  return (
    <svg
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      className={cn("shrink-0 -rotate-90", className)}
    >
      <circle cx="8" cy="8" r="6" strokeWidth="2.5" className="stroke-pressed" />
      {share > 0 && (
        <circle
          cx="8"
          cy="8"
          r="6"
          strokeWidth="2.5"
          strokeDasharray={`${share * round} ${round}`}
          className={fills[tone]}
        />
      )}
    </svg>
  );
}
