import { t } from "@lingui/core/macro";
import { useEffect, useId, useRef, useState, useSyncExternalStore } from "react";
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

/**
 * What is picked counts at once, and is kept when the field is left, or goes: with the arrow keys every country on the way
 * is picked.
 */
export function useCountry(): Country {
  const kept = usePreferences()?.country ?? null;
  const [picked, setPicked] = useState<string | null>();
  const [wasAsked, setAsked] = useState(false);
  const isAsked = wasAsked || kept === null;
  const unkept = useRef<string | null>(undefined);
  const [keep] = useState(() => () => {
    if (unkept.current === undefined) return;
    // The session may have ended; then it is asked for again.
    mutate.setPreferences({ country: unkept.current }).catch(() => undefined);
    unkept.current = undefined;
  });
  useEffect(() => keep, [keep]);
  function pick(code: string | null): void {
    unkept.current = code;
    setPicked(code);
    setAsked(isAsked);
  }
  return { code: picked === undefined ? kept : picked, isAsked, pick, keep };
}

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
