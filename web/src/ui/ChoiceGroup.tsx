import { type ReactNode, useId } from "react";
import { cx } from "@/lib/cx";

export type Choice<T extends string> = { value: T; label: string; icon?: ReactNode };

type Props<T extends string> = {
  label: string;
  /** Hides the label from sight, not from readers. */
  labelHidden?: boolean;
  /** For a question beside others. */
  small?: boolean;
  choices: readonly Choice<T>[];
  value: T | undefined;
  onChange: (value: T) => void;
  /** Offers to take the choice back; without it one choice always stands. */
  onClear?: () => void;
};

/** One of a few, all of them in sight: a row of radio buttons. */
export function ChoiceGroup<T extends string>({
  label,
  labelHidden,
  small = false,
  choices,
  value,
  onChange,
  onClear,
}: Props<T>) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className={cx("mb-1.5 font-medium", labelHidden && "sr-only")}>{label}</legend>
      <div className={cx("flex flex-wrap", small ? "gap-1.5 text-sm" : "gap-2")}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={cx(
              "relative inline-flex items-center gap-2 rounded-control border transition-colors pointer-coarse:min-h-11",
              small ? "min-h-8 px-2.5 py-1" : "min-h-10 px-3 py-1.5",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
              value === choice.value
                ? "border-accent bg-accent text-on-accent"
                : "border-control bg-surface text-ink hover:bg-sunken",
            )}
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
              onClick={() => value === choice.value && onClear?.()}
              className="absolute inset-0 size-full cursor-pointer appearance-none rounded-control outline-none forced-colors:static forced-colors:size-4 forced-colors:appearance-auto"
            />
            {choice.icon}
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
