import { t } from "@lingui/core/macro";
import { formatExactMoment, formatMoment } from "@/lib/dates";
import type { EntryRow } from "@/sync/rows";

type Written = Pick<EntryRow, "device" | "text_at">;

/** What a version of a text is called: "From Firefox on Linux, 20 November, 14:02". */
export function versionName({ device, text_at }: Written): string {
  return named(device, formatMoment(text_at));
}

/** What two versions are called, so that they can be told apart: by the second, where nothing else differs. */
export function versionNames(one: Written, other: Written): [one: string, other: string] {
  const names: [string, string] = [versionName(one), versionName(other)];
  if (names[0] !== names[1]) return names;
  return [named(one.device, formatExactMoment(one.text_at)), named(other.device, formatExactMoment(other.text_at))];
}

function named(device: string | null, when: string): string {
  return device ? t`From ${device}, ${when}` : t`From ${when}`;
}
