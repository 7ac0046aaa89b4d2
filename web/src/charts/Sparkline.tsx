import { runs } from "./series";

type Props = {
  /** Weeks by when they began, the oldest first; from 0 to 100. */
  weeks: readonly { at: string; mean: number }[];
};

const WIDTH = 96;
const HEIGHT = 28;
/** Room for the dots at the ends. */
const EDGE = 4;
const WEEK = 7;

/** Which way something went, without axes or words: those stand beside it. Weeks without a value are a gap. */
export function Sparkline({ weeks }: Props) {
  const points = weeks.map(({ at, mean }) => ({ day: at.slice(0, 10), values: { mean } }));
  const lines = runs(points, "mean", WEEK);
  const [first, last] = [lines[0]?.[0], lines.at(-1)?.at(-1)];
  if (!first || !last) return null;
  const span = last.x - first.x;
  // The only week there is stands in the middle.
  const x = (day: number) => EDGE + (span === 0 ? 0.5 : (day - first.x) / span) * (WIDTH - 2 * EDGE);
  const y = (value: number) => EDGE + (1 - value / 100) * (HEIGHT - 2 * EDGE);
  const dot = (week: { x: number; value: number }) => ({ cx: x(week.x).toFixed(1), cy: y(week.value).toFixed(1) });
  const place = (week: { x: number; value: number }) => Object.values(dot(week)).join(",");
  return (
    <svg aria-hidden="true" width={WIDTH} height={HEIGHT} className="shrink-0 overflow-visible">
      <line x1={EDGE} x2={WIDTH - EDGE} y1={y(50)} y2={y(50)} className="stroke-line" />
      {lines.map((line) => (
        <polyline
          key={line[0]?.x}
          points={line.map(place).join(" ")}
          fill="none"
          strokeWidth={1.5}
          strokeLinecap="round"
          strokeLinejoin="round"
          className="stroke-ink-2"
        />
      ))}
      {lines.flatMap(([week, ...rest]) =>
        // A week alone has no line to be seen by.
        week && rest.length === 0 ? [<circle key={week.x} {...dot(week)} r={2} className="fill-ink-2" />] : [],
      )}
      <circle {...dot(last)} r={first === last ? 3.5 : 2.5} className="fill-accent" />
    </svg>
  );
}
