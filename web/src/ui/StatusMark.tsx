import type { ReactNode } from "react";
import { cx } from "@/lib/cx";

/** Everything an entry can be: where it is saved, and how far its reading is. */
export type Status =
  | "local"
  | "tab_only"
  | "sending"
  | "saved"
  | "rejected"
  | "conflict"
  | "held"
  | "queued"
  | "processing"
  | "completed"
  | "fallback"
  | "failed"
  | "stale";

const RING = <circle cx="8" cy="8" r="6" />;
const DISC = <circle cx="8" cy="8" r="6.75" fill="currentColor" stroke="none" />;
const BANG = (
  <>
    <path d="M8 4.75v4" strokeLinecap="round" />
    <circle cx="8" cy="11.25" r="0.9" fill="currentColor" stroke="none" />
  </>
);

/** One shape for each status, so that none is told by colour alone. */
const SHAPES: Record<Status, ReactNode> = {
  local: <circle cx="8" cy="8" r="4" />,
  tab_only: <circle cx="8" cy="8" r="4.5" strokeDasharray="4.4 2.7" />,
  sending: <path d="M8 2a6 6 0 1 1-5.2 3" strokeLinecap="round" />,
  saved: <path d="m3 8.5 3.25 3.25L13 5" strokeLinecap="round" strokeLinejoin="round" />,
  rejected: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="2" />
      {BANG}
    </>
  ),
  conflict: (
    <>
      <rect x="2" y="2" width="8" height="10" rx="1" />
      <path d="M12.5 4.5V14H5" />
    </>
  ),
  held: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1.5" />
      <path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2" />
    </>
  ),
  queued: <circle cx="8" cy="8" r="6" strokeDasharray="0.1 3.67" strokeWidth="2.2" strokeLinecap="round" />,
  processing: (
    <>
      {RING}
      <path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor" stroke="none" />
    </>
  ),
  completed: DISC,
  fallback: (
    <>
      {DISC}
      <path d="M4.5 8h7" className="stroke-surface" strokeWidth="2" />
    </>
  ),
  failed: (
    <>
      {RING}
      {BANG}
    </>
  ),
  stale: <path d="M8 8V1.25A6.75 6.75 0 1 0 14.75 8Z" fill="currentColor" stroke="none" />,
};

const COLOURS: Record<Status, string> = {
  local: "text-ink-2",
  tab_only: "text-ink-2",
  sending: "text-ink-2",
  saved: "text-ok",
  rejected: "text-danger",
  conflict: "text-warn",
  held: "text-ink-2",
  queued: "text-info",
  processing: "text-info",
  completed: "text-accent",
  fallback: "text-warn",
  failed: "text-danger",
  stale: "text-ink-2",
};

/** The shape of a status. Its word stands beside it: see `StatusRow`. */
export function StatusMark({ status, className }: { status: Status; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      className={cx("size-4 shrink-0", COLOURS[status], status === "processing" && "animate-half-turn", className)}
    >
      {SHAPES[status]}
    </svg>
  );
}
