import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { cx } from "@/lib/cx";
import { buttonClass } from "./buttonClass";
import { type Toast, toastStore } from "./toasts";

/** Where toasts appear. They stay until closed by hand, by their action, or by time. */
export function ToastRegion() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get);
  return (
    <section
      aria-label={t`Messages`}
      // Within reach while a window is open over the page.
      data-react-aria-top-layer="true"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(4rem+env(safe-area-inset-bottom))] z-50 flex flex-col items-center gap-2 px-4 tablet:bottom-4"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

const FADES = { soon: "toast-fades", slowly: "toast-fades toast-slowly", never: "" };

function ToastCard({ toast }: { toast: Toast }) {
  const { action, fades = action ? "never" : "soon" } = toast;
  const close = () => toastStore.close(toast.id);
  return (
    <div
      role={toast.kind === "problem" ? "alert" : "status"}
      // The time a note lasts is the length of its animation, so that it stands still under the pointer or the focus.
      onAnimationEnd={(event) => event.animationName === "toast-life" && close()}
      className={cx(
        "pointer-events-auto flex w-full max-w-form items-center gap-3 rounded-card border-s-4 bg-ink py-2 ps-4 pe-2 text-paper shadow-overlay",
        toast.kind === "problem" ? "border-danger" : "border-accent",
        toast.kind === "note" && FADES[fades],
      )}
    >
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
        <span className="min-w-0 flex-1 basis-48 py-1">{toast.message}</span>
        {action ? (
          <button
            type="button"
            onClick={() => {
              action.run();
              close();
            }}
            className="min-h-9 rounded-control font-medium underline underline-offset-4 pointer-coarse:min-h-11"
          >
            {action.label}
          </button>
        ) : null}
      </div>
      <button
        type="button"
        aria-label={t`Close`}
        onClick={close}
        className={buttonClass({ look: "quiet", size: "icon" }, "text-paper hover:bg-transparent hover:text-paper")}
      >
        <X aria-hidden="true" className="size-4" />
      </button>
    </div>
  );
}
