import type { ReactNode } from "react";
import { cx } from "@/lib/cx";
import { type Status, StatusMark } from "./StatusMark";

type Props = {
  status: Status;
  /** The status in words, from `statusWord` or with more detail. */
  children: ReactNode;
  /** Buttons at the end of the line. */
  actions?: ReactNode;
  /** How a change is read out; absent: not at all. */
  announce?: "polite";
  className?: string;
};

/** A status as shape and words, with what can be done about it. */
export function StatusRow({ status, children, actions, announce, className }: Props) {
  return (
    <div className={cx("flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2", className)}>
      <span aria-live={announce ?? "off"} className="inline-flex min-w-0 items-center gap-2">
        <StatusMark status={status} />
        <span className="min-w-0">{children}</span>
      </span>
      {actions}
    </div>
  );
}
