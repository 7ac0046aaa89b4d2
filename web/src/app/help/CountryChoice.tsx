import { t } from "@lingui/core/macro";
import { useState, useSyncExternalStore } from "react";
import { useKeptOnLeaving } from "@/lib/useKeptOnLeaving";
import { mutate } from "@/sync";
import { usePreferences } from "@/sync/react";
import { Select } from "@/ui/Select";
import { helpStore } from "./resources";
import { countryWords } from "./words";

/** Asked, and not to be asked again: a code that ISO 3166 gives to no country. */
const ELSEWHERE = "ZZ";

/** Where the user is, as far as that was said, here or before. */
export interface Country {
  code: string | null;
  /** Whether it is asked for: from when it was not known, for as long as this is on the page. */
  isAsked: boolean;
  pick: (code: string | null) => void;
  /** Keeps it among the preferences. */
  keep: () => void;
}

/** With the arrow keys every country on the way is picked, so only the last one is kept. */
export function useCountry(): Country {
  const kept = usePreferences()?.country ?? null;
  const [wasAsked, setAsked] = useState(false);
  const isAsked = wasAsked || kept === null;
  const { value: code, change, leave } = useKeptOnLeaving(kept, keepCountry);
  function pick(code: string | null): void {
    change(code);
    setAsked(isAsked);
  }
  return { code, isAsked, pick, keep: leave };
}

const keepCountry = (country: string | null) => mutate.setPreferences({ country });

/** `withoutLater`: where it can be changed need not be said. */
export function CountryChoice({
  country: { code, pick, keep },
  withoutLater,
}: {
  country: Country;
  withoutLater?: boolean;
}) {
  const { countries } = useSyncExternalStore(helpStore.subscribe, helpStore.get);
  const words = countryWords();
  return (
    <div className="max-w-form">
      <Select
        label={words.label}
        hint={withoutLater ? words.hint : `${words.hint} ${words.later}`}
        value={code ?? ""}
        options={[
          { value: "", label: t`Not said` },
          ...countries.map((it) => ({ value: it.code, label: it.name })),
          { value: ELSEWHERE, label: words.none },
        ]}
        onChange={(value) => pick(value === "" ? null : value)}
        onBlur={keep}
      />
    </div>
  );
}
