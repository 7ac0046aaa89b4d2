import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { Consents, Purpose } from "@/api/consents";
import type { DisclosureFilter } from "@/api/disclosures";
import { Select } from "@/ui/Select";
import { purposeWord } from "./words";

type Props = {
  filter: DisclosureFilter;
  consents: Consents | undefined;
  onChange: (filter: DisclosureFilter) => void;
};

/** Days that can be looked back. */
const SPANS = ["7", "30", "365"];

/** Narrows the ledger down. Only what can differ is asked for. */
export function Filters({ filter, consents, onChange }: Props) {
  const [span, setSpan] = useState("");
  const known = consents?.items ?? [];
  const providers = new Map(known.map(({ address, name }) => [address, name]));
  const purposes = [...new Set(known.map(({ purpose }) => purpose))];

  function chooseSpan(days: string): void {
    setSpan(days);
    onChange({ ...filter, from: days === "" ? undefined : daysAgo(Number(days)) });
  }

  return (
    <div className="grid gap-3 tablet:grid-cols-3">
      <Select
        label={t`When`}
        value={filter.from === undefined ? "" : span}
        options={[
          { value: "", label: t`At any time` },
          ...SPANS.map((days) => ({ value: days, label: spanWord(days) })),
        ]}
        onChange={chooseSpan}
      />
      {providers.size > 1 ? (
        <Select
          label={t`To whom`}
          value={filter.provider ?? ""}
          options={[
            { value: "", label: t`Everyone` },
            ...[...providers].map(([address, name]) => ({ value: address, label: name })),
          ]}
          onChange={(address) => onChange({ ...filter, provider: address === "" ? undefined : address })}
        />
      ) : null}
      {purposes.length > 1 ? (
        <Select
          label={t`What for`}
          value={filter.purpose ?? ""}
          options={[
            { value: "", label: t`Everything` },
            ...purposes.map((purpose) => ({ value: purpose, label: purposeWord(purpose) })),
          ]}
          onChange={(purpose) => onChange({ ...filter, purpose: purposes.find((it: Purpose) => it === purpose) })}
        />
      ) : null}
    </div>
  );
}

function spanWord(days: string): string {
  if (days === "7") return t`In the last 7 days`;
  return days === "30" ? t`In the last 30 days` : t`In the last year`;
}

function daysAgo(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() - days);
  return day.toISOString();
}
