import { plural, t } from "@lingui/core/macro";
import type { Consent, Consents, Purpose } from "@/api/consents";
import type { Disclosure, Ending } from "@/api/disclosures";
import { formatDate, formatNumber } from "@/lib/dates";

/** The consents by which something may leave now. */
export function receivers({ offers, items }: Consents): readonly Consent[] {
  return items.filter((consent) => offers.some((offer) => offer.consent_id === consent.id));
}

/** How things stand, in one sentence. */
export function present(consents: Consents): string {
  const now = receivers(consents);
  const [first] = now;
  if (first === undefined) return t`Nothing leaves this server.`;
  const [earliest = first] = now.toSorted((a, b) => a.granted_at.localeCompare(b.granted_at));
  const since = formatDate(earliest.granted_at);
  const names = now.map(({ name }) => name).join(", ");
  return t`Entries may be read by ${names} since ${since}.`;
}

/** What a provider is asked for. */
export function purposeWord(purpose: Purpose): string {
  switch (purpose) {
    case "analysis":
      return t`Reading entries`;
    case "chat":
      return t`Talking`;
    case "memory":
      return t`Remembering`;
    case "speech_to_text":
      return t`Writing down speech`;
    case "text_to_speech":
      return t`Reading aloud`;
  }
}

/** A size as people say it. */
export function sizeWord(bytes: number): string {
  if (bytes < 1_000) return plural(bytes, { one: "# byte", other: "# bytes" });
  const kilobytes = bytes / 1_000;
  const size = formatNumber(kilobytes < 10 ? Math.round(kilobytes * 10) / 10 : Math.round(kilobytes));
  return t`${size} kB`;
}

/** Why something was sent when it was. */
export function occasionWord({ occasion, attempt }: Pick<Disclosure, "occasion" | "attempt">): string {
  switch (occasion) {
    case "written":
      return t`The entry had something new to read.`;
    case "asked":
      return t`You asked to have it read again.`;
    case "retry":
      return t`Attempt ${attempt}, because the one before came to nothing.`;
  }
}

/** How it ended, in a few words. */
export function endingWord(ending: Pick<Ending, "result" | "status"> | null): string {
  if (ending === null) return t`No answer known`;
  const { status } = ending;
  switch (ending.result) {
    case "answered":
      return t`Answered`;
    case "timed_out":
      return t`No answer in time`;
    case "unreachable":
      return t`Could not be reached`;
    case "rate_limited":
      return t`Asked for a pause`;
    case "refused":
      return status === null ? t`Refused` : t`Refused (${status})`;
    case "failed":
      return status === null ? t`Failed` : t`Failed (${status})`;
    case "unusable":
      return t`Answer of no use`;
    case "cut":
      return t`Given up, for you no longer allowed it`;
  }
}

/** How long it took. */
export function durationWord(ms: number): string {
  if (ms < 1_000) return t`${ms} ms`;
  const seconds = formatNumber(Math.round(ms / 100) / 10);
  return t`${seconds} s`;
}
