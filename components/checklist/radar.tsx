type Axis = { id: string; label: string; value: number | null };

/** Wider than high, because the words at the sides need room. */
const WIDTH = 330;
const HEIGHT = 216;
const CENTRE = { x: WIDTH / 2, y: HEIGHT / 2 };
const RADIUS = 84;
const RINGS = [25, 50, 75, 100];

/** Scores from 0 to 100 on spokes; an axis without a score stays at the centre and is drawn hollow. */
export function Radar({ axes, label }: { axes: readonly Axis[]; label: string }) {
  const at = (index: number, value: number) => {
    const angle = (index / axes.length) * 2 * Math.PI - Math.PI / 2;
    const length = (value / 100) * RADIUS;
    return { x: tenths(CENTRE.x + Math.cos(angle) * length), y: tenths(CENTRE.y + Math.sin(angle) * length) };
  };
  const polygon = (values: number[]) => values.map((value, index) => point(at(index, value))).join(" ");
  const spoken = axes.map((axis) => `${axis.label} ${axis.value ?? "not scored"}`).join(", ");
  return (
    <svg
      role="img"
      aria-label={`${label}: ${spoken}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="w-full max-w-80 text-2xs"
    >
      {RINGS.map((ring) => (
        <polygon key={ring} points={polygon(axes.map(() => ring))} className="fill-none stroke-line" />
      ))}
      {axes.map((axis, index) => {
        const end = at(index, 100);
        return <line key={axis.id} x1={CENTRE.x} y1={CENTRE.y} x2={end.x} y2={end.y} className="stroke-line" />;
      })}
      <polygon
        points={polygon(axes.map((axis) => axis.value ?? 0))}
        strokeWidth="1.5"
        strokeLinejoin="round"
        fillOpacity="0.14"
        className="fill-accent stroke-accent"
      />
      {axes.map((axis, index) => {
        const dot = at(index, axis.value ?? 0);
        const text = at(index, 114);
        const anchor = Math.abs(text.x - CENTRE.x) < 8 ? "middle" : text.x > CENTRE.x ? "start" : "end";
        return (
          <g key={axis.id}>
            <circle
              cx={dot.x}
              cy={dot.y}
              r="2.5"
              className={axis.value === null ? "fill-surface stroke-accent" : "fill-accent"}
            />
            <text x={text.x} y={text.y} textAnchor={anchor} dominantBaseline="middle" className="fill-muted">
              {axis.label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function point({ x, y }: { x: number; y: number }): string {
  return `${x},${y}`;
}

/** Server and browser may differ in the last bit of a cosine, and React would take that for another picture. */
function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
