import { cx } from "@/lib/cx";
import { MoodMark } from "@/ui/MoodMark";
import type { WrittenDay } from "./days";

/** What a day of writing looks like: a face for its mood, a full circle without one, an empty one for drafts alone. */
export function DayMark({ day: { mood, finished }, className = "size-5" }: { day: WrittenDay; className?: string }) {
  if (mood) return <MoodMark mood={mood} className={className} />;
  return (
    <span aria-hidden="true" className={cx("inline-flex items-center justify-center", className)}>
      <span className={cx("size-2 rounded-full border border-current", finished > 0 && "bg-current")} />
    </span>
  );
}

/** The tint of a day, beside its shape and its words. */
export function tintOf({ mood }: Pick<WrittenDay, "mood">): string {
  switch (mood) {
    case 1:
      return "bg-[color-mix(in_srgb,var(--color-series-2)_34%,var(--color-surface))]";
    case 2:
      return "bg-[color-mix(in_srgb,var(--color-series-2)_18%,var(--color-surface))]";
    case 4:
      return "bg-[color-mix(in_srgb,var(--color-series-1)_16%,var(--color-surface))]";
    case 5:
      return "bg-[color-mix(in_srgb,var(--color-series-1)_32%,var(--color-surface))]";
    default:
      return "bg-sunken";
  }
}
