import { t } from "@lingui/core/macro";
import { useId, useState, useSyncExternalStore } from "react";
import { useKeptOnLeaving } from "@/lib/useKeptOnLeaving";
import { mutate } from "@/sync";
import { usePreferences } from "@/sync/react";
import { CONTROL } from "@/ui/Field";
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

export function CountryChoice({ country: { code, pick, keep } }: { country: Country }) {
  const { countries } = useSyncExternalStore(helpStore.subscribe, helpStore.get);
  const words = countryWords();
  const id = useId();
  return (
    <div className="flex max-w-form flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {words.label}
      </label>
      <select
        id={id}
        value={code ?? ""}
        aria-describedby={`${id}-hint`}
        onChange={({ target: { value } }) => pick(value === "" ? null : value)}
        onBlur={keep}
        className={CONTROL}
      >
        <option value="">{t`Not said`}</option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
        <option value={ELSEWHERE}>{words.none}</option>
      </select>
      <p id={`${id}-hint`} className="text-sm text-ink-2">
        {words.hint}
      </p>
    </div>
  );
}
