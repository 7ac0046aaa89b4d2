import { runs } from "./series";

type Props = {
  /** Weeks by when they began, the oldest first; from 0 to 100. */
  weeks: readonly { at: string; mean: number }[];
};

const WIDTH = 96;
const HEIGHT = 28;
/** Room for the dots at the ends. */
const EDGE = 3;
const WEEK = 7;

/** Which way something went, without axes or words: those stand beside it. Weeks without a value are a gap. */
export function Sparkline({ weeks }: Props) {
  const points = weeks.map(({ at, mean }) => ({ day: at.slice(0, 10), values: { mean } }));
  const lines = runs(points, "mean", WEEK);
  const [first, last] = [lines[0]?.[0], lines.at(-1)?.at(-1)];
  if (!first || !last) return null;
  const x = (day: number) => EDGE + ((day - first.x) / Math.max(last.x - first.x, 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number) => EDGE + (1 - value / 100) * (HEIGHT - 2 * EDGE);
  const place = (dot: { x: number; value: number }) => `${x(dot.x).toFixed(1)},${y(dot.value).toFixed(1)}`;
  return (
    <svg aria-hidden="true" width={WIDTH} height={HEIGHT} className="shrink-0 overflow-visible">
      <line x1={EDGE} x2={WIDTH - EDGE} y1={y(50)} y2={y(50)} className="stroke-line" />
      {lines.map((line) => (
        <polyline
          key={line[0]?.x}
          // A week alone is a dot: a line to itself with round ends.
          points={[...line, ...line.slice(0, 1).filter(() => line.length === 1)].map(place).join(" ")}
          fill="none"
          strokeWidth={1.5}
          strokeLinecap="round"
          strokeLinejoin="round"
          className="stroke-ink-2"
        />
      ))}
      <circle cx={x(last.x)} cy={y(last.value)} r={2.5} className="fill-accent" />
    </svg>
  );
}
