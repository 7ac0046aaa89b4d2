import { t } from "@lingui/core/macro";
import type { Trouble } from "./device";

/** Why nothing is kept in this browser, and what that means. */
export function troubleSentence(trouble: Trouble): string {
  switch (trouble) {
    case "full":
      return t`This browser has no room left for your journal. What you write from now on is only in this tab until the server has it.`;
    case "refused":
      return t`This browser does not let Hearken keep anything. What you write is only in this tab until the server has it.`;
    case "changed":
      return t`The copy of your journal in this browser was deleted, or changed in another tab. What you write is only in this tab until the server has it; after that, load the page anew.`;
    case "too_new":
      return t`A newer version of Hearken has kept your journal in this browser, and this one must not touch it. What you write is only in this tab until the server has it.`;
  }
}
