import { t } from "@lingui/core/macro";
import type { Trouble } from "./device";

/** Why nothing is kept in this browser, and what that means. */
export function troubleSentence(trouble: Trouble): string {
  switch (trouble) {
    case "full":
      return t`This browser has no room left for your journal. What you write from now on is only in this tab until the server has it.`;
    case "refused":
      return t`This browser does not keep your journal: it does not let Hearken store anything, or has deleted it. What you write is only in this tab until the server has it.`;
    case "too_new":
      return t`A newer version of Hearken has kept your journal in this browser, and this one must not touch it. What you write is only in this tab until the server has it.`;
  }
}
