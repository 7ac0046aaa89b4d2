import { t } from "@lingui/core/macro";
import { describeError, Unreachable } from "@/api/problem";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";

type Props = {
  error: unknown;
  /** What it means for what stands on the page; without it, that something is missing there. */
  note?: string | undefined;
  onRetry: () => void;
};

/** Says that something of the server's could not be had. */
export function Outage({ error, note, onRetry }: Props) {
  const isAway = error instanceof Unreachable;
  const what = isAway ? t`The server is out of reach.` : describeError(error);
  const meaning = note ?? (isAway ? t`What belongs here appears when it is back.` : "");
  return (
    <Banner
      kind={isAway ? "info" : "warn"}
      announce
      action={<Button size="small" onClick={onRetry}>{t`Try again`}</Button>}
    >
      {`${what} ${meaning}`.trimEnd()}
    </Banner>
  );
}
