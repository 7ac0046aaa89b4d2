import { type ReactNode, useId } from "react";

/** A place where the versions differ: a group of radio buttons, of which `children` is given the name. */
export function Question({ heading, children }: { heading: string; children: (group: string) => ReactNode }) {
  const group = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-medium">{heading}</legend>
      {children(group)}
    </fieldset>
  );
}

type Props = {
  group: string;
  checked: boolean;
  onChoose: () => void;
  /** The id of what is read out beside the label. */
  describedBy?: string;
  children: ReactNode;
};

/** One of the choices. */
export function RadioRow({ group, checked, onChoose, describedBy, children }: Props) {
  return (
    <label className="inline-flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
      <input
        type="radio"
        name={group}
        checked={checked}
        onChange={onChoose}
        aria-describedby={describedBy}
        className="size-4 shrink-0"
      />
      <span className="min-w-0">{children}</span>
    </label>
  );
}
