import { t } from "@lingui/core/macro";
import { useSyncExternalStore } from "react";
import type { HelpLine } from "@/api/crisis";
import { LINK } from "@/ui/link";
import { CountryChoice, useCountry } from "./CountryChoice";
import { helpStore } from "./resources";
import { numbersOf } from "./words";

type Props = {
  about: "self_harm" | "violence";
  /** What is said before the number for emergencies, where it is shown. */
  emergency?: string;
};

/** The numbers of the user's country, and of everywhere. The country is asked for, never guessed. */
export function HelpLines({ about, emergency }: Props) {
  const help = useSyncExternalStore(helpStore.subscribe, helpStore.get);
  const where = useCountry();
  const country = help.countries.find(({ code }) => code === where.code);
  const number = (country ?? help.international).emergency;
  const lines = [...(country?.lines ?? []), ...help.international.lines];
  return (
    <div className="flex flex-col gap-4">
      {country ? <p className="text-sm text-ink-2">{numbersOf(country.name)}</p> : null}
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
      {where.isAsked ? (
        <CountryChoice country={where} />
      ) : (
        <details>
          <summary className="min-h-11 w-fit cursor-pointer py-2 text-sm text-ink-2">{t`Change where you are`}</summary>
          <CountryChoice country={where} />
        </details>
      )}
    </div>
  );
}

function Line({ line: { name, phone, text, url, hours } }: { line: HelpLine }) {
  const host = hostOf(url);
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <span className="font-medium">{name}</span>
      {phone ? <NumberLink scheme="tel" number={phone} label={t`Call ${phone}`} /> : null}
      {text ? <NumberLink scheme="sms" number={text} label={t`Text ${text}`} /> : null}
      {host ? (
        <a href={url ?? ""} rel="noreferrer" target="_blank" className={LINK}>
          {host}
        </a>
      ) : null}
      {hours ? <span className="text-sm text-ink-2">{hours}</span> : null}
    </li>
  );
}

/** What is no page is left out: whatever a list holds, the numbers are shown. */
function hostOf(url: string | null | undefined): string | undefined {
  if (!url?.startsWith("https://")) return undefined;
  try {
    return new URL(url).host;
  } catch {
    return undefined;
  }
}

function NumberLink({ scheme, number, label = number }: { scheme: "tel" | "sms"; number: string; label?: string }) {
  return (
    <a href={`${scheme}:${number.replace(/[^+\d]/g, "")}`} className={`${LINK} font-medium`}>
      {label}
    </a>
  );
}
