import { type ReactNode, useId } from "react";
import { cx } from "@/lib/cx";
import { CHOICE_INPUT, choiceClass } from "./choice";

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
          <label key={choice.value} className={choiceClass(value === choice.value, small)}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
              onClick={() => value === choice.value && onClear?.()}
              className={CHOICE_INPUT}
            />
            {choice.icon}
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
