import { t } from "@lingui/core/macro";
import { deletion } from "@/sync";
import { toastStore } from "@/ui/toasts";

/**
 * Takes an entry off the screen and offers to bring it back as it was. It is deleted for good when the offer ends: by
 * hand, by time, or because the page goes out of sight.
 */
export function deleteWithUndo(id: string, message: string, onRestored: (id: string) => void): void {
  const offer = new AbortController();
  const { signal } = offer;
  deletion.hold(id);
  const toast = toastStore.show({
    kind: "note",
    message,
    fades: "slowly",
    action: {
      label: t`Undo`,
      run: () => {
        deletion.takeBack(id);
        onRestored(id);
      },
    },
    onClose: () => {
      offer.abort();
      void deletion.letGo(id);
    },
  });
  const end = () => toastStore.close(toast);
  window.addEventListener("pagehide", end, { signal });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && end(), { signal });
}
