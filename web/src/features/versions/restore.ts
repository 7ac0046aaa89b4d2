import { t } from "@lingui/core/macro";
import type { VersionText } from "@/api/versions";
import { formatMoment } from "@/lib/dates";
import { mutate } from "@/sync";
import type { Entry } from "@/sync/react";
import { toastStore } from "@/ui/toasts";

/** Makes an earlier text the entry's text again, by an edit like any other, and offers to undo that by another one. */
export async function restore(entry: Entry, version: VersionText): Promise<void> {
  const { id, text } = entry;
  const restored = await mutate.editEntry({ id, text: version.text, keep_base: true, seen: entry });
  toastStore.show({
    kind: "note",
    message: t`Restored the version of ${formatMoment(version.at)}`,
    // Over the restored text, so that what was written since is not undone with it.
    action: {
      label: t`Undo`,
      run: () => void mutate.editEntry({ id, text, seen: { vid: restored, text: version.text } }),
    },
    fades: "slowly",
  });
}
