import { t } from "@lingui/core/macro";
import { formatMoment } from "@/lib/dates";
import type { EntryRow } from "@/sync/rows";

/** What a version of a text is called: "From Firefox on Linux, 20 November, 14:02". */
export function versionName({ device, text_at }: Pick<EntryRow, "device" | "text_at">): string {
  const when = formatMoment(text_at);
  return device ? t`From ${device}, ${when}` : t`From ${when}`;
}
