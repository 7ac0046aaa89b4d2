import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { cx } from "@/lib/cx";
import { dayToDate, formatWeekday, weekStart } from "@/lib/dates";
import { DayMark, tintOf } from "./DayMark";
import { monthOf, moveBy, type WrittenDay, weeksOf } from "./days";
import { dayInWords } from "./words";

type Props = {
  month: string;
  /** The day that was picked. */
  picked: string | undefined;
  today: string;
  days: ReadonlyMap<string, WrittenDay>;
  /** The id of what names the grid. */
  labelledBy: string;
};

/**
 * The days of a month, after the ARIA practices for grids: one stop for Tab, the arrows move by days and weeks, Home and
 * End within the week, Page Up and Down by months, with Shift by years; Enter picks the day.
 */
export function MonthGrid({ month, picked, today, days, labelledBy }: Props) {
  const navigate = useNavigate();
  const table = useRef<HTMLTableElement>(null);
  /** The day that a key leads to. */
  const target = useRef<string>(undefined);
  const [focused, setFocused] = useState(picked ?? today);
  const weeks = weeksOf(month, weekStart());
  const stop = [focused, picked, today].find((day) => day && monthOf(day) === month) ?? `${month}-01`;

  // The day may be of a month that is only drawn a moment later.
  useEffect(() => {
    if (target.current !== stop) return;
    target.current = undefined;
    table.current?.querySelector<HTMLElement>(`[data-day="${stop}"]`)?.focus();
  }, [stop]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = moveBy(event.key, event.shiftKey, stop, weekStart());
    if (!to) return;
    event.preventDefault();
    target.current = to;
    setFocused(to);
    if (monthOf(to) !== month) show({ month: monthOf(to), ...(picked && { day: picked }) });
  }

  function show(search: { month: string; day?: string }): void {
    void navigate({ to: "/calendar", search, replace: true, resetScroll: false });
  }

  function pick(day: string): void {
    setFocused(day);
    show({ month, day });
  }

  return (
    <table
      ref={table}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA practices make date grids this way
      role="grid"
      aria-labelledby={labelledBy}
      className="w-full table-fixed border-separate border-spacing-0.5 tablet:border-spacing-1"
    >
      <thead>
        <tr>
          {weeks[1]?.map((day) => (
            <th key={day} scope="col" className="ps-1 pb-1 text-start text-sm font-normal text-ink-2 tablet:ps-2.5">
              {day ? formatWeekday(dayToDate(day)) : null}
            </th>
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={onKeyDown}>
        {weeks.map((week, number) => (
          <tr key={week.find((day) => day) ?? number}>
            {week.map((day, column) =>
              day ? (
                <td key={day} className="p-0">
                  <DayButton
                    day={day}
                    written={days.get(day)}
                    isToday={day === today}
                    isPicked={day === picked}
                    isStop={day === stop}
                    onPick={() => pick(day)}
                  />
                </td>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: the empty places of a week have nothing but their place
                <td key={column} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type DayProps = {
  day: string;
  written: WrittenDay | undefined;
  isToday: boolean;
  isPicked: boolean;
  /** Tab leads to this day. */
  isStop: boolean;
  onPick: () => void;
};

function DayButton({ day, written, isToday, isPicked, isStop, onPick }: DayProps) {
  const count = (written?.finished ?? 0) + (written?.drafts ?? 0);
  return (
    <button
      type="button"
      data-day={day}
      tabIndex={isStop ? 0 : -1}
      aria-label={dayInWords(day, written)}
      aria-current={isToday ? "date" : undefined}
      aria-pressed={isPicked}
      onClick={onPick}
      className={cx(
        "flex h-14 w-full flex-col justify-between rounded-control border px-0.5 py-1 min-[375px]:px-1 text-sm leading-none tablet:h-18 tablet:p-2",
        written ? tintOf(written) : "hover:bg-sunken",
        isPicked
          ? "border-accent shadow-[inset_0_0_0_1px_var(--color-accent)]"
          : isToday
            ? "border-control"
            : "border-transparent",
      )}
    >
      <span className="flex w-full justify-between tabular-nums">
        <span className={cx(isToday && "font-semibold underline underline-offset-4")}>{Number(day.slice(8))}</span>
        {count > 1 ? (
          <span aria-hidden="true" className="text-ink-2">
            {count}
          </span>
        ) : null}
      </span>
      {written ? <DayMark day={written} className="mx-auto size-5 tablet:size-6" /> : null}
    </button>
  );
}
