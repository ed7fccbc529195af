import type { TrendPoint } from "./view";

const WIDTH = 260;
const HEIGHT = 92;
const PAD = { left: 26, right: 12, top: 10, bottom: 20 };
const LINES = [0, 50, 100];

type Step = { id: string; label: string; score: number; isDraft: boolean };

/** The score of each published version, and of the draft as the last, hollow point. */
export function Trend({ points, draft }: { points: readonly TrendPoint[]; draft: number | null }) {
  const steps: Step[] = points.flatMap((point) =>
    point.score === null
      ? []
      : [{ id: `v${point.version}`, label: `v${point.version}`, score: point.score, isDraft: false }],
  );
  if (steps.length === 0)
    return <p className="text-xs text-muted">The trend begins with the first published version.</p>;
  if (draft !== null) steps.push({ id: "draft", label: "draft", score: draft, isDraft: true });
  const x = (index: number) =>
    Math.round(PAD.left + (index / Math.max(steps.length - 1, 1)) * (WIDTH - PAD.left - PAD.right));
  const y = (score: number) => Math.round(PAD.top + (1 - score / 100) * (HEIGHT - PAD.top - PAD.bottom));
  const every = Math.ceil(steps.length / 6);
  const spoken = steps.map((step) => `${step.label} ${step.score}`).join(", ");
  return (
    <svg
      role="img"
      aria-label={`Score over versions: ${spoken}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="w-full max-w-80 text-2xs"
    >
      {LINES.map((line) => (
        <g key={line}>
          <line x1={PAD.left} x2={WIDTH - PAD.right} y1={y(line)} y2={y(line)} className="stroke-line" />
          <text
            x={PAD.left - 6}
            y={y(line)}
            textAnchor="end"
            dominantBaseline="middle"
            className="fill-faint tabular-nums"
          >
            {line}
          </text>
        </g>
      ))}
      <polyline
        points={steps.map((step, index) => `${x(index)},${y(step.score)}`).join(" ")}
        strokeWidth="1.5"
        strokeLinejoin="round"
        className="fill-none stroke-accent"
      />
      {steps.map((step, index) => (
        <g key={step.id}>
          <circle
            cx={x(index)}
            cy={y(step.score)}
            r="3"
            strokeWidth="1.5"
            className={step.isDraft ? "fill-surface stroke-accent" : "fill-accent stroke-accent"}
          >
            <title>{`${step.label}: ${step.score}`}</title>
          </circle>
          {(index % every === 0 || index === steps.length - 1) && (
            <text
              x={x(index)}
              y={HEIGHT - 4}
              textAnchor={index === steps.length - 1 ? "end" : "middle"}
              className="fill-muted"
            >
              {step.label}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
