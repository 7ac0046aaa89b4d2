import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";

const KINDS = {
  info: { Icon: Info, look: "border-info text-info" },
  warn: { Icon: TriangleAlert, look: "border-warn text-warn" },
  danger: { Icon: CircleAlert, look: "border-danger text-danger" },
};

type Props = {
  kind: keyof typeof KINDS;
  children: ReactNode;
  action?: ReactNode;
  /** Reads the text out when it appears: at once for `danger`, when there is a pause otherwise. */
  announce?: boolean;
};

/** A message that belongs to the page and stays until its cause is gone. */
export function Banner({ kind, children, action, announce = false }: Props) {
  const { Icon, look } = KINDS[kind];
  const role = announce ? (kind === "danger" ? "alert" : "status") : undefined;
  return (
    <div role={role} className={cx("flex items-start gap-3 rounded-card border-s-4 bg-surface px-4 py-3", look)}>
      {/* On the first line of the words, which is in the middle of a button that stands beside them. */}
      <Icon aria-hidden="true" className={cx("size-5 shrink-0", action ? "mt-1.5" : "mt-0.5")} />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-3 gap-y-2">
        <div className={cx("min-w-0 text-ink", action ? "py-1" : "")}>{children}</div>
        {action}
      </div>
    </div>
  );
}
