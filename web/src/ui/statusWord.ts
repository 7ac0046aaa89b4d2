import { t } from "@lingui/core/macro";
import type { Status } from "./StatusMark";

/** The words for a status; the ones that have a reason, a time or a count add it themselves. */
export function statusWord(status: Status): string {
  switch (status) {
    case "local":
      return t`Saved on this device`;
    case "tab_only":
      return t`Only in this tab`;
    case "sending":
      return t`Sending`;
    case "saved":
      return t`Saved`;
    case "rejected":
      return t`Not accepted`;
    case "conflict":
      return t`Two versions kept`;
    case "held":
      return t`Kept from AI`;
    case "queued":
      return t`Waiting to be read`;
    case "processing":
      return t`Reading your entry`;
    case "completed":
      return t`Reflected`;
    case "fallback":
      return t`Basic reflection`;
    case "failed":
      return t`Could not be read`;
    case "stale":
      return t`Written since the last reading`;
  }
}
