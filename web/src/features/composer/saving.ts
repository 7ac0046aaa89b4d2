import type { Saving } from "@/sync/view";
import type { EditingState } from "./state";

export type SavingWord =
  | "too_long"
  | "long_unsaved"
  | "long_kept"
  | "empty"
  | "unsaved"
  | "tab_only"
  | "kept"
  | "sending"
  | "saved"
  | "rejected";

/** What to say about the words in the field; nothing while there are none to speak of. */
export function savingOf(
  state: Pick<EditingState, "over" | "aside" | "dirty" | "storing" | "created" | "blank">,
  saving: Saving | undefined,
  refused: boolean,
  /** What is saved outlives the tab. */
  kept: boolean,
): SavingWord | undefined {
  if (state.over > 0) return tooLong(state.aside, kept);
  if (state.blank) return state.created ? "empty" : undefined;
  if (state.dirty || state.storing) return kept ? "unsaved" : "tab_only";
  if (refused) return "rejected";
  if (!state.created) return undefined;
  switch (saving) {
    case undefined:
    case "local":
      return kept ? "unsaved" : "tab_only";
    case "kept":
      return "kept";
    case "syncing":
      return "sending";
    case "rejected":
      return "rejected";
    // That there are two versions is said above the field; these words are saved.
    case "conflict":
    case "saved":
      return "saved";
  }
}

function tooLong(isAside: boolean, kept: boolean): SavingWord {
  if (!kept) return "too_long";
  return isAside ? "long_kept" : "long_unsaved";
}
