import { t } from "@lingui/core/macro";
import { describeError, Unreachable } from "@/api/problem";
import { formatShort, formatTime } from "@/lib/dates";
import { localDay } from "@/sync/filter";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";

/** `since`: when what stands on the page was computed; nothing if nothing does. */
type Props = { error: unknown; since: Date | undefined; onRetry: () => void };

/** Says that the numbers could not be had anew, and of when the ones on the page are. */
export function Outage({ error, since, onRetry }: Props) {
  return (
    <div className="mb-6">
      <Banner kind="warn" announce action={<Button onClick={onRetry}>{t`Try again`}</Button>}>
        {sentence(error, since)}
      </Banner>
    </div>
  );
}

function sentence(error: unknown, since: Date | undefined): string {
  if (!since) return describeError(error);
  const what = error instanceof Unreachable ? t`The server is out of reach.` : describeError(error);
  return `${what} ${asOf(since, new Date())}`;
}

/** Of when the numbers are: a page may stay open past midnight. */
function asOf(since: Date, now: Date): string {
  const time = formatTime(since);
  if (localDay(since) === localDay(now)) return t`This is how it was at ${time}.`;
  const day = formatShort(since, now);
  return t`This is how it was on ${day} at ${time}.`;
}
