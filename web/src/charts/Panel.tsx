import { type ScaleLinear, scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { type Dot, type Point, runs } from "./series";

export type Series<K extends string> = {
  key: K;
  /** Stands at the head of the panel. */
  label: string;
  /** The fixed ends of the axis, and lines to draw across, from low to high, each with its word. */
  domain: readonly [number, number];
  /** Where the stem of a dot stands that no line leads to. */
  base: number;
  /** What stands in the panel when no point has a value. */
  none: string;
  grid: readonly { value: number; word?: string }[];
  stroke: string;
  fill: string;
  /** Tells the series apart without colour. */
  dash?: string;
};

type Props<K extends string> = {
  series: Series<K>;
  points: readonly Point<K>[];
  reach: number;
  x: ScaleLinear<number, number>;
  height: number;
  /** Index of the chosen point. */
  chosen: number;
};

/** Room for the label above the panel, and for a dot and some air below it. */
const TOP = 32;
const BOTTOM = 20;
/** With more points than this, single dots would run into each other. */
const MOST_DOTS = 100;

/** One series: its grid with words, its lines, its dots. */
export function Panel<K extends string>({ series, points, reach, x, height, chosen }: Props<K>) {
  const y = scaleLinear(series.domain, [height - BOTTOM, TOP]);
  const [left = 0, right = 0] = x.range();
  const segments = runs(points, series.key, reach);
  const dots = segments.flat();
  const path = line<Dot>(
    (dot) => x(dot.x),
    (dot) => y(dot.value),
  );
  // A dot by itself would float: a stem ties it to its base, thin, for it tells of no change.
  const stem = (dot: Dot | undefined) => (dot ? `M${x(dot.x)},${y(series.base)}V${y(dot.value)}` : "");
  return (
    <>
      <text x={34} y={14} className="fill-ink text-sm font-medium">
        {series.label}
      </text>
      <line x1={0} x2={26} y1={10} y2={10} strokeWidth="2" strokeDasharray={series.dash} className={series.stroke} />
      {series.grid.map(({ value, word }) => (
        <g key={value}>
          <line x1={left} x2={right} y1={y(value)} y2={y(value)} className="stroke-line" />
          {word ? (
            <text x={left - 10} y={y(value)} dy="0.32em" textAnchor="end" className="fill-ink-2 text-sm">
              {word}
            </text>
          ) : null}
        </g>
      ))}
      {dots.length === 0 ? (
        <text
          x={(left + right) / 2}
          y={y(mid(series.domain))}
          dy="-0.6em"
          textAnchor="middle"
          className="fill-ink-2 text-sm"
        >
          {series.none}
        </text>
      ) : null}
      {segments.map((segment) => (
        <path
          key={segment[0]?.index}
          d={segment.length === 1 ? stem(segment[0]) : (path(segment) ?? "")}
          fill="none"
          strokeWidth={segment.length === 1 ? 1 : 2}
          strokeLinejoin="round"
          strokeDasharray={segment.length === 1 ? undefined : series.dash}
          className={series.stroke}
        />
      ))}
      {dots.map((dot) =>
        dot.index === chosen || dots.length <= MOST_DOTS ? (
          <circle
            key={dot.index}
            cx={x(dot.x)}
            cy={y(dot.value)}
            r={dot.index === chosen ? 5.5 : 2.75}
            strokeWidth={dot.index === chosen ? 2 : 0}
            className={`${series.fill} stroke-surface`}
          />
        ) : null,
      )}
    </>
  );
}

const mid = ([low, high]: readonly [number, number]): number => (low + high) / 2;
