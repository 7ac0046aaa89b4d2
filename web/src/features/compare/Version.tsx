import { type ReactNode, useId } from "react";
import { cx } from "@/lib/cx";
import { RadioRow } from "./Question";

type Props = { group: string; name: string; checked: boolean; onChoose: () => void; children: ReactNode };

/** What one version has in a place, under its name, which is a choice. */
export function Version({ group, name, checked, onChoose, children }: Props) {
  const words = useId();
  return (
    <div className={cx("rounded-card border-2 bg-surface px-4 pt-2 pb-4", checked ? "border-accent" : "border-line")}>
      <div className="mb-1 text-sm">
        <RadioRow group={group} checked={checked} onChoose={onChoose} describedBy={words}>
          {name}
        </RadioRow>
      </div>
      <div id={words}>{children}</div>
    </div>
  );
}
