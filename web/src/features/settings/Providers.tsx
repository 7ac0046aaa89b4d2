import { t } from "@lingui/core/macro";
import { removeLocalModel } from "@/api/localModels";
import { describeError } from "@/api/problem";
import { fetchProviders, type ProviderState, resetBreaker } from "@/api/providers";
import { useServed } from "@/app/served";
import { causeWord } from "@/lib/causes";
import { formatAgo, formatTime } from "@/lib/dates";
import { Resource } from "@/lib/resource";
import { Button } from "@/ui/Button";
import type { Status } from "@/ui/StatusMark";
import { StatusRow } from "@/ui/StatusRow";
import { toastStore } from "@/ui/toasts";
import { Section } from "./Section";
import { SectionOutage } from "./SectionOutage";
import { useLook } from "./useLook";

const providers = new Resource(fetchProviders);

/** For the owner: who is asked to read entries, in which order, and whether they answer. */
export default function Providers({ onRemoved }: { onRemoved: () => void }) {
  const loaded = useServed(providers);
  useLook(providers);
  const { data } = loaded;
  if (data === undefined || data.length === 0) return null;
  return (
    <Section title={t`Providers`} lead={lead(data.length > 1)}>
      <SectionOutage of={providers} loaded={loaded} />
      <ul className="flex flex-col rounded-card border border-line bg-surface">
        {data.map((provider) => (
          <li key={provider.name} className="border-t border-line first:border-t-0">
            <Row provider={provider} onRemoved={onRemoved} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function lead(several: boolean): string {
  return several
    ? t`Asked in this order, for those who allow it. One that keeps failing is left alone for a minute, and the next is asked instead.`
    : t`Asked for those who allow it. While it keeps failing it is left alone for a minute at a time, and simple rules read.`;
}

function Row({ provider, onRemoved }: { provider: ProviderState; onRemoved: () => void }) {
  const { name, is_added, host, model, state, in_flight, max_in_flight, last_error } = provider;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-medium break-words">{name}</p>
        <p className="text-sm break-words text-ink-2">{t`${model} at ${host}`}</p>
        <StatusRow status={MARK[state]} announce="polite">
          {stateSentence(provider)}
        </StatusRow>
        {in_flight > 0 ? (
          <p className="text-sm text-ink-2">{t`${in_flight} of at most ${max_in_flight} requests are under way`}</p>
        ) : null}
        {last_error ? <p className="text-sm text-ink-2">{errorSentence(last_error)}</p> : null}
      </div>
      {state === "closed" ? null : (
        <Button size="small" aria-label={t`Ask ${name} again now`} onClick={() => reset(name)}>
          {t`Ask again now`}
        </Button>
      )}
      {is_added ? (
        <Button size="small" aria-label={t`Take ${name} away`} onClick={() => remove(onRemoved)}>
          {t`Take away`}
        </Button>
      ) : null}
    </div>
  );
}

const MARK: Record<ProviderState["state"], Status> = { closed: "completed", open: "failed", half_open: "queued" };

function stateSentence({ state, failures, open_until }: ProviderState): string {
  switch (state) {
    case "open": {
      if (open_until === null) return t`Left alone for now`;
      const until = formatTime(open_until);
      return t`Left alone until ${until}, because it failed repeatedly`;
    }
    case "half_open":
      return t`The next entry tries it again`;
    default:
      return failures === 0 ? t`Asked` : t`Asked, though it failed lately`;
  }
}

function errorSentence({ cause, at }: { cause: string; at: string }): string {
  const [word, ago] = [causeWord(cause), formatAgo(at)];
  return t`Its last failure, ${ago}: it ${word}.`;
}

function reset(name: string): void {
  resetBreaker(name)
    .then(() => providers.reload())
    .catch((error: unknown) => toastStore.show({ kind: "problem", message: describeError(error) }));
}

function remove(onRemoved: () => void): void {
  removeLocalModel()
    .then(() => providers.reload())
    .then(onRemoved)
    .catch((error: unknown) => toastStore.show({ kind: "problem", message: describeError(error) }));
}
