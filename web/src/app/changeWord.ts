import { t } from "@lingui/core/macro";
import type { MutationName } from "@/sync/mutations";

/** What a change does, in words. */
export function changeWord(name: MutationName): string {
  switch (name) {
    case "entry.create@1":
      return t`New entry`;
    case "entry.edit@1":
    case "entry.set@2":
      return t`Changed entry`;
    case "entry.publish@1":
      return t`Finished entry`;
    case "entry.resolve@1":
      return t`Kept both versions of an entry`;
    case "entry.delete@1":
      return t`Deleted entry`;
    case "analysis.retry@1":
      return t`Read an entry again`;
    case "person.create@1":
      return t`New person`;
    case "person.set@1":
      return t`Changed person`;
    case "person.delete@1":
      return t`Deleted person`;
    case "preferences.set@1":
      return t`Changed settings`;
  }
}
