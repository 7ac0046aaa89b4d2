import { t } from "@lingui/core/macro";
import { cx } from "@/lib/cx";
import { MOODS, moodWord } from "@/ui/moods";
import { DayMark, tintOf } from "./DayMark";

/** What the marks of the days mean. */
export function Legend() {
  const marks = [
    ...MOODS.map((mood) => ({ label: moodWord(mood), day: { finished: 1, drafts: 0, mood } })),
    { label: t`No mood chosen`, day: { finished: 1, drafts: 0, mood: undefined } },
    { label: t`Only a draft`, day: { finished: 0, drafts: 1, mood: undefined } },
  ];
  return (
    <ul aria-label={t`What the marks mean`} className="flex flex-wrap gap-x-4 gap-y-1.5 text-sm text-ink-2">
      {marks.map(({ label, day }) => (
        <li key={label} className="inline-flex items-center gap-1.5">
          <span className={cx("inline-flex rounded-control p-0.5 text-ink", tintOf(day))}>
            <DayMark day={day} className="size-4" />
          </span>
          {label}
        </li>
      ))}
    </ul>
  );
}
