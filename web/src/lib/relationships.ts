import { t } from "@lingui/core/macro";
import type { Relationship } from "@/sync/rows";

export const RELATIONSHIPS: readonly Relationship[] = ["partner", "family", "friend", "colleague", "other"];

/** What someone is to the user, in a word. */
export function relationshipWord(relationship: Relationship): string {
  switch (relationship) {
    case "partner":
      return t`Partner`;
    case "family":
      return t`Family`;
    case "friend":
      return t`Friend`;
    case "colleague":
      return t`Colleague`;
    case "other":
      return t`Someone else`;
  }
}
