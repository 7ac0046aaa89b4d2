import { t } from "@lingui/core/macro";
import { useId, useSyncExternalStore } from "react";
import type { HelpLine } from "@/api/crisis";
import { mutate } from "@/sync";
import { usePreferences } from "@/sync/react";
import { CONTROL } from "@/ui/Field";
import { helpStore } from "./resources";
import { countryWords } from "./words";

type Props = {
  about: "self_harm" | "violence";
  /** What is said before the number for emergencies, where it is shown. */
  emergency?: string;
};

/** The numbers of the user's country, and of everywhere. The country is asked for, never guessed. */
export function HelpLines({ about, emergency }: Props) {
  const help = useSyncExternalStore(helpStore.subscribe, helpStore.get);
  const chosen = usePreferences()?.country ?? null;
  const country = help.countries.find(({ code }) => code === chosen);
  const number = (country ?? help.international).emergency;
  const lines = [...(country?.lines ?? []), ...help.international.lines];
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col gap-2">
        {emergency ? (
          <li>
            {emergency} <NumberLink scheme="tel" number={number} />
            {country ? null : ` ${t`or your local emergency number`}`}.
          </li>
        ) : null}
        {lines
          .filter((line) => line.for === about || line.for === "anyone")
          .map((line) => (
            <Line key={line.name} line={line} />
          ))}
      </ul>
      {chosen === null ? <CountryChoice /> : null}
    </div>
  );
}

function Line({ line: { name, phone, text, url, hours } }: { line: HelpLine }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <span className="font-medium">{name}</span>
      {phone ? <NumberLink scheme="tel" number={phone} label={t`Call ${phone}`} /> : null}
      {text ? <NumberLink scheme="sms" number={text} label={t`Text ${text}`} /> : null}
      {url ? (
        <a href={url} rel="noreferrer" target="_blank" className="underline underline-offset-4 pointer-coarse:py-2.5">
          {new URL(url).host}
        </a>
      ) : null}
      {hours ? <span className="text-sm text-ink-2">{hours}</span> : null}
    </li>
  );
}

function NumberLink({ scheme, number, label = number }: { scheme: "tel" | "sms"; number: string; label?: string }) {
  return (
    <a
      href={`${scheme}:${number.replace(/[^+\d]/g, "")}`}
      className="font-medium underline underline-offset-4 pointer-coarse:py-2.5"
    >
      {label}
    </a>
  );
}

/** Where the user is; kept among the preferences. */
export function CountryChoice() {
  const { countries } = useSyncExternalStore(helpStore.subscribe, helpStore.get);
  const chosen = usePreferences()?.country ?? "";
  const words = countryWords();
  const id = useId();
  return (
    <div className="flex max-w-form flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {words.label}
      </label>
      <select
        id={id}
        value={chosen}
        aria-describedby={`${id}-hint`}
        onChange={({ target: { value } }) => void mutate.setPreferences({ country: value === "" ? null : value })}
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

/** Asked, and not to be asked again: a code that ISO 3166 gives to no country. */
const ELSEWHERE = "ZZ";
