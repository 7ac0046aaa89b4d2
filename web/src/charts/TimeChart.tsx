import { t } from "@lingui/core/macro";
import { scaleLinear } from "d3-scale";
import { type ReactNode, useState } from "react";
import { Panel, type Series } from "./Panel";
import { dayNumber, keyTarget, nearest, type Point } from "./series";
import { timeTicks } from "./ticks";
import { useWidth } from "./useWidth";

export type { Series } from "./Panel";

type Props<K extends string, P extends Point<K>> = {
  /** What the chart shows, in a sentence. */
  title: string;
  /** Name of the control that walks along the points. */
  label: string;
  series: readonly Series<K>[];
  /** At least one, oldest first. */
  points: readonly P[];
  /** Days that a line may bridge. */
  reach: number;
  /** First and last day of the axis, as numbers of days; every point is in between. */
  span: readonly [first: number, last: number];
  /** A point in words: what is read out, and what stands under the chart. */
  describe: (point: P) => string;
  /** What can be done about the chosen point. */
  action?: (point: P) => ReactNode;
  /** The same numbers as a table. */
  table: ReactNode;
};

const PANEL_HEIGHT = 160;
const AXIS_HEIGHT = 26;
/** Room for the words of the vertical axes, in rem: it grows with the text. */
const LEFT_REM = 4.9;
/** Room for half a date. */
const RIGHT = 24;

/**
 * One or more series over time, one panel each, on a common axis. It is one stop for the keyboard: a slider along the
 * points, whose values are read out.
 */
export function TimeChart<K extends string, P extends Point<K>>(props: Props<K, P>) {
  const { title, label, series, points, reach, span, describe, action, table } = props;
  const [width, measure] = useWidth(640);
  const [chosen, setChosen] = useState(points.length - 1);
  const index = Math.min(chosen, points.length - 1);
  const point = points[index];
  if (!point) return null;

  const left = LEFT_REM * rem();
  const right = Math.max(left + 1, width - RIGHT);
  const x = scaleLinear(span, [left, right]);
  const height = series.length * PANEL_HEIGHT + AXIS_HEIGHT;

  return (
    <figure className="flex flex-col gap-4">
      <figcaption className="max-w-measure font-serif text-xl text-balance">{title}</figcaption>
      <div
        ref={measure}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-orientation="horizontal"
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={index + 1}
        aria-valuetext={describe(point)}
        style={{ height }}
        className="cursor-crosshair touch-pan-y rounded-control"
        onKeyDown={(event) => {
          const target = keyTarget(event.key, index, points.length);
          if (target === undefined) return;
          event.preventDefault();
          setChosen(target);
        }}
        onPointerDown={(event) => choose(event.clientX, event.currentTarget)}
        onPointerMove={(event) => choose(event.clientX, event.currentTarget)}
      >
        <svg aria-hidden="true" width={width} height={height} className="block overflow-visible">
          {series.map((one, row) => (
            <g key={one.key} transform={`translate(0 ${row * PANEL_HEIGHT})`}>
              <Panel series={one} points={points} reach={reach} x={x} height={PANEL_HEIGHT} chosen={index} />
            </g>
          ))}
          <line
            x1={x(dayNumber(point.day))}
            x2={x(dayNumber(point.day))}
            y1={0}
            y2={height - AXIS_HEIGHT}
            className="stroke-ink-2"
            strokeDasharray="2 3"
          />
          <g transform={`translate(0 ${height - AXIS_HEIGHT})`}>
            {timeTicks(span, { width: right - left, beyond: RIGHT, rem: rem() }).map((tick) => (
              <text key={tick.x} x={x(tick.x)} y={18} textAnchor="middle" className="fill-ink-2 text-sm">
                {tick.label}
              </text>
            ))}
          </g>
        </svg>
      </div>
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p aria-hidden="true" className="tabular-nums">
          {describe(point)}
        </p>
        {action?.(point)}
      </div>
      <details>
        <summary className="min-h-8 w-fit py-1 text-ink-2 underline underline-offset-4 pointer-coarse:min-h-11 pointer-coarse:py-2.5">{t`Show as a table`}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: where the table is wider than the page, the keyboard must scroll it */}
        <section aria-label={t`Table`} tabIndex={0} className="mt-3 overflow-x-auto">
          {table}
        </section>
      </details>
    </figure>
  );

  function choose(clientX: number, element: HTMLElement): void {
    setChosen(nearest(points, x.invert(clientX - element.getBoundingClientRect().left)));
  }
}

/** The size of the page's text in pixels. */
function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
