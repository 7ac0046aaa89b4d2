import { t } from "@lingui/core/macro";
import { onNotAccepted } from "@/sync";
import { type NotAccepted, subjectOf, textOf } from "@/sync/mutations";
import { toastStore } from "@/ui/toasts";
import { changeWord } from "./changeWord";

/** Tells of changes that the server refused and that are undone on the screen; their words can be copied from there. */
export function announceRefusals(): void {
  onNotAccepted((refused) => {
    const open = document.querySelector("[data-composer]")?.getAttribute("data-composer");
    // Of what is being written the composer tells itself, beside the words.
    for (const change of refused) if (subjectOf(change) !== `entry/${open}`) announce(change);
  });
}

function announce(change: NotAccepted): void {
  const [what, why, words] = [changeWord(change.name), change.detail, textOf(change)];
  const message = why ? t`Not accepted: ${what}. ${why}` : t`Not accepted: ${what}.`;
  const copy = { label: t`Copy what I wrote`, run: () => void navigator.clipboard.writeText(words) };
  toastStore.show({ kind: "problem", message, ...(words ? { action: copy } : {}) });
}
