import type { ReactNode } from "react";

/** What stands where nothing is yet: one sentence and at most one action. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-4 rounded-card border border-dashed border-control px-4 py-10 tablet:px-6">
      <p className="max-w-measure font-serif text-lg text-ink-2">{children}</p>
      {action}
    </div>
  );
}
