import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { dayNumber, dayOfNumber } from "@/charts/series";
import { type Series, TimeChart } from "@/charts/TimeChart";
import { dayToDate, formatDay, formatShort, formatWeekday } from "@/lib/dates";
import { MOODS, moodWord } from "@/ui/moods";
import type { DayPoint, Window } from "./range";
import { moodInWords, toneInWords } from "./words";

type Props = {
  window: Window;
  title: string;
  /** Nothing was written before: what is missing in this time was never there. */
  isYoung: boolean;
  /** Whose entries these are, if not all. */
  person: string | undefined;
};

/** Mood, as chosen, and tone, as read, over time. */
export function MoodChart({ window: { points, step, reach, span }, title, isYoung, person }: Props) {
  const when = (point: DayPoint) =>
    step === "day" ? formatDay(dayToDate(point.day)) : t`Week of ${formatShort(dayToDate(point.day))}`;
  /** For a column: a phone's is narrow. */
  const inShort = (point: DayPoint) => {
    const date = dayToDate(point.day);
    return step === "day" ? `${formatWeekday(date)} ${formatShort(date)}` : when(point);
  };
  const describe = (point: DayPoint) =>
    [
      when(point),
      t`mood ${moodInWords(point.values.mood)}`,
      t`tone ${toneInWords(point.values.tone)}`,
      plural(point.entries, { one: "# entry", other: "# entries" }),
    ].join(" · ");
  const until = (point: DayPoint) => (step === "day" ? point.day : dayOfNumber(dayNumber(point.day) + 6));
  return (
    <TimeChart
      title={title}
      label={step === "day" ? t`Mood and tone by day` : t`Mood and tone by week`}
      series={chartSeries(isYoung)}
      points={points}
      reach={reach}
      span={span}
      describe={describe}
      action={(point) => (
        <Link
          to="/journal"
          search={{
            status: "published",
            from: point.day,
            to: until(point),
            ...(person === undefined ? {} : { person }),
          }}
          className="inline-flex min-h-11 items-center underline underline-offset-4"
        >
          {t`Read what you wrote`}
        </Link>
      )}
      table={<Table points={points} when={inShort} />}
    />
  );
}

function chartSeries(isYoung: boolean): Series<"mood" | "tone">[] {
  return [
    {
      key: "mood",
      label: t`Mood, as you chose it`,
      domain: [1, 5],
      base: 3,
      none: isYoung ? t`No mood named yet` : t`No mood named in this time`,
      grid: MOODS.map((mood) => (mood % 2 === 1 ? { value: mood, word: moodWord(mood) } : { value: mood })),
      stroke: "stroke-series-1",
      fill: "fill-series-1",
    },
    {
      key: "tone",
      label: t`Tone of the writing, as read`,
      domain: [-1, 1],
      base: 0,
      none: isYoung ? t`No clear tone yet` : t`No clear tone in this time`,
      grid: [
        { value: -1, word: t`Heavy` },
        { value: 0, word: t`Even` },
        { value: 1, word: t`Light` },
      ],
      stroke: "stroke-series-2",
      fill: "fill-series-2",
      dash: "6 4",
    },
  ];
}

function Table({ points, when }: { points: readonly DayPoint[]; when: (point: DayPoint) => string }) {
  return (
    <table className="w-full border-collapse text-start [&_td]:py-2 [&_td]:pe-3 [&_th]:py-2 [&_th]:pe-3 [&_th]:text-start [&_th]:font-medium [&_th]:whitespace-nowrap [&_tr>:last-child]:pe-0">
      <thead>
        <tr className="border-b border-control">
          <th scope="col">{t`When`}</th>
          <th scope="col">{t`Mood`}</th>
          <th scope="col">{t`Tone`}</th>
          <th scope="col">{t`Entries`}</th>
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map((point) => (
          <tr key={point.day} className="border-b border-line">
            <th scope="row">{when(point)}</th>
            <td>{moodInWords(point.values.mood)}</td>
            <td>{toneInWords(point.values.tone)}</td>
            <td>{point.entries}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
