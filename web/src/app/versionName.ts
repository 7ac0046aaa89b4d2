import { t } from "@lingui/core/macro";
import type { DeviceSession } from "@/api/sessions";
import { formatExactMoment, formatMoment } from "@/lib/dates";
import type { EntryRow } from "@/sync/rows";

type Written = Pick<EntryRow, "device" | "text_at">;
/** The session of this browser, where it is known. */
type Own = Pick<DeviceSession, "label" | "created_at"> | undefined;

/** What two versions of a text are called, so that they can be told apart: by the second, where nothing else differs. */
export function versionNames(one: Written, other: Written, own: Own): [one: string, other: string] {
  const names: [string, string] = [named(one, own, formatMoment), named(other, own, formatMoment)];
  if (names[0] !== names[1]) return names;
  return [named(one, own, formatExactMoment), named(other, own, formatExactMoment)];
}

/** "From Firefox on Linux, 20 November, 14:02" */
function named({ device, text_at }: Written, own: Own, format: (moment: string) => string): string {
  const [from, when] = [deviceName(device, text_at, own), format(text_at)];
  return from ? t`From ${from}, ${when}` : t`From ${when}`;
}

/**
 * What wrote a text `at` a time, by the name `device`: running sessions of one user all have different ones, but an
 * earlier session may have had this one's.
 */
export function deviceName(device: string | null, at: string, own: Own): string | null {
  const isOwn = own !== undefined && device === own.label && new Date(at) >= new Date(own.created_at);
  return isOwn ? t`this device` : device;
}
