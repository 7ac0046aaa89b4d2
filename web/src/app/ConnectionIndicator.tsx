import { lazy, Suspense, useState } from "react";
import { cx } from "@/lib/cx";
import { useShownConnection } from "./useConnectionWord";

const ChangesSheet = lazy(() => import("./ChangesSheet").then((module) => ({ default: module.ChangesSheet })));

/** One shape for each state: filled and hollow dots, an arc, a bar. */
const DOTS = {
  up_to_date: "bg-ok border-ok",
  unsent: "border-info border-dotted",
  sending: "border-info border-t-transparent",
  reconnecting: "border-warn border-dashed",
  offline: "border-warn",
  disk_full: "border-danger rounded-none",
  sign_in: "border-danger bg-danger rounded-none",
  too_old: "border-danger bg-danger rounded-none",
};

/** How this tab stands with the server, in words. A press shows what is waiting. */
export function ConnectionIndicator({ compact = false }: { compact?: boolean }) {
  const { state, word } = useShownConnection();
  const [open, setOpen] = useState(false);
  return (
    <div className="relative min-w-0">
      <button
        type="button"
        title={compact ? word : undefined}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={cx(
          "flex min-h-11 w-full min-w-0 items-center gap-2.5 rounded-control px-2 text-start text-sm text-ink-2 hover:bg-sunken hover:text-ink",
          compact && "justify-center desktop:justify-start desktop:px-3",
        )}
      >
        <span aria-hidden="true" className={cx("size-2.5 shrink-0 rounded-full border-2", DOTS[state])} />
        <span className={cx("min-w-0", compact && "sr-only desktop:not-sr-only")}>{word}</span>
      </button>
      <span role="status" className="sr-only">
        {word}
      </span>
      {open ? (
        <Suspense>
          <ChangesSheet onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
