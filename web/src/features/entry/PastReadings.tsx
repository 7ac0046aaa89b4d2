import { t } from "@lingui/core/macro";
import { useState } from "react";
import { fetchPastReadings, type PastReading } from "@/api/pastReadings";
import { Outage } from "@/app/Outage";
import { useRecovery } from "@/app/served";
import { formatMoment } from "@/lib/dates";
import { emotionWord, themeWord } from "@/lib/labels";
import { Resource, useResource } from "@/lib/resource";
import { useCookie } from "@/sync/react";
import { Skeleton } from "@/ui/Skeleton";
import { toneSentence } from "@/ui/tone";
import { methodSentence } from "./words";

/** How an entry was read before; asked for when somebody wants to see it. */
export function PastReadings({ entryId }: { entryId: string }) {
  const [wanted, setWanted] = useState(false);
  return (
    <details className="text-ink" onToggle={({ currentTarget: { open } }) => setWanted(open)}>
      <summary className="flex min-h-8 w-fit list-none items-center text-sm text-ink-2 underline underline-offset-4 hover:text-ink pointer-coarse:min-h-11">
        {t`How it was read before`}
      </summary>
      {wanted ? <Readings entryId={entryId} /> : null}
    </details>
  );
}

function Readings({ entryId }: { entryId: string }) {
  const [resource] = useState(() => new Resource(() => fetchPastReadings(entryId)));
  const loaded = useResource(resource, useCookie());
  useRecovery(resource, loaded);
  const { data, error } = loaded;
  if (error !== undefined && data === undefined) return <Outage error={error} onRetry={() => void resource.reload()} />;
  if (data === undefined) return <Skeleton lines={2} />;
  if (data.length === 0) return <p className="mt-1">{t`It was read once.`}</p>;
  return (
    <ol aria-label={t`Earlier readings`} className="mt-2 flex flex-col gap-4">
      {data.map((past) => (
        <li key={past.at} className="flex flex-col gap-0.5">
          <PastItem past={past} />
        </li>
      ))}
    </ol>
  );
}

function PastItem({ past }: { past: PastReading }) {
  const found = [...past.emotions.map(emotionWord), ...past.themes.map(themeWord)];
  return (
    <>
      <time dateTime={past.at} className="font-medium">
        {formatMoment(new Date(past.at))}
      </time>
      <p>{toneSentence(past.sentiment_score)}</p>
      {found.length > 0 ? <p>{found.join(", ")}</p> : null}
      <p className="text-ink-2">{methodSentence(past, true)}</p>
    </>
  );
}
