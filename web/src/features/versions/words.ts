import { plural, t } from "@lingui/core/macro";
import type { Version } from "@/api/versions";

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

/** "Written, Firefox on Linux, 120 words" */
export function factsOf({ kind, device, word_count }: Version): string {
  const words = plural(word_count, { one: "# word", other: "# words" });
  return [kindWord(kind), device, words].filter(Boolean).join(", ");
}
