import { plural, t } from "@lingui/core/macro";
import type { DeviceSession } from "@/api/sessions";
import type { Version } from "@/api/versions";
import { deviceName } from "@/app/versionName";

/** How a version came to be. */
export function kindWord(kind: Version["kind"]): string {
  switch (kind) {
    case "edit":
      return t`Written`;
    case "merge":
      return t`Merged from two places`;
    case "restore":
      return t`Restored`;
  }
}

/** "Written, Firefox on Linux, 120 words"; `own` is the session of this browser. */
export function factsOf({ kind, device, at, word_count }: Version, own: DeviceSession | undefined): string {
  const words = plural(word_count, { one: "# word", other: "# words" });
  return [kindWord(kind), deviceName(device, at, own), words].filter(Boolean).join(", ");
}
