import { t } from "@lingui/core/macro";
import { Outage as AnyOutage } from "@/app/Outage";
import { formatShort, formatTime } from "@/lib/dates";
import { localDay } from "@/sync/filter";

/** `since`: when what stands on the page was computed; nothing if nothing does. */
type Props = { error: unknown; since: Date | undefined; onRetry: () => void };

/** Says that the numbers could not be had anew, and of when the ones on the page are. */
export function Outage({ error, since, onRetry }: Props) {
  return (
    <div className="mb-6">
      <AnyOutage error={error} note={since && asOf(since, new Date())} onRetry={onRetry} />
    </div>
  );
}

/** Of when the numbers are: a page may stay open past midnight. */
function asOf(since: Date, now: Date): string {
  const time = formatTime(since);
  if (localDay(since) === localDay(now)) return t`This is how it was at ${time}.`;
  const day = formatShort(since, now);
  return t`This is how it was on ${day} at ${time}.`;
}
