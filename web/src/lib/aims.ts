import { t } from "@lingui/core/macro";
import type { Aim } from "@/sync/rows";

export const AIMS: readonly Aim[] = ["myself", "relationships", "hard_times"];

/** The server's limit for an aim in the user's own words, in characters. */
export const MAX_OWN_AIM = 500;

/** What the journal is for, in a few words. */
export function aimWord(aim: Aim): string {
  switch (aim) {
    case "myself":
      return t`Understand myself`;
    case "relationships":
      return t`Care for my relationships`;
    case "hard_times":
      return t`Get through a hard time`;
  }
}
