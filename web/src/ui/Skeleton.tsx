import { t } from "@lingui/core/macro";
import { cx } from "@/lib/cx";

/** Holds the place of `lines` lines while they load; still, so that nothing moves on the page. */
export function Skeleton({ lines = 3, className }: { lines?: number; className?: string }) {
  return (
    <div role="status" aria-label={t`Loading`} className={cx("flex flex-col gap-3", className)}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <div key={line} className="h-4 rounded-control bg-sunken last:w-2/3" />
      ))}
    </div>
  );
}
