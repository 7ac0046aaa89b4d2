import type { ReactNode } from "react";
import { useNarrow } from "@/lib/useNarrow";

type Props = {
  /** What it is about, said on a phone in place of it. */
  summary: ReactNode;
  children: ReactNode;
};

/** On a phone folded until it is asked for; elsewhere simply there. */
export function NarrowFold({ summary, children }: Props) {
  if (!useNarrow()) return children;
  return (
    <details>
      <summary className="min-h-11 cursor-pointer py-2">{summary}</summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
