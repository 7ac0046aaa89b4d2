import { t } from "@lingui/core/macro";
import { useExample } from "./preview/useExample";
import { WhatLeaves } from "./preview/WhatLeaves";

/** What a provider that reads entries is sent, and what it is not; of one's own words, where there are any. */
export function WhatIsSent() {
  const example = useExample();
  return (
    <>
      <dl className="grid max-w-measure gap-x-4 gap-y-1 text-ink-2 tablet:grid-cols-[5rem_1fr]">
        <dt className="font-medium text-ink">{t`Sent`}</dt>
        <dd>{t`the text of an entry when you finish it; in the place of names, addresses and numbers stand words such as PERSON_1:partner`}</dd>
        <dt className="mt-2 font-medium text-ink tablet:mt-0">{t`Not sent`}</dt>
        <dd>{t`who you are, title, mood, tags, notes, any other entry, and entries that you keep from AI`}</dd>
      </dl>
      {example ? <WhatLeaves entryId={example} /> : null}
    </>
  );
}
