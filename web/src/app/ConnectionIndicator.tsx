import { lazy, Suspense, useState } from "react";
import { cx } from "@/lib/cx";
import { connectionWord, type ShownState } from "./connectionWord";
import { type Said, Saying } from "./Saying";
import { useShownConnection } from "./useConnectionWord";

const ChangesSheet = lazy(() => import("./ChangesSheet").then((module) => ({ default: module.ChangesSheet })));

/** One shape for each state: filled and hollow dots, an arc, squares, and one on its corner. */
const DOTS = {
  up_to_date: "bg-ok border-ok",
  unsent: "border-info border-dotted",
  refused: "border-danger bg-danger rounded-none rotate-45",
  sending: "border-info border-t-transparent",
  reconnecting: "border-warn border-dashed",
  offline: "border-warn",
  disk_full: "border-danger rounded-none",
  sign_in: "border-danger bg-danger rounded-none",
  too_old: "border-danger bg-danger rounded-none",
};

/** In which states something is wrong for longer than a moment. */
const TROUBLE: readonly ShownState[] = ["refused", "offline", "disk_full", "sign_in", "too_old"];

/** What is read out: trouble, and its end; not what comes and goes with every pause in writing, nor how much waits. */
function useSaid(state: ShownState): Said | undefined {
  const [wasUp, setWasUp] = useState(false);
  const [wasTold, setWasTold] = useState(false);
  const isTrouble = TROUBLE.includes(state) || (state === "reconnecting" && wasUp);
  if ((state === "up_to_date" || state === "refused") && !wasUp) setWasUp(true);
  if (isTrouble && !wasTold) setWasTold(true);
  if (!isTrouble && !(state === "up_to_date" && wasTold)) return undefined;
  return { words: connectionWord({ state, pending: 0, kept: true }), lasts: !isTrouble };
}

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
        <span data-connection={state} className={cx("min-w-0", compact && "sr-only desktop:not-sr-only")}>
          {word}
        </span>
      </button>
      <Saying now={useSaid(state)} />
      {open ? (
        <Suspense>
          <ChangesSheet onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
